"""The figures as docs/benchmarks.md: ratios first, and what is weak about them."""

import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.__main__ import Alone, Figures, Judging

_WEAKNESSES = """## What is weak about these figures

- One small machine, shared: a run to the next may differ by half. Trust ratios within one run, not milliseconds.
- The projects are synthetic; their sizes follow the real ones, their words do not.
- Whole builds are measured without validation, for the peer has none; the one changed record is judged. What judging
  takes stands in tables of its own (`python -m tests.bench.validation`, `python -m tests.bench.examining`).
- Ours answers from a copy of the store in memory (`KG_COPY_MIB`), the peer from its store on disk, as one that must
  outlive its process does. Its server can hold everything in memory too and then loses it: one row is of that.
- "As readers ask" draws 2,000 lookups so that the n-th most wanted project is asked for 1/n as often as the first, and
  begins with nothing kept. What is asked a second time costs ours no worker: it keeps answers (`KG_CACHE_MIB`), for a
  release never changes; the peer keeps none. "Asked again" is what that alone is worth, and says nothing of the engine.
- A client that never asks for a thing twice, as one that walks through everything, gets "never asked before": there a
  worker apart from the web process costs ours about a third of the rate. It had better take a download.
- How far hostile queries push the 99th percentile differs from run to run. Runs of three turns gave 1.44 to 1.68 times
  at 1,000 projects, and 1.50 to 1.60 at 25,000; before workers stepped back from their processors
  ([decision 12](decisions/0012-yielding.md)) sixteen at 1,000 gave 1.59 to 2.30, five of them over 2.
- So do lookups: "as readers ask" was 0.64 to 0.83 times the peer's at 1,000 projects in three whole runs; "never asked
  before" 0.61, 0.63 and 0.65 in three runs since a lookup takes fewer steps ([decision 7](decisions/0007-bridge.md)), and
  0.65 and 0.67 at 25,000. A client that takes less of the two processors than this one leaves the faster server more.
- The tables of what only ours does (handing in, judging, importing, reconciliation) may be of another run than those
  beside the peer: `--only-peers` leaves them out.
- The client runs on the same two cores as the servers, so throughput is lower than a server alone would give.
- At 250,000 projects the servers answer from their stores on disk. Building them took ours 3,045 s and the peer's
  loader 229 s, once and with other work beside, so neither is in the table; the one changed record took 21 and 29 s.
  The lookups there are of a run from before they took fewer steps.
- Oxigraph's server answers with no deadline that holds, no isolation and no release; ours pays for those.
- At 25,000 projects every third question is asked, once, and one that takes more than 20 seconds has no figure. Ours is
  asked all of them first: the peer works on a question long after nobody waits for it.
- Downloads at the larger size are not measured here.
- Building ours also parses record files, derives, writes shards and reads everything back, which the peer's loader
  does not; its loader gets ready-made N-Quads.
"""


def report(every: "Sequence[Figures]", machine: str, alone: "Alone | None" = None) -> str:
    """The page: one table a subject, a column a size."""
    head = "| | " + " | ".join(f"{f.projects:,} projects" for f in every) + " |\n|---|" + "--:|" * len(every)
    parts = [
        "# Benchmarks\n\nWritten by `make bench`: ours beside Oxigraph's own server (the PyPI package `oxigraph`), "
        f"in one run, on two cores ({machine}). Medians. A ratio is ours divided by the peer's.\n",
        "## Build and publish\n",
        head,
        _row("statements", [f"{f.statements:,}" for f in every]),
        _row("ours: files → published release, s", [f"{f.build_seconds:.1f}" for f in every]),
        _row(
            "ours: its downloads, made and read again, s",
            ["–" if f.dumps_seconds is None else f"{f.dumps_seconds:.1f}" for f in every],
        ),
        _row("Oxigraph: load N-Quads, s", [f"{f.peer_load_seconds:.1f}" for f in every]),
        _row("ours: one changed record → visible over HTTP, s", [f"{_publish(f):.2f}" for f in every]),
        _row("… times the smallest size", [f"{_publish(f) / _publish(every[0]):.2f}" for f in every]),
        "\n## Lookups over HTTP (4 connections)\n",
        head,
        *_lookups(every, "as readers ask", "drawn", "peer_drawn"),
        *_lookups(every, "never asked before", "lookups", "peer_lookups"),
        _row("never asked before: ratio to Oxigraph in memory", [_in_memory(f) for f in every]),
        *_lookups(every, "asked again", "again", "peer_again"),
        "\n## Lookups beside five hostile queries a second (2 connections)\n",
        head,
        _row("alone, median / p99 ms", [_spread(f, "alone") for f in every]),
        _row("beside them, median / p99 ms", [_spread(f, "beside") for f in every]),
        _row("p99, ratio", [f"**{_p99(f, 'beside') / _p99(f, 'alone'):.2f}**" for f in every]),
        "\n## The competency questions over HTTP, ours / Oxigraph in ms\n",
        head,
        *(_row(f"`{name}`", [_pair(f, name) for f in every]) for name in every[0].questions),
        *(_alone(alone) if alone is not None else ()),
        "",
        _WEAKNESSES,
    ]
    return "\n".join(parts)


def _in_memory(figures: "Figures") -> str:
    if not figures.peer_in_memory:
        return "–"
    return f"{_rate(figures, 'lookups') / _rate(figures, 'peer_in_memory'):.2f}"


def _lookups(every: "Sequence[Figures]", when: str, mine: str, peer: str) -> list[str]:
    return [
        _row(f"{when}: ours, answers a second", [f"{_rate(f, mine):.0f}" for f in every]),
        _row(f"{when}: Oxigraph, answers a second", [f"{_rate(f, peer):.0f}" for f in every]),
        _row(f"{when}: ratio", [f"**{_rate(f, mine) / _rate(f, peer):.2f}**" for f in every]),
        _row(f"{when}: ours, median / p99 ms", [_spread(f, mine) for f in every]),
        _row(f"{when}: Oxigraph, median / p99 ms", [_spread(f, peer) for f in every]),
    ]


def _alone(alone: "Alone") -> list[str]:
    return [
        *_judging(alone.judging),
        "\n## Taking in an export of a project bank (`kg import`)\n",
        *alone.imports,
        "\n## Reconciliation over HTTP, in batches (`/reconcile`)\n",
        *alone.reconciliation,
    ]


def _judging(judging: "Judging") -> list[str]:
    """The tables of judging: one hand-in by the service, and everything by the command."""
    first, judged = judging.served[0], judging.judged
    whole = judged.whole
    same = "the same results" if judged.is_same else "**other results**"
    return [
        "\n## One hand-in checked by the running service (`POST /validate`)\n",
        "| graph | statements | median, ms | 95th percentile, ms | times the shipped data |\n|---|--:|--:|--:|--:|",
        *(
            _row(
                each.name,
                [f"{each.statements:,}", f"{each.median:.1f}", f"{each.p95:.1f}", f"{each.median / first.median:.2f}"],
            )
            for each in judging.served
        ),
        "\n## Judging by the shapes, ours / pySHACL\n",
        "| what | ours | pySHACL | ratio |\n|---|--:|--:|--:|",
        _both(f"one record ({judged.statements} statements read), ms, warm", judged.one),
        _both(f"the {judged.real} real records, s", judged.real_seconds),
        _row(f"{whole.records:,} records ({whole.statements:,} statements), s", [f"{whole.seconds:.1f}", "–", "–"]),
        f"\nThe faults planted in the large graph break {whole.broken} of {whole.constraints} constraints. Of them, of a "
        f"sample of its projects and of the real records, the two gave {same}.",
    ]


def _both(name: str, times: tuple[float, float]) -> str:
    slow, fast = times
    return _row(name, [f"{fast:.1f}", f"{slow:.1f}", f"{fast / slow:.3f}"])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def _publish(figures: "Figures") -> float:
    return statistics.median(figures.publish_seconds)


def _rate(figures: "Figures", which: str) -> float:
    return statistics.median(each.per_second for each in getattr(figures, which))


def _spread(figures: "Figures", which: str) -> str:
    loads = getattr(figures, which)
    median = statistics.median(each.median_ms for each in loads)
    return f"{median:.1f} / {statistics.median(each.p99_ms for each in loads):.1f}"


def _p99(figures: "Figures", which: str) -> float:
    return statistics.median(each.p99_ms for each in getattr(figures, which))


def _pair(figures: "Figures", name: str) -> str:
    if name not in figures.questions:
        return "–"
    own, other = figures.questions[name]
    said = " / ".join("> 20 s" if each is None else f"{each:.1f}" for each in (own, other))
    return said if own is None or other is None else f"{said} ({own / other:.2f})"
