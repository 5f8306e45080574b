"""Time to build a leaflet and a deck, cold and warm, beside an empty WeasyPrint page and an empty python-pptx deck;
and time for the whole check of a topic beside merely loading it, which it may take three times at most (cold).

Cold is a new Python process, as at the command line; warm is the second and later build in one process.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

COLD_RUNS, WARM_RUNS = 3, 5


def empty_page() -> object:
    from weasyprint import HTML

    return HTML(string="<p>x").write_pdf()


def empty_deck() -> object:
    from pptx import Presentation

    return Presentation().save(io.BytesIO())


def leaflet() -> object:
    from kaphandout.leaflet import write_leaflet

    edition, logo = _edition()
    return write_leaflet(edition, "a4", logo).pdf


def deck() -> object:
    from kaphandout.deck import write_deck

    return write_deck(_edition()[0])


def load() -> object:
    from kaphandout.load import load_topic, topic_ids
    from kaphandout.paths import CONTENT

    return [load_topic(CONTENT, topic) for topic in topic_ids(CONTENT)]


def check() -> object:
    """What `kaphandout check` finds in the edition of every topic, for every rule."""
    from datetime import date

    from kaphandout.build import Source
    from kaphandout.paths import CONTENT
    from kaphandout.rules import find

    source = Source(CONTENT)
    return [find(source.edition(topic)[0], date(2026, 12, 1), source.clinic_places()) for topic in source.topics(None)]


def _edition():
    from kaphandout.build import Source
    from kaphandout.paths import CONTENT

    source = Source(CONTENT)
    return source.edition(source.topics(None)[0])


BUILDS: dict[str, Callable[[], object]] = {
    "empty page": empty_page,
    "leaflet": leaflet,
    "empty deck": empty_deck,
    "deck": deck,
    "load": load,
    "check": check,
}


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def cold(name: str) -> float:
    command = [sys.executable, __file__, name]
    return statistics.median(seconds(lambda: subprocess.run(command, check=True)) for _ in range(COLD_RUNS))


def warm(name: str) -> float:
    BUILDS[name]()
    return statistics.median(seconds(BUILDS[name]) for _ in range(WARM_RUNS))


VERIFY_RUNS = 7
VERIFY_AT_MOST = 5.0
"""How many times longer it may take to hold a file against its manifest than merely to open it (cold)."""


def bench_verify() -> None:
    """Verify a leaflet and a deck, beside merely opening each with pikepdf and python-pptx; the ratios of medians.

    Cold is what a person waits for at the command line, and is what is held to `VERIFY_AT_MOST`. Warm is told as well:
    pikepdf opens a PDF without reading a page of it, so that no reader of all its text comes near.
    """
    import tempfile
    from pathlib import Path

    import pikepdf
    import pptx

    with tempfile.TemporaryDirectory() as folder:
        pdf, slides = Path(folder, "leaflet.pdf"), Path(folder, "deck.pptx")
        pdf.write_bytes(leaflet())
        slides.write_bytes(deck())
        _verify_beside("leaflet", str(pdf), "import sys, pikepdf; pikepdf.open(sys.argv[1])", pikepdf.open)
        _verify_beside("deck", str(slides), "import sys, pptx; pptx.Presentation(sys.argv[1])", pptx.Presentation)


def _verify_beside(kind: str, path: str, opener: str, opened: Callable[[str], object]) -> None:
    from pathlib import Path

    from kaphandout.sync import read, witness

    merely = [sys.executable, "-c", opener, path]
    verify = [sys.executable, "-m", "kaphandout", "verify", "--offline", path]
    took = [  # in turn, so that both meet the same load
        [seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for command in (merely, verify)]  # noqa: B023
        for _ in range(VERIFY_RUNS)
    ]
    once, whole = (statistics.median(times) for times in zip(*took, strict=True))
    warm_open = statistics.median(seconds(lambda: opened(path)) for _ in range(VERIFY_RUNS))
    warm_whole = statistics.median(seconds(lambda: witness(read(Path(path)))) for _ in range(VERIFY_RUNS))
    print(
        f"verify {kind} ÷ open: {whole / once:.1f} cold ({whole:.2f} s ÷ {once:.2f} s, at most {VERIFY_AT_MOST:g}: "
        f"{'yes' if whole <= VERIFY_AT_MOST * once else 'NO'}), "
        f"warm {1000 * warm_whole:.0f} ms ÷ {1000 * warm_open:.1f} ms"
    )


def main() -> None:
    if len(sys.argv) > 1:
        BUILDS[sys.argv[1]]()
        return
    print(f"{'':12}{'cold':>9}{'warm':>9}")
    times = {}
    for name in BUILDS:
        times[name] = (cold(name), warm(name))
        print(f"{name:12}" + "".join(f"{value:7.2f} s" for value in times[name]), flush=True)
    for name, empty in (("leaflet", "empty page"), ("deck", "empty deck"), ("check", "load")):
        ratios = " cold, ".join(f"{ours / theirs:.1f}" for ours, theirs in zip(times[name], times[empty], strict=True))
        print(f"{name} ÷ {empty}: {ratios} warm")


if __name__ == "__main__":
    if sys.argv[1:] != ["verify"]:
        main()
    if len(sys.argv) == 1 or sys.argv[1] == "verify":
        bench_verify()
