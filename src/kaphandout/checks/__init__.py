"""What the families of `rules/` share: what a rule is, what it looks at, and what becomes of its findings."""
