"""A draft as people read it, and as JSON: what was found, what is uncertain, what is missing, what was left out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.parse.answers.form_model import FormField, Takes
from kg.parse.document.masking import LeftOut
from kg.parse.document.told import Candidate, Draft, Fields, Found, Missing, Near, Uncertain, name_of
from kg.place import Place

_LONGEST = 90
_LANGS = ("sv", "en")


def as_text(draft: Draft, kind: Mapping[str, str], lang: str) -> str:
    """The draft in words, Swedish (`sv`) or English, with each place as file:line:column."""
    say = _Saying(lang)
    parts = [
        [say.one("Utkast ({}) ur {}", "Draft ({}) from {}").format(kind.get(lang, "").lower(), draft.source)],
        say.found(draft.found),
        say.uncertain(draft.uncertain, draft.candidates),
        say.missing(draft.missing),
        say.left_out(draft.left_out),
        say.after(draft),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def as_json(draft: Draft) -> dict[str, object]:
    """The draft as plain values: `draft` are the answers, ready to be handed in when they are complete."""
    return {
        "draft": draft.answers.as_json(),
        "document": draft.source,
        "found": [_found_json(each) for each in draft.found],
        "uncertain": [_uncertain_json(each) for each in draft.uncertain],
        "candidates": [_candidate_json(each) for each in draft.candidates],
        "missing": [_missing_json(each) for each in draft.missing],
        "left_out": [_left_json(each) for each in draft.left_out],
    }


class _Saying:
    def __init__(self, lang: str) -> None:
        self._lang = lang

    def one(self, sv: str, en: str) -> str:
        """The text in the language that is spoken."""
        return sv if self._lang == "sv" else en

    def found(self, found: Sequence[Found]) -> list[str]:
        """The answers, those of one statement together."""
        groups: dict[str, list[Found]] = {}
        for each in found:
            groups.setdefault("/".join(each.address.split("/")[:2]), []).append(each)
        lines = [self._heading("Hittat", "Found", len(groups))]
        for group in groups.values():
            ordered = sorted(group, key=lambda each: each.words == each.label)
            lines.append(f"  {self._answered(ordered)}")
            lines += self._where(ordered[0].places[:1], ordered[0].words)
        return lines

    def _answered(self, group: Sequence[Found]) -> str:
        said = []
        for at, each in enumerate(group):
            shown = _cut(each.shown.get(self._lang) or each.value)
            key = f" ({each.value})" if each.fields[-1].takes is Takes.THING and each.value != shown else ""
            name = name_of(each.fields if at == 0 else each.fields[-1:], self._lang)
            said.append(f"{name}: {shown}{key}")
        return " · ".join(said)

    def _where(self, places: Sequence[Place], words: str) -> Iterator[str]:
        quoted = self.one(f"”{_cut(words)}”", f"‘{_cut(words)}’")
        yield f"      {' '.join(map(str, places))}  {quoted}"

    def uncertain(self, uncertain: Sequence[Uncertain], candidates: Sequence[Candidate]) -> list[str]:
        """What couldn't be read as one thing, and the figures to confirm."""
        lines = [self._heading("Osäkert", "Uncertain", len(uncertain) + len(candidates))]
        for each in uncertain:
            about = f"{name_of(each.fields, self._lang)}. " if each.fields else ""
            lines.append(f"  {about}{self.one(each.why.sv, each.why.en)}")
            lines += self._where([each.place], each.words)
            lines += self._near(each)
        for figure in candidates:
            lines.append(f"  {self._figure(figure)}")
            lines += self._where([figure.place], figure.words)
            lines += [self._suggested(field, near) for field, near in figure.suggested]
        return lines

    def _near(self, uncertain: Uncertain) -> Iterator[str]:
        hint = self.one(uncertain.why.hint_sv or "", uncertain.why.hint_en or "")
        if uncertain.near:
            names = ", ".join(f"{each.label.get(self._lang) or each.key} ({each.key})" for each in uncertain.near)
            yield f"      {self.one('Kan vara', 'May be')}: {names}"
        elif hint:
            yield f"      {hint}"

    def _figure(self, figure: Candidate) -> str:
        number = _grouped(figure.value)
        if figure.of is not None:
            number = self.one(f"{number} av {_grouped(figure.of)}", f"{number} of {_grouped(figure.of)}")
        number += f" {self.one(*_UNITS.get(figure.unit, (figure.unit, figure.unit)))}" if figure.unit else ""
        about = self.one("ungefär ", "about ") if figure.about else ""
        options = self.one(" eller ", " or ").join(name_of(each, self._lang) for each in figure.options)
        close = self.one(" Skillnaden är färre än fem personer.", " The difference is fewer than five people.")
        said = self.one(f"Bekräfta: {about}{number} kan vara {options}.", f"Confirm: {about}{number} may be {options}.")
        return said + (close if figure.close else "")

    def _suggested(self, field: FormField, near: Near) -> str:
        name, label = name_of((field,), self._lang), near.label.get(self._lang) or near.key
        return f"      {name}: {label}?"

    def missing(self, missing: Sequence[Missing]) -> list[str]:
        """What a full record says and this doesn't."""
        lines = [self._heading("Saknas", "Missing", len(missing))]
        for each in missing:
            lang = {"sv": (" på svenska", " in Swedish"), "en": (" på engelska", " in English")}.get(
                each.lang or "", ("", "")
            )
            must = self.one(" (krävs)", " (required)") if each.required else ""
            at = f" [{each.address}]" if each.address else ""
            lines.append(f"  {name_of(each.fields, self._lang)}{self.one(*lang)}{must}{at}")
        return lines

    def left_out(self, left: Sequence[LeftOut]) -> list[str]:
        """Where something was left out, and of which sort."""
        if not left:
            return []
        lines = [self._heading("Utelämnat", "Left out", len(left))]
        for each in left:
            sv, en = _LEFT_OUT[each.what]
            until = f"–{each.until}" if each.until else ""
            place = Place(each.place.source, each.place.line) if until else each.place
            lines.append(f"  {place}{until}  {self.one(sv, en)}")
        return lines

    def after(self, draft: Draft) -> list[str]:
        """What one should do with it."""
        lines = [self.one("Utkastet är inte inlämnat.", "The draft is not handed in.")]
        if any(each.is_prose for each in draft.found):
            lines.append(
                self.one(
                    "Texterna är dokumentets egna ord. Skriv om dem med egna ord innan du lämnar in.",
                    "The texts are the document's own words. Rewrite them in your own words before you hand them in.",
                )
            )
        if draft.left_out:
            lines.append(
                self.one(
                    "Läs igenom texterna: ett namn som står ensamt kan ha blivit kvar.",
                    "Read the texts through: a name that stands alone may remain.",
                )
            )
        return lines

    def _heading(self, sv: str, en: str, count: int) -> str:
        none = self.one("inget", "nothing")
        return f"{self.one(sv, en)} ({count or none})"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rpartition(' ')[0] or flat[:_LONGEST]} …"


def _grouped(number: str) -> str:
    """A number with its thousands apart."""
    whole, _, part = number.partition(".")
    spaced = re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", "\u00a0", whole)
    return f"{spaced},{part}" if part else spaced


def _found_json(found: Found) -> dict[str, object]:
    return {
        "address": found.address,
        "value": found.value,
        "shown": dict(found.shown),
        "field": _names(found.fields),
        "label": found.label,
        "words": found.words,
        "own_words": found.is_prose,
        "place": _place(found.places[0]),
    }


def _uncertain_json(uncertain: Uncertain) -> dict[str, object]:
    return {
        "path": _path(uncertain.fields),
        "field": _names(uncertain.fields),
        "words": uncertain.words,
        "why": {"sv": uncertain.why.sv, "en": uncertain.why.en},
        "hint": {"sv": uncertain.why.hint_sv, "en": uncertain.why.hint_en} if uncertain.why.hint_sv else None,
        "near": [_near_json(each) for each in uncertain.near],
        "place": _place(uncertain.place),
    }


def _candidate_json(figure: Candidate) -> dict[str, object]:
    return {
        "value": figure.value,
        "unit": figure.unit,
        "of": figure.of,
        "about": figure.about,
        "fewer_than_five_apart": figure.close,
        "may_be": [{"path": _path(each), "field": _names(each)} for each in figure.options],
        "suggested": {field.key: _near_json(near) for field, near in figure.suggested},
        "words": figure.words,
        "place": _place(figure.place),
    }


def _missing_json(missing: Missing) -> dict[str, object]:
    return {
        "path": _path(missing.fields),
        "field": _names(missing.fields),
        "lang": missing.lang,
        "statement": missing.address,
        "required": missing.required,
    }


def _left_json(left: LeftOut) -> dict[str, object]:
    return {"what": left.what, "place": {**_place(left.place), "until_line": left.until or left.place.line}}


def _near_json(near: Near) -> dict[str, object]:
    return {"key": near.key, "label": dict(near.label), "score": near.score}


def _names(fields: Fields) -> dict[str, str]:
    return {lang: name_of(fields, lang) for lang in _LANGS}


def _path(fields: Fields) -> str:
    return "/".join(each.key for each in fields)


def _place(place: Place) -> dict[str, object]:
    return {"file": place.source, "line": place.line, "column": place.column, "end_column": place.end_column}


_UNITS = {"procent": ("procent", "per cent")}
_LEFT_OUT = {
    "contact": ("kontaktuppgifter", "contact details"),
    "person": ("ett namn", "a name"),
    "e-mail": ("en persons e-postadress", "a person's e-mail address"),
    "telephone": ("ett telefonnummer", "a telephone number"),
    "number": ("ett tal som kan vara ett personnummer", "a number that may be a personal identity number"),
    "small-number": ("en uppgift om färre än fem personer", "a figure about fewer than five people"),
}
