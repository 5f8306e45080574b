"""This machine → what the two commands need of it, found or missing, and what to type where it is missing.

The one table of system packages. `bootstrap.py` reads it before anything is installed, so it uses the standard library
alone.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)
SOFFICE_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "/usr/lib/libreoffice/program/soffice")


@dataclass(frozen=True, slots=True)
class Manager:
    """A system's package manager: `manual` is what a person types before the packages' names."""

    system: str
    program: str
    refresh: tuple[str, ...]
    install: tuple[str, ...]
    manual: str
    needs_root: bool = True


MANAGERS = {
    "debian": Manager(
        "Debian, Ubuntu",
        "apt-get",
        ("apt-get", "update"),
        ("apt-get", "install", "--yes", "--no-install-recommends"),
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends",
    ),
    "fedora": Manager("Fedora", "dnf", (), ("dnf", "install", "--assumeyes"), "sudo dnf install --assumeyes"),
    "alpine": Manager("Alpine", "apk", (), ("apk", "add", "--no-cache"), "sudo apk add"),
    "macos": Manager("macOS", "brew", (), ("brew", "install"), "brew install", needs_root=False),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the Python packages cannot bring along, and the system packages that do."""

    name: str
    needed_for: str
    present: Callable[[], bool]
    packages: dict[str, tuple[str, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a part is there; `remedies` holds, for each system, the line to type."""

    name: str
    found: bool
    optional: bool
    needed_for: str
    remedies: dict[str, str]

    def __str__(self) -> str:
        if self.found:
            return f"found    {self.name}: {self.needed_for}"
        state = "optional" if self.optional else "MISSING "
        here = this_system()
        shown = [here] if here in self.remedies else list(self.remedies)
        lines = (f"\n         {MANAGERS[system].system}: {self.remedies[system]}" for system in shown)
        return f"{state} {self.name}: {self.needed_for}" + "".join(lines)

    def as_dict(self) -> dict[str, object]:
        """The finding as plain values, for `--json`."""
        return {
            "name": self.name,
            "found": self.found,
            "optional": self.optional,
            "needed_for": self.needed_for,
            "remedies": dict(self.remedies),
        }


def examine() -> list[Finding]:
    """Look for every part on this machine."""
    return [
        Finding(
            part.name,
            part.present(),
            part.optional,
            part.needed_for,
            {system: remedy([part], system) for system in MANAGERS if part.packages.get(system)},
        )
        for part in PARTS
    ]


def missing() -> list[Part]:
    """The parts without which nothing can be built."""
    return [part for part in PARTS if not part.optional and not part.present()]


def packages(parts: Iterable[Part], system: str) -> list[str]:
    """The system packages that bring these parts, each once."""
    return list(dict.fromkeys(name for part in parts for name in part.packages.get(system, ())))


def remedy(parts: Sequence[Part], system: str) -> str:
    """The one line that a person types to have these parts; empty where the system's own Python brings them."""
    names = packages(parts, system)
    return f"{MANAGERS[system].manual} {' '.join(names)}" if names else ""


def this_system() -> str | None:
    """The key of this machine's package manager in `MANAGERS`, or None when it has none of them."""
    if sys.platform == "darwin":
        return "macos"
    return next((key for key in ("debian", "fedora", "alpine") if shutil.which(MANAGERS[key].program)), None)


def soffice() -> str | None:
    """The program of LibreOffice, or None."""
    return shutil.which("soffice") or next((place for place in SOFFICE_PLACES if Path(place).exists()), None)


def _library(linux: str, macos: str) -> Callable[[], bool]:
    """Whether the system can load a library by the names under which WeasyPrint loads it."""

    def present() -> bool:
        folders = ("", "/opt/homebrew/lib/", "/usr/local/lib/") if sys.platform == "darwin" else ("",)
        for name in (folder + (macos if sys.platform == "darwin" else linux) for folder in folders):
            try:
                ctypes.CDLL(name)
            except OSError:
                continue
            return True
        return False

    return present


def has_font(file: str) -> bool:
    """Whether a font file is installed where LibreOffice looks for fonts, by its name without the ending."""
    folders = (Path(os.path.expandvars(folder)).expanduser() for folder in FONT_FOLDERS)
    return any(next(folder.rglob(f"{file}.*"), None) for folder in folders if folder.is_dir())


def _venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None


PARTS = (
    Part(
        "venv",
        "the private environment of Python packages",
        _venv,
        {"debian": (f"python3.{sys.version_info.minor}-venv",)},
    ),
    Part(
        "Pango",
        "laying out the leaflet's text",
        _library("libpango-1.0.so.0", "libpango-1.0.dylib"),
        {
            "debian": ("libpango-1.0-0",),
            "fedora": ("pango",),
            "alpine": ("so:libpango-1.0.so.0",),
            "macos": ("pango",),
        },
    ),
    Part(
        "PangoFT2",
        "loading the leaflet's own font",
        _library("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
        {
            "debian": ("libpangoft2-1.0-0",),
            "fedora": ("pango",),
            "alpine": ("so:libpangoft2-1.0.so.0",),
            "macos": ("pango",),
        },
    ),
    Part(
        "HarfBuzz subset",
        "keeping of each font only the letters that the leaflet uses",
        _library("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        {
            "debian": ("libharfbuzz-subset0",),
            "fedora": ("harfbuzz",),
            "alpine": ("so:libharfbuzz-subset.so.0",),
            "macos": ("harfbuzz",),
        },
    ),
    Part(
        "LibreOffice Impress",
        "pictures of the slides (make look)",
        lambda: soffice() is not None,
        {
            "debian": ("libreoffice-impress-nogui",),
            "fedora": ("libreoffice-impress",),
            "alpine": ("libreoffice-impress",),
            "macos": ("--cask", "libreoffice"),
        },
        optional=True,
    ),
    Part(
        "Carlito",
        "the letters of Calibri in those pictures, where Calibri is not installed",
        lambda: has_font("Carlito-Regular"),
        {
            "debian": ("fonts-crosextra-carlito",),
            "fedora": ("google-carlito-fonts",),
            "alpine": ("font-carlito",),
            "macos": ("--cask", "font-carlito"),
        },
        optional=True,
    ),
    Part(
        "Liberation",
        "the letters of Arial and Times New Roman in those pictures, where they are not installed",
        lambda: has_font("LiberationSans-Regular") and has_font("LiberationSerif-Regular"),
        {
            "debian": ("fonts-liberation",),
            "fedora": ("liberation-sans-fonts", "liberation-serif-fonts"),
            "alpine": ("font-liberation",),
            "macos": ("--cask", "font-liberation"),
        },
        optional=True,
    ),
    Part(
        "Git",
        "comparing with an earlier revision (kaphandout diff)",
        lambda: shutil.which("git") is not None,
        dict.fromkeys(MANAGERS, ("git",)),
        optional=True,
    ),
    Part(
        "OpenSSH",
        "making a key that signs, and checking a signature without kaphandout (ssh-keygen)",
        lambda: shutil.which("ssh-keygen") is not None,
        {
            "debian": ("openssh-client",),
            "fedora": ("openssh",),
            "alpine": ("openssh-keygen",),
            "macos": ("openssh",),
        },
        optional=True,
    ),
)
