"""A hospital's own PPTX template → a `Template`, on which slides are written as on ours, in its style.

`opening` (is it safe to read?) → `stripped` (no samples, no names of people) → `placeholders`, `theme`, `backgrounds`
(what its placeholders look like, and what is behind them) → `layout_matching` (which layout for what) → `regions`,
`areas` (where our words go) → `colour_mapping` (which of its colours can be read there) → `styling` (the `SlideStyle`
of each role) → `reader` (all of it). `report` says what was found.
"""
