-- Forward only: an old program refuses newer data, and nothing is ever migrated back.
-- Requests that what is held later is compared with, and records that were not compared yet. Ids and days only.
CREATE TABLE interests (
    message BLOB PRIMARY KEY NOT NULL,
    exchange BLOB NOT NULL,
    until TEXT
);
CREATE TABLE new_records (
    record BLOB PRIMARY KEY NOT NULL
);
