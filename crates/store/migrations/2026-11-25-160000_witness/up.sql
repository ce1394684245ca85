-- The edge of the tree of the log at every 64th entry: what a proof in a receipt is made from without reading the log.
CREATE TABLE audit_edges (
    size BIGINT PRIMARY KEY NOT NULL,
    peaks BLOB NOT NULL
);

-- As a witness: of each partner's log the checkpoint that this node cosigned last, as the note with both signatures.
CREATE TABLE seen_logs (
    origin TEXT PRIMARY KEY NOT NULL,
    authority TEXT NOT NULL,
    size BIGINT NOT NULL,
    note BLOB NOT NULL,
    at BIGINT NOT NULL,
    logged BIGINT NOT NULL,
    smaller BIGINT NOT NULL
);

-- What the log key of a partner has signed against what it had signed before: evidence, never deleted.
CREATE TABLE contradictions (
    digest BLOB PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    known BLOB NOT NULL,
    shown BLOB NOT NULL,
    at BIGINT NOT NULL
);

-- Our own log as each witness has cosigned it last, and what it was shown since.
CREATE TABLE witnesses (
    authority TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    size BIGINT NOT NULL,
    note BLOB,
    cosigned BIGINT,
    shown BIGINT NOT NULL,
    shown_at BIGINT NOT NULL
);

-- Places in partners' logs that receipts named, until the partner has proved that the log it shows to witnesses holds them.
CREATE TABLE claims (
    origin TEXT NOT NULL,
    size BIGINT NOT NULL,
    root BLOB NOT NULL,
    authority TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (origin, size, root)
);
