"""Slide plan → shapes in pt, measured with the widths of the typeface."""
