"""Periods: their bounds, those of the thing, and its exact days."""

from tests.ontology.rule_cases.words import DEPRECATED, NORMAL, PREFERRED, Case, edtf, partnership, project

CASES: list[Case] = [
    (
        "period-bounds",
        "exact days",
        f"<project/a#1> {edtf('2019-01-15/2021-11-30')} .",
        '<project/a#1> samv:earliestStart "2019-01-15"^^xsd:date ; samv:latestStart "2019-01-15"^^xsd:date ; '
        'samv:earliestEnd "2021-11-30"^^xsd:date ; samv:latestEnd "2021-11-30"^^xsd:date .',
    ),
    (
        "period-bounds",
        "seasons, also of a deprecated period",
        f"<project/a#1> {edtf('2018-23/2020-24')} ; {DEPRECATED} .",
        '<project/a#1> samv:earliestStart "2018-09-01"^^xsd:date ; samv:latestStart "2018-11-30"^^xsd:date ; '
        'samv:earliestEnd "2020-12-01"^^xsd:date ; samv:latestEnd "2021-02-28"^^xsd:date .',
    ),
    (
        "period-bounds",
        "an open end says nothing of the end",
        f"<project/a#1> {edtf('2018/..')} .",
        '<project/a#1> samv:earliestStart "2018-01-01"^^xsd:date ; samv:latestStart "2018-12-31"^^xsd:date .',
    ),
    ("period-bounds", "no time at all", f"<project/a#1> {edtf('hösten 2018')} .", ""),
    (
        "thing-bounds",
        "the preferred period alone",
        project("samv:period", f"{edtf('2019/2020')} ; {NORMAL}", f"{edtf('2018-11-01/2021-10-31')} ; {PREFERRED}"),
        '<project/a> samv:earliestStart "2018-11-01"^^xsd:date ; samv:latestStart "2018-11-01"^^xsd:date ; '
        'samv:earliestEnd "2021-10-31"^^xsd:date ; samv:latestEnd "2021-10-31"^^xsd:date .',
    ),
    (
        "thing-bounds",
        "every normal one where none is preferred, of a partnership",
        partnership("samv:period", f"{edtf('2019/..')} ; {NORMAL}", f"{edtf('2020/..')} ; {NORMAL}"),
        '<partnership/a> samv:earliestStart "2019-01-01"^^xsd:date , "2020-01-01"^^xsd:date ; '
        'samv:latestStart "2019-12-31"^^xsd:date , "2020-12-31"^^xsd:date .',
    ),
    (
        "thing-bounds",
        "a period without a rank counts as normal",
        project("samv:period", edtf("../2021-11-30")),
        '<project/a> samv:earliestEnd "2021-11-30"^^xsd:date ; samv:latestEnd "2021-11-30"^^xsd:date .',
    ),
    ("thing-bounds", "never a deprecated one", project("samv:period", f"{edtf('2019/2020')} ; {DEPRECATED}"), ""),
    (
        "thing-bounds",
        "not that of a participation",
        "<project/a> a samv:Project . <project/a#p> a samv:Participation ; samv:period <project/a#1> . "
        f"<project/a#1> {edtf('2019/2020')} ; {NORMAL} .",
        "",
    ),
    (
        "exact-dates",
        "definite days",
        project("samv:period", f"{edtf('2019-01-15/2021-11-30')} ; {NORMAL}"),
        '<project/a> samv:startsOn "2019-01-15"^^xsd:date ; samv:endsOn "2021-11-30"^^xsd:date .',
    ),
    (
        "exact-dates",
        "a definite start and an open end",
        partnership("samv:period", f"{edtf('2019-01-15/..')} ; {NORMAL}"),
        '<partnership/a> samv:startsOn "2019-01-15"^^xsd:date .',
    ),
    (
        "exact-dates",
        "a single day starts and ends on that day",
        project("samv:period", f"{edtf('2021-12-31')} ; {NORMAL}"),
        '<project/a> samv:startsOn "2021-12-31"^^xsd:date ; samv:endsOn "2021-12-31"^^xsd:date .',
    ),
    (
        "exact-dates",
        "only the end is definite",
        project("samv:period", f"{edtf('2018-23/2021-10-31')} ; {NORMAL}"),
        '<project/a> samv:endsOn "2021-10-31"^^xsd:date .',
    ),
    ("exact-dates", "month and season", project("samv:period", f"{edtf('2018-04/2020-23')} ; {NORMAL}"), ""),
    ("exact-dates", "years", project("samv:period", f"{edtf('2018/2020')} ; {NORMAL}"), ""),
    ("exact-dates", "doubtful days", project("samv:period", f"{edtf('2018-04-01~/2020-05-01?')} ; {NORMAL}"), ""),
    ("exact-dates", "no day in the calendar", project("samv:period", f"{edtf('2018-02-30')} ; {NORMAL}"), ""),
    ("exact-dates", "deprecated", project("samv:period", f"{edtf('2018-04-01')} ; {DEPRECATED}"), ""),
    (
        "exact-dates",
        "a vague preferred period hides an exact normal one",
        project("samv:period", f"{edtf('2018')} ; {PREFERRED}", f"{edtf('2018-04-01')} ; {NORMAL}"),
        "",
    ),
    (
        "thing-bounds",
        "a preferred budget says nothing of the periods",
        project("samv:period", f"{edtf('2019/..')} ; {NORMAL}")
        + f" <project/a> samv:statedBudget <project/a#b> . <project/a#b> {PREFERRED} .",
        '<project/a> samv:earliestStart "2019-01-01"^^xsd:date ; samv:latestStart "2019-12-31"^^xsd:date .',
    ),
    (
        "exact-dates",
        "a preferred budget says nothing of the periods",
        project("samv:period", f"{edtf('2019-01-15/..')} ; {NORMAL}")
        + f" <project/a> samv:statedBudget <project/a#b> . <project/a#b> {PREFERRED} .",
        '<project/a> samv:startsOn "2019-01-15"^^xsd:date .',
    ),
    (
        "exact-dates",
        "not that of a participation",
        "<project/a> a samv:Project . <project/a#p> a samv:Participation ; samv:period <project/a#1> . "
        f"<project/a#1> {edtf('2019-01-15')} ; {NORMAL} .",
        "",
    ),
]
