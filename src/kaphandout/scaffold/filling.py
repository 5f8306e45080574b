"""A text template of `templates/new/` and its values → the bytes of a new file; no file that is there is changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kaphandout.content.paths import folders
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error
from kaphandout.files import write_all

Files = Mapping[Path, bytes]


def fill(template: str, **values: Any) -> bytes:
    """The text of a template with its values, as UTF-8; an undefined name is an error of the template."""
    text = _environment(folders("templates/new")).get_template(template).render(values)
    return text.encode("utf-8")


def write_new(files: Files, content: Path) -> list[Path]:
    """Write files that are not there yet, all or none; their paths. Raises `KaphandoutError` if one is there.

    Messages name them from the folder of `content` on.
    """
    there: list[Diagnostic] = [
        error(
            "exists",
            Place(path.relative_to(content.parent).as_posix()),
            path.name,
            "this is there already, and nothing is overwritten: choose another",
        )
        for path in files
        if path.exists()
    ]
    if there:
        raise KaphandoutError(there)
    write_all([*files.items()])
    return [*files]


@cache
def _environment(searched: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(searched),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["yaml"] = lambda text: json.dumps(text, ensure_ascii=False)
    return environment
