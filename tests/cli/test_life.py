"""A release's life from the shell: build, publish, list, compare, verify, go back, clear away; exit codes and words."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from kg.release.layout import current, releases
from kg.release.publish import alone
from tests.cli.commands import REPOSITORY, kg, kg_from_nothing
from tests.conftest import Golden
from tests.workshop import Workshop, record

BRO = "data/records/project/bro.ttl"


@pytest.fixture
def two(published: Workshop) -> Workshop:
    """Two releases, the second published: one record changed, one added, one removed."""
    published.edit("data/records/project/ensam.ttl", '"Ensam"@sv', '"Allena"@sv , "Alone"@en')
    published.write("data/records/project/ny.ttl", record("project", "ny", "dcterms:title 'Ny'@sv"))
    published.remove("data/records/actor/enby-kommun.ttl")
    published.point()
    return published


def _ids(text: str, world: Workshop) -> str:
    for number, release in enumerate(releases(world.home), start=1):
        text = text.replace(release.id, f"000{number}-…")
    return text


def test_publishing_from_nothing_says_what_came_of_it_and_then_that_nothing_changed(tiny: Workshop) -> None:
    first = kg_from_nothing(tiny, "publish", "--lang", "en")
    release = current(tiny.home)
    counts = f"{release.id}: 6 records, {release.manifest.counts['quads']} statements; no faults, 1 warning, 1 hint."
    assert (first.code, first.out) == (0, f"New release {counts}\n")
    assert first.err.startswith(
        "https://example.org/catalog: warning: A data portal can't harvest the catalogue as it is. What falls short: "
    )
    assert "KG_PUBLIC_URL" in first.err
    again = kg(tiny, "publish")
    assert "En dataportal kan inte skörda katalogen som den är." in again.err
    assert again.code == 0
    assert again.out.startswith(f"Inget är ändrat; utgåvan är {release.id}: 6 poster, ")
    assert again.out.endswith("; inga fel, 1 varning, 1 tips.\n")


def test_publishing_says_nothing_of_a_catalogue_that_can_be_harvested(tiny: Workshop) -> None:
    deployed = {
        "KG_PUBLIC_URL": "https://grafen.example.se/",
        "KG_PUBLISHER_NAME": "Exempelmyndigheten",
        "KG_PUBLISHER_NUMBER": "202100-1234",
        "KG_CONTACT_NAME": "Öppna data",
        "KG_CONTACT_EMAIL": "data@example.se",
    }
    said = kg(tiny, "publish", **deployed)
    assert (said.code, said.err) == (0, "")


def test_building_says_the_same_and_leaves_readers_where_they_are(published: Workshop) -> None:
    before = current(published.home)
    published.edit(BRO, "Bridge", "Span")
    said = kg(published, "build", "--lang", "en")
    assert said.code == 0
    assert said.out.startswith("New release 0002-")
    assert current(published.home) == before


@pytest.mark.parametrize("command", ["build", "publish"])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_faults_are_all_told_and_nothing_is_published(
    published: Workshop, golden: Golden, command: str, lang: str
) -> None:
    before = current(published.home)
    published.edit(BRO, '"Bro"@sv', '"Bro"@sv, 01')
    published.write("data/records/project/kaos.ttl", record("project", "kaos", "samv:partner <actor/ingen>"))
    said = kg(published, command, "--lang", lang)
    assert (said.code, said.out) == (1, "")
    golden(f"cli/faults.{lang}.txt", said.err)
    assert current(published.home) == before


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_broken_turtle_is_told_with_its_place_and_ends_with_two(published: Workshop, golden: Golden, lang: str) -> None:
    published.edit(BRO, "a samv:Project ;", "a samv:Project ; ;, ")
    said = kg(published, "publish", "--lang", lang)
    assert (said.code, said.out) == (2, "")
    golden(f"cli/broken.{lang}.txt", said.err)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_releases_are_listed_with_a_star_at_the_published_one(two: Workshop, golden: Golden, lang: str) -> None:
    said = kg(two, "releases", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    golden(f"cli/releases.{lang}.txt", re.sub(r"\d+ (uppgifter|statements)", r"N \1", _ids(said.out, two)))


def test_releases_as_json(two: Workshop) -> None:
    listed = json.loads(kg(two, "releases", "--format", "json").out)
    assert [(each["id"], each["current"], each["records"]) for each in listed] == [
        (release.id, release.manifest.sequence == 2, 6) for release in releases(two.home)
    ]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_changed_is_told_record_by_record(two: Workshop, golden: Golden, lang: str) -> None:
    said = kg(two, "diff", "1", "2", "--lang", lang)
    assert (said.code, said.err) == (0, "")
    golden(f"cli/diff.{lang}.txt", re.sub(r'"7\+[0-9a-f]+"', '"7+…"', said.out))
    assert [each["record"] for each in json.loads(kg(two, "diff", "1", "2", "--format", "json").out)] == [
        "actor/enby-kommun", "graph/release", "project/ensam", "project/ny",
    ]  # fmt: skip


def test_a_release_does_not_differ_from_itself(two: Workshop) -> None:
    assert kg(two, "diff", "2", "2").out == "Utgåvorna säger samma sak.\n"
    assert kg(two, "diff", "2", "2", "--lang", "en").out == "The releases say the same.\n"


def test_a_whole_release_is_verified_and_a_damaged_one_refused(two: Workshop) -> None:
    first, second = releases(two.home)
    counts = f"{len(second.manifest.files)} filer, {second.manifest.counts['quads']} uppgifter"
    said = kg(two, "verify")
    whole = f"Utgåva {second.id} är hel: {counts}.\n"
    assert (said.code, said.out.startswith(whole)) == (0, True)
    assert said.out.removeprefix(whole).startswith(
        "Ändringsloggen är hel. Publiceringar: 2, av dem jämförda med det som visades: 2."
    )
    assert kg(two, "verify", "1", "--lang", "en").out.startswith(f"Release {first.id} is whole: ")
    (first.path / "model.json").write_text("{}")
    damaged = kg(two, "verify", first.id, "--lang", "en")
    assert (damaged.code, damaged.out) == (3, "")
    assert damaged.err == (
        f"The release is damaged: Release {first.id} is damaged: model.json has changed since it was sealed. "
        "Make a new one with `kg publish --whole`, or go back with `kg rollback`.\n"
    )


def test_a_damaged_download_is_found_and_made_anew_once_it_is_taken_away(two: Workshop) -> None:
    kg(two, "publish")
    folder = current(two.home).bundle("dumps")
    assert folder is not None
    dump = folder / "samverkansgrafen.ttl"
    text = dump.read_bytes()
    dump.unlink()  # other releases may share it
    dump.write_bytes(text.replace(b"a", b"e", 1))
    damaged = kg(two, "verify")
    assert damaged.code == 3
    assert "dumps är skadat. Ta bort den mappen" in damaged.err
    shutil.rmtree(folder)
    kg(two, "publish")
    assert dump.read_bytes() == text
    assert kg(two, "verify").code == 0


def test_going_back_is_said_and_done_and_ends_at_the_first_release(two: Workshop) -> None:
    first, second = releases(two.home)
    assert kg(two, "rollback", "--lang", "en").out == f"Now serving release {first.id}.\n"
    assert current(two.home).id == first.id
    none = kg(two, "rollback")
    assert (none.code, none.err) == (2, f"Finns inte: Det finns ingen utgåva före {first.id}; inget är ändrat.\n")
    assert kg(two, "rollback", "2").out == f"Nu visas utgåva {second.id}.\n"


def test_clearing_away_tells_which_releases_went(two: Workshop) -> None:
    first, _ = releases(two.home)
    assert kg(two, "prune", "--keep", "5", "--lang", "en").out == "Nothing to remove.\n"
    assert kg(two, "prune", "--keep", "1").out == f"{first.id}\n1 utgåva borttagen.\n"
    assert len(releases(two.home)) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["verify", "9"], 2, "Finns inte: Det finns ingen utgåva '9'."),
        (["diff", "1", "9", "--lang", "en"], 2, "Not found: There is no release '9'."),
        (["diff", "1"], 2, "Missing argument 'NEW'"),
        (["prune"], 2, "Missing option '--keep'"),
        (["prune", "--keep", "0"], 2, "0 is not in the range x>=1"),
        (["publish", "--lang", "fi"], 2, "'fi' is not one of 'sv', 'en'"),
        (["polish"], 2, "No such command 'polish'"),
    ],
)
def test_misuse_ends_with_two_and_says_what_was_wrong(
    published: Workshop, words: list[str], code: int, said: str
) -> None:
    done = kg(published, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_a_change_log_that_is_gone_is_told_and_mended(two: Workshop) -> None:
    (two.home / "history.sqlite").unlink()
    said = kg(two, "verify", "--lang", "en")
    assert said.code == 3
    assert "There is no change log, history.sqlite." in said.err
    mended = kg(two, "verify", "--mend")
    assert (mended.code, mended.out.splitlines()[1]) == (0, "Ändringsloggen är gjord på nytt.")
    assert mended.out.splitlines()[2].startswith("Ändringsloggen är hel. ")


def test_nothing_published_is_said_with_what_to_do(tiny: Workshop) -> None:
    assert kg(tiny, "releases").out == "Inga utgåvor än: kör `kg publish`.\n"
    said = kg(tiny, "verify")
    assert (said.code, said.err) == (
        2,
        "Ingen utgåva finns än: Ingen utgåva är publicerad i HOME: kör `kg publish` först.\n",
    )


def test_a_setting_that_does_not_exist_ends_with_two(tiny: Workshop) -> None:
    said = kg(tiny, "releases", "--lang", "en", KG_HOEM="x")
    assert (said.code, said.err) == (
        2,
        "A fault in the settings: There is no setting KG_HOEM. Did you mean KG_HOME?\n",
    )


def test_a_folder_without_data_ends_with_two(tiny: Workshop) -> None:
    said = kg(tiny, "publish", "--lang", "en", KG_ROOT=str(tiny.root / "data"))
    assert said.code == 2
    assert said.err.startswith("A fault in the settings: The folder ROOT/data/ontology is missing: run kg where ")


def test_a_second_writer_is_told_to_wait(published: Workshop) -> None:
    with alone(published.home):
        said = kg(published, "publish", "--lang", "en")
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "Not available now: Another kg command is writing in HOME. Wait for it to end, then run this one again.\n"
    )


def test_a_fault_of_ours_ends_with_three_and_tells_what_we_need_to_find_it() -> None:
    program = (
        "import click; from kg.cli import kg, main; kg.add_command(click.Command('x', callback=lambda: 1 / 0)); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "x"], cwd=REPOSITORY, env={}, capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback" in done.stderr
    assert done.stderr.endswith("Internt fel: ZeroDivisionError: division by zero\n")


def test_a_reader_who_goes_away_is_no_fault(published: Workshop) -> None:
    done = subprocess.run(
        f"{sys.executable} -m kg diff 1 1 --format json | true",
        shell=True,
        cwd=REPOSITORY,
        env={"KG_HOME": str(published.home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
