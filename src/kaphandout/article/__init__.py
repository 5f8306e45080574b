"""A new version of the source article held against the claims: what became of each, and what rests on it."""

from kaphandout.article.claim_status import ArticleReview, ClaimStatus, review_article
from kaphandout.article.report import as_dict, lines

__all__ = ["ArticleReview", "ClaimStatus", "as_dict", "lines", "review_article"]
