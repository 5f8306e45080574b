"""Content, editions and finished files that several tests look at; the first test that asks for a file builds it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from support import CONTENT, FIXTURES, TOPIC
from support.installed import install


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-pictures", action="store_true", help="make the golden pictures of pages anew")
    parser.addoption("--refresh-golden", action="store_true", help="write anew what the golden deck says")


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The real topic in English, for no clinic in particular."""
    return Source(CONTENT).edition(TOPIC)[0]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A content folder with one small topic, to be read and changed: `tests/fixtures/content` and the real locales."""
    root = Path(shutil.copytree(FIXTURES / "content", tmp_path / "content"))
    shutil.copytree(CONTENT / "locales", root / "locales")
    return root


@pytest.fixture
def small_edition(small: Path) -> Edition:
    """The small topic as it is when the test begins."""
    return Source(small).edition("small")[0]


@pytest.fixture
def editable_content(tmp_path: Path) -> Path:
    """A copy of the real content folder, in which a test may change a word."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture(scope="session")
def leaflet_pdf(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leaflet of `edition` on A4."""
    from kaphandout.leaflet import write_leaflet

    path = tmp_path_factory.mktemp("leaflet") / "leaflet-a4.pdf"
    path.write_bytes(write_leaflet(edition, "a4").pdf)
    return path


@pytest.fixture(scope="session")
def deck_pptx(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck of `edition`."""
    from kaphandout.deck import write_deck

    path = tmp_path_factory.mktemp("deck") / "deck.pptx"
    path.write_bytes(write_deck(edition))
    return path


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an environment that holds the wheel and borrows the packages that it needs from the tests."""
    return install(tmp_path_factory.mktemp("wheel"))
