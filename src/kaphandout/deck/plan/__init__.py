"""`Edition` → what is on each slide and in its notes; measures nothing."""
