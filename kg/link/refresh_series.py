"""What the series of an authority are there: candidates for one that nobody has chosen, titles that have changed.

No identifier is guessed. A series says by which words it is sought; the service's own list says what has them; a
person chooses, and the choice is written beside the configuration with its title and the day (`refresh_choice`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.sources.upstream import kolada_titles, pxweb_titles
from kg.sources.upstream.candidate import Candidate
from kg.sources.upstream.configuration import Series, Upstream
from kg.sources.upstream.errand import Errand, Sender, odd

Seek = Callable[[Errand, Sender, Upstream, Sequence[str]], list[Candidate]]
Name = Callable[[Errand, Sender, Upstream, Sequence[str]], dict[str, Candidate]]
TITLES_BY: Mapping[str, tuple[Seek, Name]] = {
    "kolada-3": (kolada_titles.candidates, kolada_titles.named),
    "pxweb-2": (pxweb_titles.candidates, pxweb_titles.named),
}
"""The protocols that tell what their series are called: how to look for some, and how to ask of some by name."""
SHOWN = 20
"""Candidates told of each series; the rest are counted."""


@dataclass(frozen=True)
class Seen:
    """What was seen of the series: candidates of each that is unchosen, and the titles that are others than before."""

    name: str
    candidates: tuple[tuple[Series, tuple[Candidate, ...]], ...] = ()
    changed: tuple[tuple[Series, Candidate], ...] = ()

    @property
    def waits(self) -> bool:
        """Whether there is something for a person to choose, or to choose anew."""
        return bool(self.changed) or any(found for _, found in self.candidates)

    def text(self, lang: str) -> str:
        """What to print: each series with what it may be, or with its old and new title, and how to choose."""
        told = [self._unchosen(series, found, lang) for series, found in self.candidates]
        told += [self._changed(series, now, lang) for series, now in self.changed]
        return "\n".join(told)

    def _unchosen(self, series: Series, found: Sequence[Candidate], lang: str) -> str:
        words = ", ".join(f"”{word}”" if lang == "sv" else f"‘{word}’" for word in series.sought)
        label = (series.label_sv if lang == "sv" else series.label_en) or series.name
        if not found:
            if lang == "sv":
                return f"  ? {series.name} ({label}) saknas: inget där har {words} i rubriken. Ändra samv:soughtBy."
            return f"  ? {series.name} ({label}) is missing: no title there has {words}. Change samv:soughtBy."
        said = [_line(each, lang) for each in found[:SHOWN]]
        if len(found) > SHOWN:
            rest = len(found) - SHOWN
            said.append(f"      … och {rest} till" if lang == "sv" else f"      … and {rest} more")
        if lang == "sv":
            head = f"  ? {series.name} ({label}) saknas: välj vad serien är, bland {len(found)} med {words} i rubriken."
            last = f"      Välj med {self._command(series, 'ID')}."
        else:
            head = f"  ? {series.name} ({label}) is missing: choose what it is, of {len(found)} titled with {words}."
            last = f"      Choose with {self._command(series, 'ID')}."
        return "\n".join([head, *said, last])

    def _changed(self, series: Series, now: Candidate, lang: str) -> str:
        command = self._command(series, now.code)
        if lang == "sv":
            return (
                f"  ! {series.name} ({series.code}) heter något annat än när den valdes: ”{series.title}” → "
                f"”{now.title}”. Inga tal godtas förrän någon sett att det är samma mått: {command}."
            )
        return (
            f"  ! {series.name} ({series.code}) is called otherwise than when it was chosen: ‘{series.title}’ → "
            f"‘{now.title}’. No figures are accepted until somebody has seen that it measures the same: {command}."
        )

    def _command(self, series: Series, code: str) -> str:
        return f"`kg link --authority {self.name} --refresh --choose {series.name}={code}`"


def seen(errand: Errand, sender: Sender, upstream: Upstream) -> Seen:
    """Look for what is unchosen, and whether what was chosen is still called the same; EndpointFailed for a fault."""
    if upstream.protocol not in TITLES_BY:
        return Seen(upstream.name)
    seek, name = TITLES_BY[upstream.protocol]
    titled = [series for series in upstream.series if series.title]
    now = name(errand, sender, upstream, [series.code for series in titled]) if titled else {}
    for series in titled:
        if series.code not in now:
            raise gone(upstream.url, series.code)
    return Seen(
        upstream.name,
        tuple((series, tuple(seek(errand, sender, upstream, series.sought))) for series in upstream.unchosen),
        tuple((series, now[series.code]) for series in titled if now[series.code].title != series.title),
    )


def gone(url: str, code: str) -> Exception:
    """That the service has no such key figure or table, or has it no longer."""
    return odd(url, f"{code} finns inte där", f"{code} isn't there")


def _line(each: Candidate, lang: str) -> str:
    by_sex = {
        "sv": ("kvinnor och män för sig", "inte uppdelat på kön"),
        "en": ("women and men apart", "not by sex"),
    }[lang][0 if each.by_sex else 1]
    said = " · ".join(part for part in (each.title, by_sex, each.period) if part)
    return "\n".join([f"      {each.code}  {said}", *([f"          {each.description}"] if each.description else [])])
