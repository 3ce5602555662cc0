"""Partners, funders and members."""

from tests.ontology.rule_cases.words import DEPRECATED, NORMAL, PREFERRED, Case, actor, partnership, project

CASES: list[Case] = [
    (
        "partner",
        "the partners of a project, whatever is preferred",
        project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/projektagare> ; {PREFERRED}",
            f"samv:actor <actor/b> ; samv:role <concept/roll/samverkanspart> ; {NORMAL}",
            f"samv:actor <actor/c> ; {NORMAL}",
        ),
        "<project/a> samv:partner <actor/a> , <actor/b> , <actor/c> .",
    ),
    (
        "partner",
        "of a partnership, once although twice stated",
        partnership(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/utforare> ; {NORMAL}",
            f"samv:actor <actor/a> ; samv:role <concept/roll/samordnare> ; {NORMAL}",
        ),
        "<partnership/a> samv:partner <actor/a> .",
    ),
    (
        "partner",
        "a funder that also takes part",
        project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/finansiar> ; {NORMAL}",
            f"samv:actor <actor/a> ; samv:role <concept/roll/utforare> ; {NORMAL}",
        ),
        "<project/a> samv:partner <actor/a> .",
    ),
    (
        "partner",
        "one that only pays, evaluates or answers questions",
        project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/finansiar> ; {NORMAL}",
            f"samv:actor <actor/b> ; samv:role <concept/roll/utvarderare> ; {NORMAL}",
            f"samv:actor <actor/c> ; samv:role <concept/roll/kontaktorganisation> ; {NORMAL}",
        ),
        "",
    ),
    (
        "partner",
        "deprecated, and a member of an actor",
        project("samv:participation", f"samv:actor <actor/a> ; {DEPRECATED}")
        + actor("samv:participation", f"samv:actor <actor/b> ; samv:role <concept/roll/medlem> ; {NORMAL}"),
        "",
    ),
    (
        "funded-by",
        "by funding, known amount or not, and by role",
        project("samv:funding", f"samv:funder <actor/a> ; {NORMAL}", f"samv:funder <actor/b> ; {PREFERRED}")
        + " <project/a> samv:participation <project/a#p> . "
        f"<project/a#p> samv:actor <actor/c> ; samv:role <concept/roll/finansiar> ; {NORMAL} .",
        "<project/a> samv:fundedBy <actor/a> , <actor/b> , <actor/c> .",
    ),
    ("funded-by", "deprecated", project("samv:funding", f"samv:funder <actor/a> ; {DEPRECATED}"), ""),
    (
        "funded-by",
        "another role, and a deprecated one",
        project(
            "samv:participation",
            f"samv:actor <actor/a> ; samv:role <concept/roll/utforare> ; {NORMAL}",
            f"samv:actor <actor/b> ; samv:role <concept/roll/finansiar> ; {DEPRECATED}",
        ),
        "",
    ),
    (
        "member",
        "the members of a samordningsförbund",
        actor("samv:participation", f"samv:actor <actor/b> ; samv:role <concept/roll/medlem> ; {NORMAL}"),
        "<actor/a> samv:member <actor/b> .",
    ),
    (
        "member",
        "an owner, and a deprecated member",
        actor(
            "samv:participation",
            f"samv:actor <actor/b> ; samv:role <concept/roll/agare> ; {NORMAL}",
            f"samv:actor <actor/c> ; samv:role <concept/roll/medlem> ; {DEPRECATED}",
        ),
        "",
    ),
    (
        "member",
        "in a project",
        project("samv:participation", f"samv:actor <actor/b> ; samv:role <concept/roll/medlem> ; {NORMAL}"),
        "",
    ),
    (
        "funded-by",
        "in a partnership, and facts that the project does not state",
        partnership("samv:participation", f"samv:actor <actor/a> ; samv:role <concept/roll/finansiar> ; {NORMAL}")
        + " <project/b> a samv:Project . <project/b#1> samv:funder <actor/b> . "
        "<project/b#2> samv:actor <actor/c> ; samv:role <concept/roll/finansiar> .",
        "",
    ),
]
