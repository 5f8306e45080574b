"""Numbers: shares as "1 in 10" with one denominator, ranges with "to", months and units in words, risks in full."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.language import quantities
from kaphandout.checks.rule import Found, rule
from kaphandout.checks.rules._texts import all_passages, patient_passages, patterns

_NHS = "NHS service manual, Numbers, measurements, dates and time"

percent = rule(
    why="“10 in 100 people” can be pictured; a percentage must be worked out, and many cannot.",
    source=f"{_NHS}: “1 in 10”, no percentages; CDC Clear Communication Index, item 15",
    good=("Tea warms {{ fact.warm_tea }} people.", "Tea warms 1 in 10 people."),
    bad=("Tea warms 10% of people.", "Up to 25 per cent of people feel warm."),
)(patterns(quantities.percents, "{!r} is a percentage: write it as “10 in 100”, best as a fact of facts.yaml"))

decimal = rule(
    why="A third of a person does not exist; a decimal risk looks more exact than any trial is.",
    source=f"{_NHS}: round risks; CDC Clear Communication Index, item 15",
    good=("Tea warms 14 in 100 people.", "Drink 2.5 ml of tea."),
    bad=("Tea warms 14.3 in 100 people.", "The risk of a burn is 0.1."),
)(patterns(quantities.decimals, "{!r} has a decimal point: round it, or take a larger group (“1 in 1,000”)"))


@rule(
    why="“1 in 50” looks larger than “1 in 10” to many readers: only one denominator can be compared.",
    source="CDC Clear Communication Index, item 15; PEMAT-P, item 6: the same denominator throughout",
    good=(
        "With tea, 5 in 100 feel warm; with water, 2 in 100.",
        "Tea warms 1 in 10 people. It rained on 9 days in 2020, and on 8 in 2021.",
    ),
    bad=(
        "Tea warms 1 in 10 people, and 1 in 1,000 burn a lip.",
        "Tea warms one in ten people, and 3 out of 2000 burn a lip.",
        {
            "message.what-tea.patient": "Tea warms 1 in 20 people.",
            "message.taste.patient": "It tastes bitter to 3 in 100.",
        },
    ),
)
def mixed_denominators(context: Context) -> Found:
    section_of = context.topic.section_of
    seen: dict[str, set[int]] = {}
    for key, text in patient_passages(context) if context.words else ():
        id = key.split(".")[1]
        where = section_of.get(id, id)
        new = dict.fromkeys(quantities.denominators(text))
        before = seen.setdefault(where, set())
        if new and len(before | set(new)) > 1:
            given = ", ".join(f"in {number:,}" for number in dict.fromkeys([*sorted(before), *new]))
            yield key, f"shares in section {where!r} are given {given}: give all of them with one denominator"
        before |= set(new)


@rule(
    why="Two ways to tell a share cannot be compared at a glance.",
    source=f"{_NHS}: do not mix formats; PEMAT-P, item 6",
    good=("Tea warms 1 in 5 people.", "Tea warms 20% of people."),
    bad=("Tea warms 1 in 5 people (20%).",),
)
def mixed_formats(context: Context) -> Found:
    for key, text in patient_passages(context) if context.words else ():
        if len(found := quantities.formats(text)) > 1:
            yield key, f"shares are written in {len(found)} ways ({', '.join(sorted(found))}): keep to “1 in 10”"


@rule(
    why="A dash is read aloud as nothing or as “minus”, and is lost in small print.",
    source=f"{_NHS}: “to” in ranges",
    good=("Wait 2 to 3 minutes.", "Call 020 7946-0123.", "A 2-minute wait is enough."),
    bad=("Wait 2-3 minutes.", {"message.burn.clinician.headline": "Burns heal within 7–10 days"}),
)
def range_dash(context: Context) -> Found:
    for key, text in all_passages(context) if context.words else ():
        for found, better in quantities.dashes(text):
            yield key, f"{found!r} is a range with a dash: write “{better}”"


numeric_date = rule(
    why="03/04 is March in one country and April in another.",
    source=f"{_NHS}: months in words",
    good=("Tea came in on 3 April 2026.", "Your blood pressure is 120/80."),
    bad=("Tea came in on 03/04/2026.",),
)(patterns(quantities.numeric_dates, "{!r} is a date in figures: write the month in words", all_passages))

unit = rule(
    why="A unit that is cut short or glued to its number is misread, and with drugs that does harm.",
    source=f"{_NHS}; Institute for Safe Medication Practices, error-prone abbreviations",
    good=("Take 5 mg of tea.", "Wait 2 hours.", "Take 10 micrograms."),
    bad=("Take 500mg of tea.", "Wait 2 hrs.", "Take 10 µg.", "Take 0.5 mg/kg."),
)(
    patterns(
        quantities.units, "{!r}: put a space before the unit and write it in words (hours, micrograms, for each kg)"
    )
)

relative_risk = rule(
    why="“Twice the risk” may be 2 in a million or half of all: only the figures behind it can be weighed.",
    source="CDC Clear Communication Index, items 18 and 20; FDA, Communicating Risks and Benefits (2011)",
    good=("Tea doubles your risk of a burn, from 1 in 1,000 to 2 in 1,000.",),
    bad=("Tea doubles your risk of a burn.", "You are twice as likely to feel warm."),
)(patterns(quantities.relative_risks, "{!r} compares one risk with another: give both as “1 in 1,000”"))
