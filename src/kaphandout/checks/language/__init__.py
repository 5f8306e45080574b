"""Sentences → what an editor would stop at. Pure functions on text; word lists come from `content/words/`.

They know nothing of topics and editions: `rules/` holds them against what is placed. No language model: lists and
patterns, because a finding that is wrong costs more trust than one that is missed.
"""
