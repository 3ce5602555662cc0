"""The settings: read once, every misuse a sentence in both languages."""

import dataclasses
import re
from pathlib import Path

import pytest

from kg.errors import BadSettings
from kg.settings import TABLE, Settings, read


def _wrong(name: str, value: str) -> BadSettings:
    with pytest.raises(BadSettings) as refused:
        read({name: value})
    return refused.value


def test_nothing_set_gives_the_defaults_of_the_table() -> None:
    settings = read({})
    assert settings.home == Path("var")
    assert settings.base_iri == "https://w3id.org/samverkan/"
    assert settings.public == "http://127.0.0.1:8000/"
    assert (settings.port, settings.workers, settings.deadline_seconds) == (8000, 4, 20.0)


def test_every_row_of_the_table_is_a_setting_and_the_other_way_round() -> None:
    fields = {field.name for field in dataclasses.fields(Settings)}
    assert {row.name.removeprefix("KG_").lower() for row in TABLE} == fields
    assert all(row.help.endswith(".") for row in TABLE)


def test_settings_are_read_from_what_is_given_and_never_change() -> None:
    settings = read({"KG_HOME": " /srv/kg ", "KG_PORT": "80", "HOME": "/root", "PATH": "x"})
    assert (settings.home, settings.port) == (Path("/srv/kg"), 80)
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.port = 81  # type: ignore[misc]


def test_an_unknown_variable_is_refused_with_the_one_that_was_meant() -> None:
    wrong = _wrong("KG_BASEIRI", "x")
    assert wrong.text("sv") == "Inställningen KG_BASEIRI finns inte. Menade du KG_BASE_IRI?"
    assert wrong.text("en") == "There is no setting KG_BASEIRI. Did you mean KG_BASE_IRI?"


def test_an_unknown_variable_that_resembles_none_is_refused_with_where_they_stand() -> None:
    wrong = _wrong("KG_ZZZZZZZ", "x")
    assert wrong.text("sv") == "Inställningen KG_ZZZZZZZ finns inte. Inställningarna står i docs/operating.md."
    assert wrong.text("en") == "There is no setting KG_ZZZZZZZ. The settings are listed in docs/operating.md."


def test_a_base_without_a_slash_at_its_end_is_refused_with_one_that_has_it() -> None:
    wrong = _wrong("KG_BASE_IRI", "https://example.org/graf")
    assert wrong.text("sv") == (
        "KG_BASE_IRI är 'https://example.org/graf': den ska vara en fullständig http(s)-IRI som slutar med snedstreck, "
        "t.ex. 'https://example.org/graf/'."
    )
    assert wrong.text("en") == (
        "KG_BASE_IRI is 'https://example.org/graf': it must be an absolute http(s) IRI ending in a slash, "
        "e.g. 'https://example.org/graf/'."
    )


@pytest.mark.parametrize(
    "base",
    ["https://å.example.org/", "", "/", "example.org/", "ftp://example.org/", "https:///", "https://exa mple.org/", "https://e.org/#/", "https://e.org/?a/"],
)  # fmt: skip
def test_a_base_that_no_iri_can_begin_with_is_refused_with_one_that_would_do(base: str) -> None:
    wrong = _wrong("KG_BASE_IRI", base)
    hint = re.search(r"e\.g\. '(.+)'", wrong.text("en"))
    assert hint is not None
    assert read({"KG_BASE_IRI": hint[1]}).base_iri == hint[1]


def test_the_public_url_gets_the_slash_it_lacks() -> None:
    assert read({"KG_PUBLIC_URL": "https://graf.example.se"}).public == "https://graf.example.se/"
    assert read({"KG_HOST": "::1", "KG_PORT": "9"}).public == "http://[::1]:9/"
    assert "KG_PUBLIC_URL is 'graf.example.se'" in _wrong("KG_PUBLIC_URL", "graf.example.se").text("en")


@pytest.mark.parametrize("value", ["", "x", "-1", "65536", "1e3", "8000.0", "0x50", "9999999999"])
def test_a_port_that_is_no_port_is_refused(value: str) -> None:
    wrong = _wrong("KG_PORT", value)
    assert wrong.text("en") == f"KG_PORT is {value!r}: it must be a whole number from 0 to 65535."
    assert wrong.text("sv") == f"KG_PORT är {value!r}: det ska vara ett heltal mellan 0 och 65535."


@pytest.mark.parametrize("name", ["KG_WORKERS", "KG_MAX_ROWS", "KG_MAX_MIB", "KG_WORKER_MIB"])
@pytest.mark.parametrize("value", ["0", "many", "99999999999"])
def test_a_number_outside_its_bounds_is_refused(name: str, value: str) -> None:
    assert f"{name} is {value!r}" in _wrong(name, value).text("en")


@pytest.mark.parametrize("value", ["0", "0.0", "-3", "soon", "1e9", ""])
def test_a_deadline_that_is_no_time_is_refused(value: str) -> None:
    assert "a number of seconds above 0" in _wrong("KG_DEADLINE_SECONDS", value).text("en")
    assert "antal sekunder över 0" in _wrong("KG_DEADLINE_SECONDS", value).text("sv")


def test_parts_of_a_second_are_a_deadline() -> None:
    assert read({"KG_DEADLINE_SECONDS": "2.5"}).deadline_seconds == 2.5


@pytest.mark.parametrize("given", ["a b", "", "http://x", "[::1", "0.0.0.0/0"])
def test_a_host_that_nobody_can_listen_on_is_refused(given: str) -> None:
    assert "127.0.0.1 eller ::1" in _wrong("KG_HOST", given).text("sv")


def test_an_ipv6_address_is_taken_with_brackets_and_without() -> None:
    hosts = [read({"KG_HOST": given}).host for given in ("::1", "[::1]", "fe80::1%eth0", "localhost", "0.0.0.0")]
    assert hosts == ["::1", "::1", "fe80::1%eth0", "localhost", "0.0.0.0"]
