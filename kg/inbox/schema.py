"""The tables of the inbox, as steps: a database remembers how many it has taken, and takes the rest when opened."""

_FIRST = """
CREATE TABLE submission (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receipt TEXT NOT NULL UNIQUE,
  received_at TEXT NOT NULL,
  idempotency_key TEXT UNIQUE,
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT,
  body BLOB NOT NULL,
  report TEXT NOT NULL CHECK (json_valid(report)),
  shapes_version TEXT NOT NULL,
  faults INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'rejected', 'withdrawn', 'superseded')),
  organisation TEXT,
  supersedes TEXT REFERENCES submission (receipt)
) STRICT;
CREATE INDEX submission_state ON submission (state, number);
CREATE VIEW shown AS
  SELECT number, receipt, received_at, name, media_type, shapes_version, faults, state, organisation, supersedes
  FROM submission;

CREATE TABLE contact (
  receipt TEXT PRIMARY KEY REFERENCES submission (receipt),
  email TEXT NOT NULL,
  retain_until TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receipt TEXT NOT NULL REFERENCES submission (receipt),
  key TEXT NOT NULL,
  turtle TEXT NOT NULL,
  digest TEXT NOT NULL,
  parent TEXT,
  state TEXT NOT NULL CHECK (
    state IN ('waiting', 'accepted', 'rejected', 'withdrawn', 'superseded', 'replaced', 'absorbed')
  ),
  accepted_turtle TEXT,
  accepted_digest TEXT,
  accepted_over TEXT,
  accepted_at TEXT,
  published_in TEXT,
  UNIQUE (receipt, key),
  CHECK ((state IN ('accepted', 'replaced', 'absorbed')) = (accepted_turtle IS NOT NULL))
) STRICT;
CREATE INDEX revision_key ON revision (key, state);
CREATE UNIQUE INDEX revision_in_force ON revision (key) WHERE state = 'accepted';

CREATE TABLE decision (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receipt TEXT NOT NULL REFERENCES submission (receipt),
  at TEXT NOT NULL,
  account TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'withdrawn', 'superseded')),
  reason TEXT,
  ground TEXT,
  shapes_version TEXT,
  edits TEXT CHECK (edits IS NULL OR json_valid(edits))
) STRICT;
CREATE INDEX decision_receipt ON decision (receipt);
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never removed'); END;
CREATE TRIGGER decision_is_final BEFORE UPDATE OF receipt, at, account, verdict, shapes_version ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;

CREATE TABLE draft (
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  updated_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  name TEXT PRIMARY KEY,
  password TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (name) ON DELETE CASCADE,
  proof TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE TABLE publication (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  digest TEXT NOT NULL,
  release TEXT,
  problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
  conflicts TEXT NOT NULL CHECK (json_valid(conflicts)),
  CHECK ((release IS NULL) <> (problem IS NULL))
) STRICT;

CREATE TABLE redaction (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  account TEXT,
  what TEXT NOT NULL CHECK (json_valid(what))
) STRICT;

CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO secret VALUES ('session', randomblob(32));
"""

_RECORD_BY_RECORD = """
ALTER TABLE revision ADD COLUMN answers TEXT CHECK (answers IS NULL OR json_valid(answers));
ALTER TABLE decision ADD COLUMN key TEXT;
CREATE TRIGGER decision_is_about_one BEFORE UPDATE OF key ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;

CREATE TABLE edit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receipt TEXT NOT NULL REFERENCES submission (receipt),
  key TEXT NOT NULL,
  account TEXT NOT NULL,
  at TEXT NOT NULL,
  turtle TEXT NOT NULL,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  beyond TEXT NOT NULL,
  UNIQUE (receipt, key)
) STRICT;
"""

_LINKS = """
CREATE TABLE link_decision (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  authority TEXT NOT NULL,
  subject TEXT NOT NULL,
  predicate TEXT NOT NULL,
  object TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject')),
  reason TEXT NOT NULL,
  subject_label TEXT NOT NULL,
  object_label TEXT NOT NULL
) STRICT;
CREATE TRIGGER link_decision_stays BEFORE DELETE ON link_decision
BEGIN SELECT RAISE(ABORT, 'a decision is never removed'); END;
"""

STEPS: tuple[str, ...] = (_FIRST, _RECORD_BY_RECORD, _LINKS)
"""Never change a step that has been in a release: add another."""
