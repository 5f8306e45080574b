"""`make handout` and `make slides` on a bare machine: the lock, the Makefile, the bootstrap, the system packages."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaphandout import system
from support import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
LOCKED = re.compile(
    r"(?P<name>[a-z0-9.-]+)==(?P<version>\S+)(?P<marker> ; [^-].*?)?(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
assert spec
assert spec.loader
bootstrap = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bootstrap)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!~;\[]", name)[0]).lower()


def locked(lock: str) -> dict[str, re.Match[str]]:
    lines = re.sub(r" *\\\n *", " ", (ROOT / lock).read_text(encoding="utf-8")).splitlines()
    found = {}
    for line in lines:
        match = LOCKED.fullmatch(line)
        assert match, f"{lock}: no exact version with hashes: {line[:80]}"
        found[match["name"]] = match
    return found


class TestLock:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_every_line_is_an_exact_version_with_hashes(self, lock: str) -> None:
        assert len(locked(lock)) > 20

    @pytest.mark.parametrize("lock", LOCKS)
    def test_names_no_address(self, lock: str) -> None:
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert not re.search(r"://|^\s*-[a-z]|--(?!hash=)|@|#", text, re.MULTILINE)

    def test_holds_all_that_the_project_declares(self) -> None:
        declared = {normal(name) for name in PROJECT["project"]["dependencies"]}
        assert not declared - set(locked("requirements.lock"))

    def test_of_the_tests_holds_their_tools_too(self) -> None:
        declared = {normal(name) for name in PROJECT["project"]["optional-dependencies"]["test"]}
        assert not declared - set(locked("requirements-test.lock"))

    def test_of_the_tests_changes_no_version(self) -> None:
        tested = locked("requirements-test.lock")
        assert {name: match[0] for name, match in locked("requirements.lock").items()}.items() <= {
            name: match[0] for name, match in tested.items()
        }.items()

    def test_pins_the_build_tool_to_the_version_that_pyproject_asks_for(self) -> None:
        (required,) = PROJECT["build-system"]["requires"]
        assert required == f"hatchling=={locked('requirements-test.lock')['hatchling']['version']}"

    def test_has_wheels_of_more_than_one_kind_of_machine(self) -> None:
        assert locked("requirements.lock")["lxml"]["hashes"].count("--hash") > 40

    def test_matches_what_is_installed(self) -> None:
        for name, match in locked("requirements.lock").items():
            if not match["marker"]:
                assert importlib.metadata.version(name) == match["version"], name

    def test_every_package_that_the_code_imports_is_declared(self) -> None:
        declared = {normal(name) for name in PROJECT["project"]["dependencies"]}
        owners = importlib.metadata.packages_distributions()
        undeclared = {
            f"{path.name}: {module}"
            for path in (ROOT / "src").rglob("*.py")
            for module in imports(path)
            if module not in sys.stdlib_module_names and module != "kaphandout"
            if not declared & {normal(owner) for owner in owners.get(module, [module])}
        }
        assert not undeclared


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The Makefile in a folder with spaces, with an environment that only tells what it was asked."""
    folder = tmp_path / "a house with spaces"
    (folder / ".venv/bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, folder / name)
    for name, text in (
        (".venv/bin/kaphandout", '#!/bin/sh\nfor word; do echo "<$word>"; done\n'),
        (".venv/bin/python", "#!/bin/sh\n"),
    ):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "bootstrap.py").write_text("print('made anew')\n")
    (folder / ".venv/folder").write_text(f"{folder.resolve()}\n")
    (folder / ".venv/ready").write_text("")
    return folder


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    for name in ("TOPIC", "CLINIC", "FORMAT", "LOCALE"):
        clean.pop(name, None)
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder, env=clean | environment, check=False, capture_output=True, text=True,
    )  # fmt: skip


def said(folder: Path, *arguments: str, **environment: str) -> list[str]:
    done = make(folder, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


class TestMake:
    def test_alone_lists_every_target_that_a_person_can_use(self) -> None:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", "")
        phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
        assert phony
        listed = re.findall(r"^  make (\S+) +\S", make(ROOT).stdout, re.MULTILINE)
        assert set(listed) == set(phony[1].split()) - {"moved"}
        assert {"help", "handout", "slides", "test", "check", "look", "lint"} <= set(listed)

    def test_handout_asks_for_every_format_unless_one_is_named(self, house: Path) -> None:
        assert said(house, "handout") == ["<handout>"]
        assert said(house, "handout", "FORMAT=letter") == ["<handout>", "<--format=letter>"]

    def test_settings_reach_the_command(self, house: Path) -> None:
        settings = ("TOPIC=t", "CLINIC=c", "LOCALE=de", "FORMAT=a4")
        which = ["<--topic=t>", "<--clinic=c>", "<--locale=de>"]
        assert said(house, "handout", *settings) == ["<handout>", *which, "<--format=a4>"]
        assert said(house, "slides", *settings) == ["<slides>", *which]

    @pytest.mark.parametrize("clinic", [
        "St Mary's \"North\"; touch hurt",
        "$(touch hurt)",
        "$(shell touch hurt)",
        "`touch hurt` && touch hurt",
        "--out=/ *",
    ])  # fmt: skip
    @pytest.mark.parametrize("way", ["argument", "environment"])
    def test_a_setting_is_data_and_never_code(self, house: Path, clinic: str, way: str) -> None:
        told = said(house, "slides", f"CLINIC={clinic}") if way == "argument" else said(house, "slides", CLINIC=clinic)
        assert told == ["<slides>", f"<--clinic={clinic}>"]
        assert not (house / "hurt").exists()

    def test_a_finished_environment_is_used_as_it_is(self, house: Path) -> None:
        assert "made anew" not in said(house, "handout", "slides")

    def test_an_unfinished_environment_is_made_anew(self, house: Path) -> None:
        (house / ".venv/ready").unlink()
        assert said(house, "handout") == ["made anew", "<handout>"]

    def test_a_changed_lock_makes_the_environment_anew(self, house: Path) -> None:
        stamp = (house / ".venv/ready").stat().st_mtime
        os.utime(house / "requirements.lock", (stamp + 5, stamp + 5))
        assert said(house, "handout") == ["made anew", "<handout>"]

    def test_a_moved_project_makes_the_environment_anew(self, house: Path) -> None:
        moved = house.rename(house.with_name("elsewhere"))
        assert said(moved, "handout") == ["made anew", "<handout>"]

    def test_a_vanished_python_makes_the_environment_anew(self, house: Path) -> None:
        (house / ".venv/bin/python").unlink()
        (house / ".venv/bin/python").symlink_to("/nowhere/python3")
        assert said(house, "handout") == ["made anew", "<handout>"]

    def test_says_which_python_it_needs_when_there_is_none(self, house: Path) -> None:
        (house / ".venv/ready").unlink()
        old = house / "old-python"
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(0o755)
        done = make(house, "handout", f"PYTHON={old.name} ./{old.name}")
        assert done.returncode == 2
        assert "needs Python 3.11 or newer" in done.stderr


class TestSystem:
    def test_every_missing_part_has_a_line_to_type_on_each_system(self) -> None:
        for finding in system.examine():
            systems = {"debian"} if finding.name == "venv" else {"debian", "fedora", "alpine", "macos"}
            assert set(finding.remedies) == systems, finding.name

    def test_the_line_for_debian_is_the_one_that_was_tried(self) -> None:
        parts = [part for part in system.PARTS if not part.optional and part.name != "venv"]
        assert system.remedy(parts, "debian") == (
            "sudo apt-get update && sudo apt-get install --yes --no-install-recommends "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        )

    def test_a_missing_part_is_told_with_its_remedy(self) -> None:
        finding = system.Finding("Pango", False, False, "text", {key: f"get {key}" for key in system.MANAGERS})
        assert "MISSING" in str(finding)
        assert "get " in str(finding)
        assert "get " not in str(system.Finding("Pango", True, False, "text", finding.remedies))

    def test_a_library_that_is_not_there_is_missing(self) -> None:
        assert not system._library("libnowhere.so.0", "libnowhere.dylib")()

    def test_uses_the_standard_library_alone(self) -> None:
        for path in (ROOT / "bootstrap.py", Path(system.__file__)):
            assert set(imports(path)) <= sys.stdlib_module_names | {"kaphandout"}


class TestBootstrap:
    @pytest.fixture
    def lacking(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        """A Debian without Pango and without the right to install; what is run is only noted."""
        commands: list[list[str]] = []
        pango = next(part for part in system.PARTS if part.name == "Pango")
        monkeypatch.setattr(system, "missing", lambda: [] if commands else [pango])
        monkeypatch.setattr(system, "this_system", lambda: "debian")
        monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None if name == "sudo" else f"/bin/{name}")
        monkeypatch.setattr(bootstrap, "run", lambda command, *_: commands.append(command))
        return commands

    def test_without_the_right_to_install_it_says_the_one_line_to_type(self, lacking: list[list[str]]) -> None:
        with pytest.raises(bootstrap.Stopped) as stopped:
            bootstrap.see_to_system_libraries()
        lines = [line.strip() for line in str(stopped.value).splitlines()]
        assert lines[-1] == ("sudo apt-get update && sudo apt-get install --yes --no-install-recommends libpango-1.0-0")
        assert not lacking

    def test_as_root_it_installs_what_is_missing(
        self, lacking: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0)
        bootstrap.see_to_system_libraries()
        assert lacking == [
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", "libpango-1.0-0"],
        ]

    @pytest.mark.usefixtures("lacking")
    def test_on_an_unknown_system_it_tells_the_line_of_each(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(system, "this_system", lambda: None)
        with pytest.raises(bootstrap.Stopped, match=r"(?s)Debian, Ubuntu:.*Fedora:.*Alpine:.*macOS:"):
            bootstrap.see_to_system_libraries()

    def test_a_failed_command_is_shown_with_what_it_said(self) -> None:
        with pytest.raises(bootstrap.Stopped, match="no such thing"):
            bootstrap.run([sys.executable, "-c", "import sys; print('no such thing'); sys.exit(3)"])

    def test_the_fingerprint_follows_the_lock(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        before = bootstrap.fingerprint()
        assert bootstrap.fingerprint() == before
        changed = tmp_path / "requirements.lock"
        changed.write_bytes((ROOT / "requirements.lock").read_bytes() + b"\n")
        monkeypatch.setattr(bootstrap, "LOCK", changed)
        assert bootstrap.fingerprint() != before

    def test_the_environment_names_no_absolute_folder_that_a_plain_locale_could_not_read(self) -> None:
        (named,) = (ROOT / ".venv").glob("lib/python*/site-packages/kaphandout.pth")
        line = named.read_text(encoding="utf-8").strip()
        assert not line.startswith("/")
        assert (named.parent / line).resolve() == ROOT / "src"
