-- Stored authorisations to screen a population, and what was found under them. A row of a population without a hit has no row
-- here. `pair` is a keyed digest of the row's own id and the record, so that the same pair is kept and judged once.
CREATE TABLE authorisations (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL,
    officer TEXT NOT NULL,
    at BIGINT NOT NULL,
    rows_used BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    withdrawn BIGINT
);
CREATE TABLE hits (
    authorisation TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    pair BLOB NOT NULL,
    record BLOB NOT NULL,
    compartment TEXT NOT NULL,
    key BLOB,
    body BLOB,
    judgement TEXT NOT NULL,
    judged_by TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (authorisation, ordinal),
    UNIQUE (authorisation, pair)
);
