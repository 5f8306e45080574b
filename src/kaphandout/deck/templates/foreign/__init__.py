"""A hospital's own PPTX template → a `Template`, on which slides are written as on ours and then take on its looks.

`opening` (is it safe to read?) → `stripped` (no samples, no names of people) → `styles`, `theme`, `backgrounds` (what
its placeholders look like, and what is behind them) → `layout_matching` (which layout for what) → `regions`, `areas`
(where our words go) → `colour_mapping` (which of its colours can be read there) → `reader` (all of it) → `adopt` (a
slide drawn by us in its looks). `report` says what was found.
"""
