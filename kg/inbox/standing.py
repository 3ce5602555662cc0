"""What is accepted and stands in for record files, and how publishing it went."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from kg.inbox.values import Publication, Standing


def standings(connection: sqlite3.Connection) -> tuple[Standing, ...]:
    """The accepted records in force, in the order of their keys."""
    rows = connection.execute(
        "SELECT r.number, s.number AS submission, r.key, r.accepted_turtle AS turtle, r.accepted_digest AS digest, "
        "r.accepted_at FROM revision r JOIN submission s ON s.receipt = r.receipt WHERE r.state = 'accepted' "
        "ORDER BY r.key"
    ).fetchall()
    known = _known(connection)
    return tuple(Standing(**row, known=frozenset(known[row["key"]])) for row in rows)


def _known(connection: sqlite3.Connection) -> dict[str, set[str | None]]:
    known: dict[str, set[str | None]] = {}
    rows = connection.execute(
        "SELECT key, parent, accepted_over, accepted_digest FROM revision WHERE state IN ('accepted', 'replaced')"
    )
    for row in rows:
        known.setdefault(row["key"], set()).update((row["parent"], row["accepted_over"], row["accepted_digest"]))
    return known


def in_force(connection: sqlite3.Connection, key: str) -> tuple[str, str] | None:
    """The accepted record of that key as digest and Turtle, until the record files say the same."""
    row = connection.execute(
        "SELECT accepted_digest, accepted_turtle FROM revision WHERE key = ? AND state = 'accepted'", (key,)
    ).fetchone()
    return (row["accepted_digest"], row["accepted_turtle"]) if row else None


def digest_of(standing: Iterable[Standing], *, links: int = 0) -> str:
    """One digest of what is accepted, whatever order it comes in; `links` is the number of the last word on a link."""
    lines = sorted(f"{each.key} {each.number} {each.digest}\n" for each in standing)
    if links:
        lines.append(f"links {links}\n")
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def published(
    connection: sqlite3.Connection,
    standing: Sequence[Standing],
    absorbed: Iterable[str],
    conflicts: Sequence[Mapping[str, object]],
    release: str,
    at: str,
    *,
    links: int = 0,
) -> None:
    """Remember that a release holds these; those that the record files now say themselves stand in no longer."""
    gone = set(absorbed)
    for each in standing:
        connection.execute(
            "UPDATE revision SET published_in = ? WHERE number = ? AND published_in IS NULL", (release, each.number)
        )
        if each.key in gone:
            connection.execute(
                "UPDATE revision SET state = 'absorbed' WHERE key = ? AND "
                "(number = ? AND state = 'accepted' OR accepted_at <= ? AND state = 'replaced')",
                (each.key, each.number, each.accepted_at),
            )
    left = digest_of((each for each in standing if each.key not in gone), links=links)
    _remember(connection, Publication(at, left, release, None, tuple(conflicts)))


def failed(connection: sqlite3.Connection, digest: str, problem: Mapping[str, object], at: str) -> None:
    """Remember why what is accepted could not be published."""
    _remember(connection, Publication(at, digest, None, problem, ()))


def last(connection: sqlite3.Connection) -> Publication | None:
    """How publishing went the last time it was tried."""
    row = connection.execute(
        "SELECT at, digest, release, problem, conflicts FROM publication ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    problem = json.loads(row["problem"]) if row["problem"] else None
    return Publication(row["at"], row["digest"], row["release"], problem, tuple(json.loads(row["conflicts"])))


def _remember(connection: sqlite3.Connection, made: Publication) -> None:
    before = last(connection)
    if before is not None and before == Publication(before.at, *_rest(made)):
        return
    connection.execute(
        "INSERT INTO publication (at, digest, release, problem, conflicts) VALUES (?,?,?,?,?)",
        (
            made.at, made.digest, made.release,
            None if made.problem is None else json.dumps(made.problem, ensure_ascii=False),
            json.dumps(list(made.conflicts), ensure_ascii=False),
        ),
    )  # fmt: skip


def _rest(
    made: Publication,
) -> tuple[str, str | None, Mapping[str, object] | None, tuple[Mapping[str, object], ...]]:
    return made.digest, made.release, made.problem, made.conflicts
