"""A template of `templates/pages/` and its values → one self-contained HTML page for staff: a report, a comparison.

Nothing in it runs or is fetched; every value is escaped, and an undefined name is an error.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kaphandout.content.paths import folders
from kaphandout.design.tokens import load_tokens


def write_page(template: str, *, title: str, language: str = "en", **values: Any) -> bytes:
    """The page `template` (a file that extends `base.html.j2`) as UTF-8; `language` is a BCP 47 tag."""
    page = _environment(folders("templates/pages")).get_template(template)
    html = page.render(title=title, language=language, tokens=load_tokens(), **values)
    return ("\n".join(line.strip() for line in html.splitlines() if line.strip()) + "\n").encode("utf-8")


@cache
def _environment(searched: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(searched),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = _sentence
    return environment


def _sentence(words: str) -> str:
    """Words with a capital at their beginning and a stop at their end."""
    stop = "" if words.rstrip("”’")[-1:] in (".", "!", "?") else "."
    return f"{words[:1].upper()}{words[1:]}{stop}"
