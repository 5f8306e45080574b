"""A hospital's own PPTX template → a `Template`, on which slides are written as on ours and then take on its looks.

`opening` (is it safe to read?) → `bare` (no samples, no names of people) → `styles`, `theme`, `grounds` (what its
placeholders look like, and what is behind them) → `roles` (which layout for what) → `regions` (where our words go) →
`tones` (which of its colours can be read there) → `reading` (all of it) → `adopt` (a slide drawn by us in its looks).
"""
