"""Checks: each family is one file that turns a `Topic` or an `Edition` into problems."""
