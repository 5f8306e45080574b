"""What people have confirmed → the YAML files of a topic: stable order, one line a change, never half written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import yaml

from kaphandout.content.model.signoff import Pair, SignOff
from kaphandout.edition.provenance import OUTLINE, Provenance

_SCHEMA = "# yaml-language-server: $schema=../../schemas/{name}.schema.json\n"
_SIGNOFFS = """\
# Who answered for which statements, with the SHA-256 of what was read. Written by `kaphandout sign`: do not edit.
# A statement that changes afterwards is unsigned again.
"""
_PAIRS = """\
# The two wordings of each statement, and what they rest on, when they were last found to say the same. It names nobody.
# Written by `kaphandout sign --pairs`: do not edit.
"""


def signoffs_yaml(signoffs: Iterable[SignOff]) -> bytes:
    """`signoffs.yaml`, the sign-offs in the order in which they were given."""
    values = [signoff.model_dump(exclude_none=True) for signoff in signoffs]
    return _yaml("signoffs", _SIGNOFFS, values)


def pairs_yaml(pairs: Mapping[str, Pair]) -> bytes:
    """`pairs.yaml`, by statement."""
    values = {id: pair.model_dump(exclude_none=True, exclude_defaults=True) for id, pair in pairs.items()}
    return _yaml("pairs", _PAIRS, values)


def with_signoff(signoffs: Iterable[SignOff], new: SignOff) -> list[SignOff]:
    """The sign-offs with a new one at the end; those of the same role that it covers wholly are left out."""
    kept = [old for old in signoffs if old.role != new.role or not {*old.messages} <= {*new.messages}]
    return [*kept, new]


def confirmed_pairs(
    pairs: Mapping[str, Pair] | None, provenance: Mapping[str, Provenance], ids: Iterable[str]
) -> dict[str, Pair]:
    """The pairs with `ids` confirmed as they are now, in the order of the files; what is gone from the text goes."""
    confirmed = {*ids}
    result: dict[str, Pair] = {}
    for id, one in provenance.items():
        if id in confirmed:
            result[id] = Pair(patient=one.patient_mark, clinician=one.clinician_mark, rests_on=one.rests_on)
        elif pairs and id in pairs:
            result[id] = pairs[id]
    result.pop(OUTLINE, None)
    return result


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are, and values of content types as what they are made of."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|" if "\n" in text else None)


_Dumper.add_multi_representer(str, _text)
_Dumper.add_representer(str, _text)
_Dumper.add_representer(MappingProxyType, lambda dumper, values: dumper.represent_dict(values))


def _yaml(name: str, about: str, values: object) -> bytes:
    text = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return (_SCHEMA.format(name=name) + about + text).encode("utf-8")
