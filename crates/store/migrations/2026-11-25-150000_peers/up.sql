-- Who is reached over the wire, and how. A partner's root is pinned in its arrangement; `root` is for relays and for those
-- whom a relay serves, who have no arrangement with each other. No address: it comes to us, or is reached by bundle.

CREATE TABLE peers (
    authority TEXT PRIMARY KEY NOT NULL,
    root BLOB,
    address TEXT,
    suspended BIGINT,
    added BIGINT NOT NULL
);
CREATE INDEX outbox_by_hop ON outbox (state, hop, next_at);
CREATE INDEX carried_by_recipient ON carried (state, recipient, next_at);
