"""Laid-out slides → native PowerPoint shapes, charts and tables, as bytes."""
