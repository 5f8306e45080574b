"""Design tokens, the clinic's colours, contrast, and pages for staff."""
