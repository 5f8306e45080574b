"""A fault that pydantic or PyYAML found → what is wrong and what to do, as an editor would put it.

No library's own words reach a person: what is not listed here gets a sentence that names the line and its value.
"""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import ValidationError


def in_words(fault: Any, name: object = "") -> str:
    """What is wrong with a value, of the entry `name`: a fault of pydantic's `errors()`."""
    form = _REMEDIES.get(fault["type"], "{typed} is not what belongs here: see what the entries beside it look like")
    context = dict(fault.get("ctx", {}))
    known: dict[str, Any] = dict.fromkeys(("expected", "min_length", "max_length", "ge", "gt", "le", "lt"), "")
    known |= {key: f"{value:g}" if isinstance(value, float) else value for key, value in context.items()}
    given = fault.get("input")
    typed = repr(given) if isinstance(given, str | int | float) else "this"
    form = _PATTERNS.get(context.get("pattern", ""), form)
    return form.format(**known | {"name": name, "typed": typed, "msg": fault["msg"].removeprefix("Value error, ")})


def first_fault(exc: ValidationError) -> str:
    """The place and the words of the first fault of a record that is no file of an editor."""
    fault = exc.errors(include_url=False)[0]
    where = ".".join(map(str, fault["loc"][:2]))
    return f"{where}: {in_words(fault, fault['loc'][-1] if fault['loc'] else '')}" if where else in_words(fault)


def yaml_fault(exc: yaml.YAMLError) -> tuple[int, str]:
    """The line (0: not known) and the words for what PyYAML could not read."""
    if not isinstance(exc, yaml.MarkedYAMLError):
        return 0, _UNREADABLE
    problem, context = exc.problem or "", exc.context or ""
    mark = exc.problem_mark or exc.context_mark
    if "unexpected end" in problem or "flow" in context:  # what was opened and not closed
        mark = exc.context_mark or mark
    words = next((words for part, words in _YAML.items() if part in f"{context}: {problem}"), _UNREADABLE)
    return (mark.line + 1 if mark else 0), words


_LIST = "this must be a list: one entry a line, each after a dash"
_MAPPING = "this must be entries with names, such as `id: …`, each on a line of its own"
_DAY = "{typed} must be a day, such as 2026-11-24"
_WHOLE = "{typed} must be a whole number"
_NUMBER = "{typed} must be a number"
_YES = "{typed} must be yes or no"
_REMEDIES = {
    "value_error": "{msg}",
    "missing": "{name!r} is missing here: add it",
    "extra_forbidden": "{name!r} is not a known entry: check its spelling",
    "string_type": "this must be text: put it in quotation marks",
    "string_too_short": "this text must have {min_length} or more letters",
    "string_too_long": "this text must have {max_length} letters or fewer",
    "literal_error": "{typed} is not one of {expected}",
    "enum": "{typed} is not one of {expected}",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": "this list must have {min_length} or more entries",
    "too_long": "this list must have {max_length} entries or fewer",
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "{typed} must be a number that can be printed",
    "bool_type": _YES,
    "bool_parsing": _YES,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "greater_than": "{typed} must be greater than {gt}",
    "greater_than_equal": "{typed} must be {ge} or more",
    "less_than": "{typed} must be less than {lt}",
    "less_than_equal": "{typed} must be {le} or less",
    "multiple_of": "{typed} must be a multiple of {multiple_of}",
    "union_tag_invalid": "there is no `kind` {tag!r}; the kinds are: {expected_tags}",
    "union_tag_not_found": "this entry needs a `kind`",
}
"""By the type of pydantic's fault."""

_ID = "{typed} is no id: write small letters, digits and hyphens, a letter first, such as side-effects"
_COLOUR = "{typed} is no colour: write # and six digits 0-9 or letters a-f in quotation marks, such as '#0B4F57'"
_PATTERNS = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": _ID,
    r"^([a-z]+\.)?[a-z][a-z0-9]*(-[a-z0-9]+)*$": _ID,
    r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$": (
        "{typed} is no name: write small letters, digits and underscores, a letter first, such as visit_hours"
    ),
    r"^S[1-9][0-9]*$": "{typed} is no id of a claim: write S and its number, such as S12",
    r"^[A-Za-z][A-Za-z0-9_-]*$": (
        "{typed} is no key of a reference: write letters, digits, _ and -, a letter first, such as anand2023"
    ),
    r"^[A-Z]{2}$": "{typed} is no code of a country: write two capitals, such as GB",
    r"^[0-9a-f]{64}$": "{typed} is no SHA-256: write its 64 digits 0-9 and letters a-f",
    r"^#[0-9A-Fa-f]{6}$": _COLOUR,
    r"^#[0-9a-fA-F]{6}$": _COLOUR,
    r"^[0-9]+(\.[0-9]+)*$": "{typed} is no number of an item: write it as 12 or 2.1",
    r"^[a-z][a-z0-9-]* [0-9]+(\.[0-9]+)*$": "{typed} is no item: write an instrument's id and a number: discern 12",
}
"""By the pattern that a text must match."""

_UNREADABLE = "this cannot be read: look at the colons, quotation marks and spaces at the beginning of this line"
_ANCHOR = "a value that begins with & or * must stand in quotation marks"
_YAML = {
    "while scanning a quoted scalar: found unexpected end": "a quotation mark is opened here and not closed",
    "found unexpected end of stream": "something is opened here and not closed",
    "found unexpected document separator": "a quotation mark is opened above and not closed before ---",
    "mapping values are not allowed": (
        "a colon stands inside a text, or this line is indented too far: put the text in quotation marks"
    ),
    "could not find expected ':'": (
        "a name without a colon: write `name: value`, and put a text that goes on over several lines behind `>-`"
    ),
    "found character '\\t'": "a tab stands here: indent with spaces",
    "that cannot start any token": "a value that begins with @, % or ` must stand in quotation marks",
    "while scanning an alias": _ANCHOR,
    "while scanning an anchor": _ANCHOR,
    "found undefined alias": _ANCHOR,
    "found unknown escape character": "in double quotation marks write \\ twice, or use single quotation marks",
    "while parsing a flow mapping": "a brace { is opened here: separate its entries by commas and close it with }",
    "while parsing a flow sequence": "a bracket [ is opened here: separate its entries by commas and close it with ]",
    "but found '<scalar>'": (
        "a quotation mark is missing in the line above, or a text has them inside: write ' inside of \" and the reverse"
    ),
    "while parsing a block mapping": "this line is not indented as the entries above it are: line them up",
    "while parsing a block collection": "this line is not indented as the list above it is: line up the dashes",
    "sequence entries are not allowed": "a list begins on a line of its own: put the dash on the next line",
    "while scanning a block scalar": "behind > or | nothing but - may stand: write the text on the lines below",
    "could not determine a constructor": "a value that begins with ! must stand in quotation marks",
    "while scanning a tag": "a value that begins with ! must stand in quotation marks",
    "expected a single document": "--- begins a second document: keep one in a file",
}
"""By what PyYAML says; the first that is in its words holds."""
