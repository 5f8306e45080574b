"""`make bench`: each command beside the least that could be, in new processes as at the command line.

Both sides run in turn, so that they meet the same load; what counts is the ratio of their medians. Pandoc makes slides
of the deck's own text; it is looked for on the PATH, or where `PANDOC` says.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pptx import Presentation

RUNS = 7
EMPTY_PAGE = "from weasyprint import HTML; HTML(string='<p>x').write_pdf()"
EMPTY_DECK = "import io, pptx; pptx.Presentation().save(io.BytesIO())"
OPEN_PDF = "import sys, pikepdf; pikepdf.open(sys.argv[1])"
OPEN_PPTX = "import sys, pptx; pptx.Presentation(sys.argv[1])"
LOAD = (
    "from pathlib import Path; from kaphandout.content.loader import load_topic, topic_ids; "
    "[load_topic(Path('content'), topic) for topic in topic_ids(Path('content'))]"
)


@dataclass(frozen=True)
class Compared:
    """Two commands, and how many times longer ours may take (None: it is only told)."""

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    at_most: float | None = None

    def run(self) -> str:
        took = [(seconds(self.ours), seconds(self.theirs)) for _ in range(RUNS)]
        ours, theirs = (statistics.median(times) for times in zip(*took, strict=True))
        verdict = ""
        if self.at_most:
            verdict = f", at most {self.at_most:g}: {'yes' if ours <= self.at_most * theirs else 'NO'}"
        return f"{self.name:34}{ours:6.2f} s ÷{theirs:6.2f} s ={ours / theirs:5.1f}{verdict}"


def seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return took


def kaphandout(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kaphandout", *arguments]


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def comparisons(folder: Path) -> Iterator[Compared]:
    """All that is compared; `folder` takes what the commands write."""
    out = ["--out", str(folder)]
    leaflet, deck = kaphandout("handout", "--format", "a4", *out), kaphandout("slides", *out)
    yield Compared("leaflet ÷ an empty page", leaflet, python(EMPTY_PAGE))
    yield Compared("deck ÷ an empty deck", deck, python(EMPTY_DECK))
    [pdf], [pptx] = folder.glob("*.pdf"), folder.glob("*.pptx")
    pandoc = os.environ.get("PANDOC") or shutil.which("pandoc")
    if pandoc:
        text, slides = folder / "deck.md", folder / "pandoc.pptx"
        text.write_text("\n\n".join(markdown(pptx)), encoding="utf-8")
        theirs = [pandoc, "--to", "pptx", "--output", str(slides), str(text)]
        yield Compared("deck ÷ pandoc, the same text", deck, theirs, 1.5)
    else:
        print("pandoc is not here: install it, or say PANDOC=/where/it/is")
    yield Compared("check ÷ loading the topic", kaphandout("check"), python(LOAD), 3)
    for kind, file, opened in (("leaflet", pdf, OPEN_PDF), ("deck", pptx, OPEN_PPTX)):
        verify = kaphandout("verify", "--offline", str(file))
        yield Compared(f"verify a {kind} ÷ open it", verify, python(opened, str(file)), 5)


def markdown(deck: Path) -> Iterator[str]:
    """The words of a deck as Markdown: headings, lists, tables and notes."""
    for slide in Presentation(str(deck)).slides:
        title = slide.shapes.title
        yield f"# {title.text_frame.text}"
        for shape in slide.shapes:
            if shape.has_table:
                head, *rows = ([cell.text for cell in row.cells] for row in shape.table.rows)
                lines = [head, ["---"] * len(head), *rows]
                yield "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
            elif shape.has_text_frame and shape.shape_id != title.shape_id:
                yield "\n".join(f"- {para.text}" for para in shape.text_frame.paragraphs if para.text)
        notes = "\n\n".join(para.text for para in slide.notes_slide.notes_text_frame.paragraphs)
        yield f"::: notes\n{notes}\n:::"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for compared in comparisons(Path(folder)):
            print(compared.run(), flush=True)


if __name__ == "__main__":
    main()
