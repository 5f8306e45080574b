"""The quality report: what software decides can turn out badly, what it cannot decide is left to people."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from weasyprint import HTML

from kaphandout.checks.rules import all_rules, find, layout
from kaphandout.cli.main import main
from kaphandout.content.instrument import Answer, Instrument, Judged, Judgement
from kaphandout.design.tokens import load_tokens
from kaphandout.diagnostics import KaphandoutError
from kaphandout.governance.editions import record
from kaphandout.governance.signing import sign
from kaphandout.leaflet import write_leaflet
from kaphandout.project import Source
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.instrument_loader import read_instruments, read_judgements
from kaphandout.quality.judging import Judge, Verdict
from kaphandout.quality.measures import all_measures, page
from kaphandout.quality.printed import read_printed
from kaphandout.quality.score import scores
from support import CONTENT, TOPIC
from support.standards import failures

TODAY = date(2026, 11, 24)
MEASURES, RULES = all_measures(), all_rules()
SHIPPED = {i.id: i for i in read_instruments(CONTENT, MEASURES, RULES)}
MESSAGES, OUTLINE = "topics/small/messages", "topics/small/outline/leaflet.yaml"


def look(root: Path, pdf: bytes | None = None) -> MeasurementContext:
    """What measures see of the small topic; `pdf` in the place of its leaflet."""
    source = Source(root)
    edition, logo = source.edition("small")
    return MeasurementContext(
        edition,
        TODAY,
        findings=tuple(find(edition, TODAY)),
        pdf=pdf or write_leaflet(edition, "a4", logo).pdf,
        families={id: rule.family for id, rule in RULES.items()},
    )


def judge(context: MeasurementContext, *judgements: Judgement) -> dict[str, Verdict]:
    """The verdict of each item, by its name."""
    by = Judge(context, MEASURES, {judgement.item: judgement for judgement in judgements})
    return {f"{i.id} {v.item.id}": v for i in SHIPPED.values() for v in by.verdicts(i)}


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def answers(verdicts: dict[str, Verdict], *names: str) -> list[Any]:
    return [verdicts[name].answer for name in names]


def taken(name: str, context: MeasurementContext) -> Any:
    return MEASURES[name].take(context)


@pytest.fixture(scope="module")
def plain_pdf() -> bytes:
    """A page that breaks every rule of print: small, slanted, justified, of long lines, in no language, untagged."""
    words = "tea warms the walker who comes home from a long way in the cold and the wind of the hills " * 12
    css = "font: italic 11pt/1.05 'Liberation Serif'; text-align: justify"
    paper = "@page { size: A4 landscape; margin: 1cm }"
    return bytes(HTML(string=f"<style>{paper} body {{ {css} }}</style><p>{words}").write_pdf())


def test_the_shipped_instruments_have_all_their_items() -> None:
    numbers = {id: [item.id for item in instrument.items] for id, instrument in SHIPPED.items()}
    assert numbers["pemat-p"] == [*map(str, range(1, 13)), *map(str, range(15, 27))]
    understood = [item for item in SHIPPED["pemat-p"].items if item.score == "understandability"]
    assert (len(understood), len(SHIPPED["pemat-p"].items) - len(understood)) == (17, 7)
    assert numbers["cdc"] == [*map(str, range(1, 21))]
    assert numbers["discern"] == [*map(str, range(1, 17))]
    assert numbers["pif"] == [*map(str, range(1, 11))]


def test_software_decides_only_by_what_decides() -> None:
    """A measure that only shows something would leave a computed item undecided for ever."""
    for instrument in SHIPPED.values():
        for item in instrument.items:
            if item.judged is Judged.COMPUTED:
                assert [name for name in item.measures if not MEASURES[name].decides] == [], (instrument.id, item.id)
    used = {name for instrument in SHIPPED.values() for item in instrument.items for name in item.measures}
    assert set(MEASURES) == used


def test_a_page_that_breaks_the_rules_of_print_is_told_so(small: Path, plain_pdf: bytes) -> None:
    good, bad = judge(look(small)), judge(look(small, plain_pdf))
    held = ("rnib 1", "rnib 5", "rnib 6", "wcag 2.4.2", "wcag 3.1.1", "cdc 2", "cdc 3")
    assert answers(good, *held) == [Answer.AGREE] * len(held)
    assert answers(bad, *held, "rnib 2", "rnib 3", "rnib 4") == [Answer.DISAGREE] * (len(held) + 3)


def test_what_is_not_printed_is_missed(small: Path, plain_pdf: bytes) -> None:
    good, bad = judge(look(small)), judge(look(small, plain_pdf))
    held = [f"particulars {number}" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)]
    assert answers(good, *held) == [Answer.AGREE] * len(held)
    assert answers(bad, *held) == [Answer.DISAGREE] * len(held)
    assert "not printed: author" in bad["particulars 3"].evidence[0].says


def test_tags_are_read_from_the_file(small: Path, plain_pdf: bytes) -> None:
    printed = look(small).printed
    assert printed.tagged
    assert printed.tags.count("H1") == 1
    assert not read_printed(plain_pdf).tagged
    skipped = HTML(string="<html lang=en><title>a</title><h1>Tea</h1><h3>Milk</h3><p>Warm.").write_pdf(pdf_tags=True)
    context = look(small, bytes(skipped))
    assert taken("heading-levels", context).holds is False
    assert taken("alternatives", context).holds is True
    assert taken("tagged", look(small, plain_pdf)).holds is False


def test_the_real_leaflet_is_measured_on_its_page(edition: Any, leaflet_pdf: Path) -> None:
    """A line that is too long is told, whatever the stylesheet meant."""
    printed = read_printed(leaflet_pdf.read_bytes())
    context = MeasurementContext(edition, TODAY, pdf=leaflet_pdf.read_bytes(), families={})
    assert printed.body == 12
    assert taken("left-aligned", context).holds
    assert taken("line-length", context).holds == all(len(line.text) <= 70 for line in printed.running)
    assert taken("sources", context).holds


def test_a_line_is_measured_in_characters_as_it_is_printed(small: Path) -> None:
    style = "<style>p { font: 12pt 'Liberation Serif'; white-space: pre }</style>"
    pages = HTML(string=f"{style}<p>{'tea ' * 17}teas</p><p>{'off ' * 10}</p>").write_pdf()
    assert sorted(len(line.text) for line in read_printed(bytes(pages)).running) == [39, 72]
    assert taken("line-length", look(small, bytes(pages))).says.endswith("has 72 characters; 1 above 70")


def test_hard_text_is_told(small: Path) -> None:
    before = judge(look(small, plain()))
    long = "Tea may warm you after a cold walk and it may also help you to rest for a while before you go out again."
    passives = "The tea was drunk by a walker. It was made by a cook. It was sold by a boy."
    change(small, f"{MESSAGES}/what.yaml", "Tea may warm you after a cold walk.", f"{long} {passives}")
    change(small, f"{MESSAGES}/what.yaml", "It may taste bitter.", "It is not uncommon to taste it in 5% of ESR.")
    after = judge(look(small, plain()))
    held = ("nhs 2", "nhs 4", "nhs 6", "nhs 7", "nhs 8", "cdc 6", "pemat-p 5")
    assert answers(before, *held) == [Answer.AGREE] * len(held)
    assert answers(after, *held) == [Answer.DISAGREE] * len(held)
    assert "rule long-sentence" in " ".join(one.says for one in after["nhs 2"].evidence)


def test_only_what_the_leaflet_says_counts(small: Path) -> None:
    change(small, f"{MESSAGES}/risks.yaml", "Keep cups away from children", "Keep cups away since 01/02/2026")
    assert judge(look(small, plain()))["nhs 10"].answer is Answer.AGREE
    change(small, f"{MESSAGES}/risks.yaml", "before you drink.", "before you drink, since 01/02/2026.")
    assert judge(look(small, plain()))["nhs 10"].answer is Answer.DISAGREE


def test_what_the_outline_lacks_is_told(small: Path) -> None:
    before = judge(look(small, plain()))
    assert answers(before, "pemat-p 11", "pemat-p 23", "pemat-p 20") == ["agree", "disagree", "disagree"]
    change(small, OUTLINE, "style: key", "style: action")
    change(small, OUTLINE, "kind: list, messages: [burn]", "kind: checklist, messages: [burn]")
    change(small, f"{MESSAGES}/risks.yaml", "- id: burn", "- id: burn\n  kind: advice")
    after = judge(look(small, plain()))
    assert answers(after, "pemat-p 11", "pemat-p 23", "pemat-p 20") == ["disagree", "agree", "agree"]


def test_long_parts_and_lists_are_told(small: Path) -> None:
    before = judge(look(small, plain()))
    assert answers(before, "pemat-p 8", "cdc 8", "cdc 9") == ["agree"] * 3
    change(small, OUTLINE, "messages: [burn]", f"messages: [{', '.join(['burn'] * 8)}]")
    change(small, f"{MESSAGES}/risks.yaml", "before you drink.", "before you drink. " + "Cups of tea are hot. " * 10)
    context = look(small, plain())
    after = judge(context)
    assert answers(after, "pemat-p 8", "cdc 8", "cdc 9") == ["disagree"] * 3


def plain() -> bytes:
    return bytes(HTML(string="<p>Tea").write_pdf())


def test_parts_without_a_heading_and_pages_without_a_box_are_told(small: Path) -> None:
    change(small, OUTLINE, "  - { kind: box, style: key, section: what, messages: [taste] }\n", "")
    change(small, OUTLINE, "front_blocks:", "front_blocks: []")
    change(small, OUTLINE, "  - id: risks\n    section: risks\n", "  - id: risks\n")
    change(small, OUTLINE, "      - { kind: crisis }\n", "")
    context = look(small, plain())
    assert taken("headed", context).says == "parts without a heading: risks"
    assert [taken(name, context).holds for name in ("headed", "boxes", "summary")] == [False] * 3


def test_the_text_counts_as_approved_when_all_of_it_is_signed(small: Path) -> None:
    assert judge(look(small))["particulars 4"].answer is Answer.DISAGREE
    sign(small, "small", role="clinician", by="the holder of a made-up role", day=TODAY, today=TODAY)
    signed = judge(look(small))
    assert answers(signed, "particulars 4", "nhs 14") == [Answer.AGREE] * 2
    assert "the holder of a made-up role" in signed["particulars 4"].evidence[0].says


def test_a_text_past_its_review_date_is_told(small: Path) -> None:
    assert judge(look(small))["particulars 6"].answer is Answer.AGREE
    change(small, "topics/small/topic.yaml", "issued: 2026-11-24", "issued: 2025-11-24")
    change(small, "topics/small/topic.yaml", "review: 2027-11-24", "review: 2026-11-23")
    assert judge(look(small))["particulars 6"].answer is Answer.DISAGREE


def test_pale_colours_and_small_large_print_are_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = look(small, plain())
    held = ("contrast", "shape-contrast", "large-print")
    assert [taken(name, context).holds for name in held] == [True] * 3
    colours = load_tokens().colours.model_copy(update={"muted": "#8899A0", "teal_mid": "#7FC4CA"})
    monkeypatch.setattr(layout, "clinic_colours", lambda _: colours)
    monkeypatch.setattr(page, "LARGE_PRINT", "a4")
    assert [taken(name, context).holds for name in held] == [False] * 3


def test_what_the_topic_must_say_decides_items_that_it_meets(small: Path) -> None:
    assert judge(look(small, plain()))["cdc 18"].answer is Answer.DISAGREE
    must = "topics/small/must-say.yaml"
    change(small, must, "words: [hot/scalds]", "words: [hot/scalds]\n  meets: [CDC 18, DISCERN 11]")
    met = judge(look(small, plain()))
    assert met["cdc 18"].answer is Answer.AGREE
    assert met["discern 11"].answer is None
    assert met["discern 11"].evidence[0].says == "said, as must-say.yaml lists it: that hot tea burns"
    change(small, must, "words: [hot/scalds]", "words: [blisters]")
    assert judge(look(small, plain()))["cdc 18"].answer is Answer.DISAGREE


def test_a_rule_that_is_switched_off_decides_nothing(small: Path) -> None:
    off = "severities: { percent: 'off', passive: 'off' }\n"
    (small / "topics/small/checks.yaml").write_text(off, encoding="utf-8")
    verdicts = judge(look(small, plain()))
    assert answers(verdicts, "nhs 8", "nhs 4") == [None, None]
    assert "switched off" in verdicts["nhs 8"].evidence[0].says


def judgement(item: str, answer: Any, text: str) -> Judgement:
    return Judgement(item=item, answer=answer, role="clinical editor", on=date(2026, 11, 20), text=text)


def test_a_score_counts_only_what_is_decided(small: Path) -> None:
    context = look(small, plain())
    pemat = SHIPPED["pemat-p"]
    people = [item.id for item in pemat.items if item.score == "actionability" and item.judged is not Judged.COMPUTED]
    given = {"24": "na", "25": "disagree"}

    def actionability(*decided: str) -> Any:
        made = [judgement(f"pemat-p {id}", given.get(id, "agree"), context.text_mark) for id in decided]
        verdicts = Judge(context, MEASURES, {one.item: one for one in made}).verdicts(pemat)
        return next(score for score in scores(pemat, verdicts) if score.name == "Actionability")

    first = actionability()
    assert (first.undecided, first.applicable, first.agreed, first.percent) == (5, 2, 0, None)
    most = actionability(*people[:-1])
    assert (most.undecided, most.percent) == (1, None)
    whole = actionability(*people)
    assert (whole.undecided, whole.agreed, whole.applicable) == (0, 3, 6)
    assert whole.percent == 50


def test_a_judgement_of_another_text_is_stale_and_counts_in_no_score(small: Path) -> None:
    context = look(small, plain())
    made = judgement("pemat-p 2", "agree", context.text_mark)
    assert judge(context, made)["pemat-p 2"].answer is Answer.AGREE
    change(small, f"{MESSAGES}/what.yaml", "a cold walk", "a long walk")
    stale = judge(look(small, plain()), made)["pemat-p 2"]
    assert (stale.answer, stale.stale) == (None, True)


def write_judgements(root: Path, *entries: dict[str, Any]) -> None:
    path = root / "topics/small/judgements.yaml"
    path.write_text(yaml.safe_dump(list(entries), sort_keys=False), encoding="utf-8")


def entry(item: str, answer: Any, text: str = "0" * 64) -> dict[str, Any]:
    return {"item": item, "answer": answer, "role": "clinical editor", "on": date(2026, 11, 20), "text": text}


@pytest.mark.parametrize(
    ("item", "answer", "told"),
    [
        ("pemat-p 99", "agree", "there is no item 'pemat-p 99'"),
        ("pemat-p 11", "agree", "is decided by software"),
        ("pemat-p 2", "na", "'pemat-p 2' always applies"),
        ("pemat-p 2", 3, "answered with agree, disagree or na"),
        ("discern 2", "agree", "answered with a rating from 1 to 5"),
        ("discern 2", 6, "1.answer"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_with_its_line(small: Path, item: str, answer: Any, told: str) -> None:
    write_judgements(small, entry("pemat-p 1", "agree"), entry(item, answer))
    with pytest.raises(KaphandoutError) as caught:
        read_judgements(small, "small", SHIPPED.values())
    problem = caught.value.problems[0]
    assert told in str(problem)
    assert problem.place.file == "content/topics/small/judgements.yaml"
    assert problem.place.line >= 6


def test_the_last_judgement_of_an_item_holds(small: Path) -> None:
    later = {**entry("pemat-p 2", "disagree"), "on": date(2026, 11, 21)}
    write_judgements(small, later, entry("pemat-p 2", "agree"))
    assert read_judgements(small, "small", SHIPPED.values())["pemat-p 2"].answer is Answer.DISAGREE


def test_a_new_instrument_is_a_new_file_and_a_wrong_name_is_refused(small: Path) -> None:
    folder = small / "instruments"
    folder.mkdir()
    own = {
        "id": "own",
        "name": "Ours",
        "order": 1,
        "about": "a",
        "source": "b",
        "items": [{"id": "1", "asks": "It is warm.", "judged": "computed", "measures": ["summary"]}],
    }
    (folder / "own.yaml").write_text(yaml.safe_dump(own), encoding="utf-8")
    assert {"own", "pemat-p"} <= {instrument.id for instrument in read_instruments(small, MEASURES, RULES)}
    (folder / "own.yaml").write_text(yaml.safe_dump(own).replace("summary", "warmth"), encoding="utf-8")
    with pytest.raises(KaphandoutError, match=r"instruments/own\.yaml:\d+.*there is no measure 'warmth'"):
        read_instruments(small, MEASURES, RULES)


def test_an_item_is_decided_by_something_or_by_a_person() -> None:
    item = {"id": "1", "asks": "It is warm."}
    whole = {"id": "own", "name": "Ours", "order": 1, "about": "a", "source": "b"}
    for wrong in ({**item, "judged": "computed"}, {**item, "judged": "person", "rules": ["summary"]}):
        with pytest.raises(ValueError, match="an item that is"):
            Instrument.model_validate({**whole, "items": [wrong]})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the real topic, as a page and as a PDF."""
    out = tmp_path_factory.mktemp("report")
    assert main(["check", "--topic", TOPIC, "--report", str(out / "r.html"), "--report", str(out / "r.pdf")]) == 0
    return out


def test_the_report_is_an_accessible_pdf(made: Path) -> None:
    assert failures(made / "r.pdf", "PDF_UA_1") == []
    assert failures(made / "r.pdf", "PDF_A_3A") == []


def test_page_and_pdf_tell_every_item(made: Path) -> None:
    html, pdf = (made / "r.html").read_text(encoding="utf-8"), read_printed((made / "r.pdf").read_bytes())
    for instrument in SHIPPED.values():
        assert pdf.says(instrument.name)
        for item in instrument.items:
            assert item.asks.replace("'", "&#39;") in html
            assert pdf.says(item.asks), item
    assert not re.search(r"<script|https?://|<form|<input|\son\w+=", html)
    assert pdf.says("There is no earlier release to compare with.")
    assert pdf.says("no score yet")
    assert not re.search(r"(bar \d+%): (not )?reached", html)


def test_the_report_is_the_same_on_every_run(made: Path, tmp_path: Path) -> None:
    assert (
        main(["check", "--topic", TOPIC, "--report", str(tmp_path / "r.html"), "--report", str(tmp_path / "r.pdf")])
        == 0
    )
    for name in ("r.html", "r.pdf"):
        assert (made / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_report_tells_what_changed_since_the_last_release(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(small, Source(small).edition("small")[0], TODAY)
    mark = look(small, plain()).text_mark
    write_judgements(small, entry("pemat-p 2", "agree", mark))
    written = tmp_path / "r.html"
    arguments = ["check", "--content", str(small), "--topic", "small", "--report", str(written), "--json"]
    assert main(arguments) == 0
    same = written.read_text(encoding="utf-8")
    assert len(re.findall(r'<td class="count">none</td>', same)) == 7
    assert "Stale" not in same
    change(small, f"{MESSAGES}/what.yaml", "after a cold walk.", "after a cold walk. Drink it.")
    capsys.readouterr()
    assert main(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["stale"] == 1
    changed = written.read_text(encoding="utf-8")
    assert "Stale." in changed
    assert re.search(r'Words</th>.*<td class="count">\+2</td>', changed)
    assert re.search(r'Sentences</th>.*<td class="count">\+1</td>', changed)


def test_the_trend_counts_as_the_check_does(edition: Any) -> None:
    from kaphandout.checks.grades import leaflet_readability
    from kaphandout.edition.manifest import Manifest
    from kaphandout.edition.manifest_builder import build_edition_manifest
    from kaphandout.quality.trend import readability

    names = edition.topic.about.drug_names
    manifest = Manifest.model_validate(build_edition_manifest(edition))
    assert readability(manifest, names) == leaflet_readability(edition, names)


def test_a_report_needs_a_name_that_says_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--topic", TOPIC, "--report", str(tmp_path / "r.docx")]) == 2
    assert "end its name with .html or .pdf" in capsys.readouterr().err


def test_a_report_is_nothing_that_is_handed_out(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(made / "r.pdf")]) == 2
    assert "this is a quality report" in capsys.readouterr().err
