"""Topic, locale and clinic → the final strings of one edition, its code, its provenance and its manifest."""
