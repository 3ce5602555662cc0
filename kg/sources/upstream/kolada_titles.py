"""What Kolada calls its key figures: looked for by a word of the title, or asked for by their identifiers.

GET kpi?title=… · GET kpi/{ids}: {"values": [{"id", "title", "description", "is_divided_by_gender", "publication_date",
"publ_period"}], "next_url"} (https://github.com/Hypergene/kolada#metadata, https://api.kolada.se/v3/docs). Kolada takes
one run of text, in any capitals; that a title has all the words is seen to here.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode, urljoin

from kg.sources.upstream.candidate import Candidate, plain, with_all
from kg.sources.upstream.configuration import Upstream
from kg.sources.upstream.errand import Errand, Sender, odd
from kg.sources.upstream.json_text import mapping, sequence, text, wrong_type
from kg.sources.upstream.kolada import batches, pages


def candidates(errand: Errand, sender: Sender, upstream: Upstream, words: Sequence[str]) -> list[Candidate]:
    """The key figures whose titles have all the words; EndpointFailed for an answer that isn't as documented."""
    asked = urlencode({"title": words[0], "per_page": upstream.whole("per-page", 5000)}, quote_via=quote)
    found = _all(errand, sender, f"{urljoin(upstream.url, 'kpi')}?{asked}")
    return with_all(words, found)


def named(errand: Errand, sender: Sender, upstream: Upstream, codes: Sequence[str]) -> dict[str, Candidate]:
    """The key figures of these identifiers, those that Kolada has."""
    found: dict[str, Candidate] = {}
    for some in batches(sorted(set(codes))):
        first = f"{urljoin(upstream.url, f'kpi/{some}')}?per_page={upstream.whole('per-page', 5000)}"
        found |= {each.code: each for each in _all(errand, sender, first) if each.code in codes}
    return found


def _all(errand: Errand, sender: Sender, first: str) -> Iterator[Candidate]:
    for url, page in pages(errand, sender, first):
        for place, said in enumerate(sequence(page.get("values"), url, "values")):
            where = f"values[{place}]"
            yield _candidate(mapping(said, url, where, where), url, where)


def _candidate(said: Mapping[str, object], url: str, where: str) -> Candidate:
    by_sex = said.get("is_divided_by_gender")
    if by_sex not in (True, False):  # version 2 says 1 and 0, which are equal to them
        name = f"{where}.is_divided_by_gender"
        raise wrong_type(url, name, name, "sant eller falskt", "true or false")
    code, title = (plain(text(said.get(name), url, f"{where}.{name}")) for name in ("id", "title"))
    if not code.isascii() or not code.isalnum() or not title:
        raise odd(url, f"{where} saknar id eller rubrik", f"{where} has no identifier or title")
    told = [str(said[name]) for name in ("publ_period", "publication_date") if said.get(name)]
    period = f"{told[0]} ({told[1]})" if len(told) > 1 else "".join(told)
    description = said.get("description")
    return Candidate(
        code, title, plain(description) if isinstance(description, str) else "", plain(period), bool(by_sex)
    )
