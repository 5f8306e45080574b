"""Slides as laid out and their notes → an accessible PDF."""
