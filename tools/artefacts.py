"""Everything that can be built, of two revisions, side by side: `make artefacts-same BASE=REV`.

Both sides are built by their own command line, in their own environment, from their own content; the hospital templates
are made once and given to both. Compared are the SHA-256 of the files. Exit codes: 0 all the same, 1 something differs,
2 a side cannot be built.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOPIC = "ketamine-assisted-psychotherapy"
CLINICS = ("default", "sample-uk", "sample-us")
AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Job:
    """One command of the command line; `{out}` in its arguments is a folder of its own, whose files are compared."""

    name: str
    arguments: tuple[str, ...]


def jobs(contents: Mapping[str, Path], templates: Path) -> Iterator[Job]:
    """What is built: `contents` are content folders by name (`shipped`, `small`, `kinds`, `changed`)."""
    small = {name: ("--content", str(path), "--out", "{out}") for name, path in contents.items()}
    for clinic in CLINICS:
        which = ("--clinic", clinic, "--out", "{out}")
        yield Job(f"leaflets {clinic}", ("handout", "--format", "all", *which))
        yield Job(f"deck {clinic}", ("slides", *which))
    out = ("--out", "{out}")
    for format in ("a4", "letter", "a5", "trifold-a4", "card"):
        yield Job(f"print shop {format}", ("handout", "--format", format, "--print-shop", *out))
    yield Job("deck 4:3", ("slides", "--size", "4:3", *out))
    yield Job("deck of 20 minutes with handout", ("slides", "--minutes", "20", "--handout", *out))
    yield Job("deck of 10 minutes", ("slides", "--minutes", "10", *out))
    yield Job("deck with handout", ("slides", "--handout", *out))
    for template in sorted(templates.glob("*.pptx")):
        yield Job(f"deck in {template.stem}", ("slides", "--template", str(template), *out))
    for name in ("small", "kinds"):
        for format in ("a4", "letter", "large-print-a4", "a5", "web", "text"):
            yield Job(f"leaflet of {name}, {format}", ("handout", "--format", format, *small[name]))
        yield Job(f"deck of {name}", ("slides", "--handout", *small[name]))
    topic = ("--topic", TOPIC)
    yield Job("quality report", ("check", *topic, "--report", "{out}/report.html", "--report", "{out}/report.pdf"))
    yield Job("page of rules", ("check", "--rules", "{out}/rules.html"))
    yield Job("findings", ("check", "--json"))
    yield Job("findings as SARIF", ("check", "--format", "sarif"))
    yield Job("grades", ("check", "--readability", "--json"))
    yield Job("trace", ("trace", "--html", "{out}/trace.html", "--json"))
    yield Job("difference", ("diff", str(contents["small"]), str(contents["changed"]), "--html", "{out}/diff.html"))
    yield Job("gallery", ("gallery", *out))
    yield Job("schemas", ("schema", *out))
    yield Job("claims", ("claims", "--json"))


def contents_of(tree: Path, folder: Path) -> dict[str, Path]:
    """The small topics of a tree's tests, put together in `folder`, one of them with a changed word."""
    fixtures = tree / "tests" / "fixtures"
    made = {name: folder / name / "content" for name in ("small", "kinds", "changed")}
    for name, path in made.items():
        shutil.copytree(fixtures / "content", path)
        shutil.copytree(tree / "content" / "locales", path / "locales")
        if name == "kinds":
            shutil.copytree(fixtures / "kinds", path, dirs_exist_ok=True)
    changed = made["changed"] / "topics" / "small" / "messages" / "risks.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("before you drink", "ere you drink"), encoding="utf-8")
    return made


def built(tree: Path, wanted: str, templates: Path, known: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """SHA-256 by job and file of what a tree builds; a job that is `known` is not built again.

    Raises `RuntimeError` if a command ends badly, or if no job is called so."""
    with tempfile.TemporaryDirectory(prefix="artefacts-") as name:
        folder = Path(name).resolve()
        asked = [job for job in jobs(contents_of(tree, folder), templates) if fnmatch.fnmatch(job.name, wanted)]
        if not asked:
            raise RuntimeError(f"no job is called {wanted!r}; --list shows them")
        todo = [job for job in asked if job.name not in known]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = pool.map(lambda number: _run(tree, folder / f"job-{number}", todo[number], folder), range(len(todo)))
            new = {job.name: dict(files) for job, files in zip(todo, done, strict=True)}
    return {job.name: new.get(job.name) or known[job.name] for job in asked}


def _run(tree: Path, out: Path, job: Job, folder: Path) -> list[tuple[str, str]]:
    out.mkdir()
    command = [str(tree / ".venv" / "bin" / "kaphandout"), *(word.replace("{out}", str(out)) for word in job.arguments)]
    done = subprocess.run(command, cwd=tree, check=False, capture_output=True)
    if done.returncode not in (0, 1) or b"Traceback (most recent call last)" in done.stderr:
        raise RuntimeError(f"{job.name}: {' '.join(command)}\n{done.stderr.decode(errors='replace')}")
    answer = done.stdout.replace(str(out).encode(), b"{out}").replace(str(folder).encode(), b"{folder}")
    files = [(str(path.relative_to(out)), path.read_bytes()) for path in sorted(out.rglob("*")) if path.is_file()]
    data = [("answer", answer.replace(str(tree).encode(), b"{tree}")), *files]
    return [(file, hashlib.sha256(text.replace(str(folder).encode(), b"{folder}")).hexdigest()) for file, text in data]


def base_tree(revision: str) -> Path:
    """A work tree of a revision with its own environment, kept in `build/` for the next comparison."""
    sha = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    tree = ROOT / "build" / f"base-{sha[:12]}"
    if not tree.is_dir():
        _git("worktree", "prune")
        _git("worktree", "add", "--detach", str(tree), sha)
    subprocess.run(["make", "--quiet", ".venv/ready"], cwd=tree, check=True, capture_output=True)  # noqa: S607
    return tree


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S607
    if done.returncode:
        raise RuntimeError(f"git {' '.join(arguments)}: {done.stderr.strip() or 'there is no such revision'}")
    return done.stdout.strip()


def differences(old: Mapping[str, Mapping[str, str]], new: Mapping[str, Mapping[str, str]]) -> list[str]:
    """One line for each file that is gone, new or different, by `job/file`."""
    old_files, new_files = _by_path(old), _by_path(new)
    words = dict.fromkeys(old_files.keys() - new_files.keys(), "gone")
    words |= dict.fromkeys(new_files.keys() - old_files.keys(), "new")
    words |= {name: "differs" for name in old_files.keys() & new_files.keys() if old_files[name] != new_files[name]}
    return [f"{word}: {name}" for name, word in sorted(words.items())]


def _by_path(files: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{job}/{file}": digest for job, found in files.items() for file, digest in found.items()}


def _recorded(tree: Path, templates: Path) -> tuple[Path, dict[str, dict[str, str]]]:
    """Where the base's results are kept, and those made by these jobs with these templates."""
    used = hashlib.sha256(Path(__file__).read_bytes())
    for template in sorted(templates.glob("*.pptx")):
        used.update(template.read_bytes())
    path = tree.with_name(f"{tree.name}-{used.hexdigest()[:12]}.json")
    return path, json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _templates(folder: Path) -> Path:
    sys.path.insert(0, str(ROOT / "tests"))
    from support.templates import TEMPLATES

    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        (folder / f"{name}.pptx").write_bytes(make())
    return folder


def main() -> int:
    """Compare, and say what differs."""
    parser = argparse.ArgumentParser(description="Is what this tree builds the same, byte for byte, as at a revision?")
    parser.add_argument("base", nargs="?", help="the Git revision to compare with")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="only jobs whose name matches ('deck*')")
    parser.add_argument("--list", action="store_true", help="name the jobs, and build nothing")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    arguments = parser.parse_args()
    templates = _templates(ROOT / "build" / "base-templates")
    if arguments.list or not arguments.base:
        print("\n".join(job.name for job in jobs(dict.fromkeys(("small", "kinds", "changed"), ROOT), templates)))
        return 0 if arguments.list else 2
    try:
        tree = base_tree(arguments.base)
        kept, known = _recorded(tree, templates)
        old = built(tree, arguments.only, templates, known)
        kept.write_text(json.dumps(known | old, indent=1), encoding="utf-8")
        new = built(ROOT, arguments.only, templates, {})
    except (RuntimeError, subprocess.CalledProcessError) as exc:
        print(exc, file=sys.stderr)
        return 2
    lines, compared = differences(old, new), len(_by_path(old))
    print(
        json.dumps({"compared": compared, "differences": lines}, indent=1)
        if arguments.json
        else "\n".join([*lines, f"{compared} files compared"])
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
