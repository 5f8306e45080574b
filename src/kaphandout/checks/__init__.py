"""What the families of `rules/` stand on: what a rule is, what it looks at, and what becomes of its findings."""
