"""Write the JSON Schemas of content files, formats and tokens, with which editors complete and check what is typed."""

from __future__ import annotations

import argparse
import json

from kaphandout.cli.commands.options import out_option
from kaphandout.cli.console import report_files

EXAMPLE = "kaphandout schema --out content/schemas"


def options(parser: argparse.ArgumentParser) -> None:
    out_option(parser, "content/schemas")


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.files import write_whole
    from kaphandout.scaffold.schemas import SCHEMAS

    written = []
    for name, record in SCHEMAS.items():
        path = arguments.out / f"{name}.schema.json"
        text = json.dumps(record.model_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        write_whole(path, text.encode("utf-8"))
        written.append(path)
    return report_files(arguments, written)
