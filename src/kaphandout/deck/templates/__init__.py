"""The presentation that slides are written on: our own, or a hospital's."""
