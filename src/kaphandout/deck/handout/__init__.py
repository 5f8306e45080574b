"""Arranged slides and their notes → an accessible PDF."""
