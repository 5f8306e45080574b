"""One command a file: its docstring is its help, `EXAMPLE` and `options` its arguments, `run` does it.

Options and libraries are loaded when a command runs, so that asking for help stays quick.
"""

NAMES = (
    "handout", "slides", "check", "verify", "status", "diff", "trace", "claims", "sign", "look", "gallery", "doctor",
    "new", "schema",
)  # fmt: skip
"""The commands in the order in which they are listed."""
