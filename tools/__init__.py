"""What a developer runs by hand or by `make`: measures, widths of letters, masks of icons, pictures of README."""
