-- The spine. Times are microseconds since 1970-01-01 UTC (BIGINT); bodies are ciphertext unless the column says otherwise.
-- The common subset of SQLite and PostgreSQL, so that one schema can serve both.

CREATE TABLE settings (
    name TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
);

-- The truth of the log; the files under log/ are derived from these rows.
CREATE TABLE audit (
    n BIGINT PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    salt BLOB,
    line TEXT,
    commitment BLOB NOT NULL,
    erased_by BIGINT
);

CREATE TABLE secrets (
    name TEXT PRIMARY KEY NOT NULL,
    body BLOB NOT NULL
);

CREATE TABLE epochs (
    kid BLOB PRIMARY KEY NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    destroy_after BIGINT NOT NULL,
    body BLOB
);

CREATE TABLE cards (
    authority TEXT PRIMARY KEY NOT NULL,
    seq BIGINT NOT NULL,
    body BLOB NOT NULL,
    learnt BIGINT NOT NULL
);

CREATE TABLE arrangements (
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    partner TEXT NOT NULL,
    body TEXT NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (id, revision)
);

CREATE TABLE officers (
    id TEXT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL,
    password TEXT NOT NULL,
    totp BLOB NOT NULL,
    totp_used BIGINT NOT NULL,
    failures INTEGER NOT NULL,
    locked_until BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE sessions (
    token BLOB PRIMARY KEY NOT NULL,
    officer TEXT NOT NULL,
    begun BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    ends BIGINT NOT NULL
);

CREATE TABLE idempotency (
    officer TEXT NOT NULL,
    key TEXT NOT NULL,
    request BLOB NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (officer, key)
);

CREATE TABLE records (
    id BLOB PRIMARY KEY NOT NULL,
    compartment TEXT NOT NULL,
    source TEXT NOT NULL,
    until TEXT NOT NULL,
    key BLOB,
    body BLOB,
    added BIGINT NOT NULL,
    erased BIGINT
);
CREATE INDEX records_by_source ON records (source);

CREATE TABLE identifiers (
    kind TEXT NOT NULL,
    blind BLOB NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (kind, blind, record)
);
CREATE INDEX identifiers_by_record ON identifiers (record);

CREATE TABLE exchanges (
    id BLOB PRIMARY KEY NOT NULL,
    direction TEXT NOT NULL,
    partner TEXT NOT NULL,
    arrangement TEXT NOT NULL,
    kind TEXT NOT NULL,
    offence TEXT NOT NULL,
    purpose TEXT NOT NULL,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    compartment TEXT NOT NULL,
    our_reference TEXT,
    their_reference TEXT,
    begun BIGINT NOT NULL,
    due BIGINT,
    answered BIGINT,
    version BIGINT NOT NULL
);
CREATE INDEX exchanges_by_state ON exchanges (state, begun);

CREATE TABLE clock_events (
    exchange BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (exchange, ordinal)
);

CREATE TABLE outbound (
    id BLOB PRIMARY KEY NOT NULL,
    exchange BLOB NOT NULL,
    state TEXT NOT NULL,
    compartment TEXT NOT NULL,
    purpose TEXT NOT NULL,
    reference TEXT NOT NULL,
    message BLOB,
    at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
-- Bodies lie apart, so that a change of state does not write kilobytes again.
CREATE TABLE outbound_bodies (
    id BLOB PRIMARY KEY NOT NULL,
    key BLOB,
    body BLOB,
    findings BLOB
);
CREATE INDEX outbound_by_exchange ON outbound (exchange);
CREATE INDEX outbound_by_state ON outbound (state, at);
CREATE UNIQUE INDEX outbound_by_message ON outbound (message);

CREATE TABLE channels (
    id BLOB PRIMARY KEY NOT NULL,
    direction TEXT NOT NULL,
    partner TEXT NOT NULL,
    arrangement TEXT NOT NULL,
    next BIGINT NOT NULL,
    seen BLOB NOT NULL
);

CREATE TABLE outbox (
    message BLOB NOT NULL,
    recipient TEXT NOT NULL,
    hop TEXT NOT NULL,
    channel BLOB NOT NULL,
    seq BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (message, recipient)
);
CREATE TABLE outbox_parcels (
    message BLOB NOT NULL,
    recipient TEXT NOT NULL,
    parcel BLOB NOT NULL,
    PRIMARY KEY (message, recipient)
);
CREATE INDEX outbox_by_due ON outbox (state, next_at);

CREATE TABLE inbox (
    message BLOB PRIMARY KEY NOT NULL,
    sender TEXT NOT NULL,
    exchange BLOB NOT NULL,
    envelope BLOB NOT NULL,
    state TEXT NOT NULL,
    compartment TEXT NOT NULL,
    terms TEXT NOT NULL,
    at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE inbox_bodies (
    message BLOB PRIMARY KEY NOT NULL,
    key BLOB,
    body BLOB,
    receipt BLOB NOT NULL
);
CREATE INDEX inbox_by_exchange ON inbox (exchange);
CREATE INDEX inbox_by_state ON inbox (state, at);

CREATE TABLE receipts (
    message BLOB NOT NULL,
    recipient TEXT NOT NULL,
    body BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (message, recipient)
);

CREATE TABLE carried (
    digest BLOB PRIMARY KEY NOT NULL,
    recipient TEXT NOT NULL,
    parcel BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX carried_by_due ON carried (state, next_at);

CREATE TABLE candidates (
    message BLOB NOT NULL,
    exchange BLOB NOT NULL,
    ordinal INTEGER NOT NULL,
    record BLOB NOT NULL,
    compartment TEXT NOT NULL,
    key BLOB,
    body BLOB,
    judgement TEXT NOT NULL,
    judged_by TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (message, ordinal)
);

CREATE TABLE overseer_queue (
    id BIGINT PRIMARY KEY NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    seen_by TEXT
);
