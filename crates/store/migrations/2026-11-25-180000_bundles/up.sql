-- Partners who are reached by bundles: what each last said that it has of us, what waits for the next bundle to it, and which
-- parcels of its bundles are kept here.
CREATE TABLE bundle_partners (
    authority TEXT PRIMARY KEY NOT NULL,
    said BIGINT NOT NULL,
    have BLOB NOT NULL
);
CREATE TABLE bundle_replies (
    digest BLOB PRIMARY KEY NOT NULL,
    hop TEXT NOT NULL,
    recipient TEXT NOT NULL,
    parcel BLOB NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE bundle_kept (
    authority TEXT NOT NULL,
    digest BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (authority, digest)
);
-- Until when a parcel is carried; what was taken before, 35 days (3,024,000,000,000 microseconds) from then.
ALTER TABLE carried ADD COLUMN until BIGINT NOT NULL DEFAULT 0;
UPDATE carried SET until = at + 3024000000000;
CREATE INDEX carried_by_until ON carried (until);
