-- What follows sending: who holds a copy of what, what was demanded of whom, and what became of it. Ids and codes only.

-- Every copy that this node knows of, its own and others'. `item` is the originator's message, `message` the one by which
-- the holder got it: they differ where an item was passed on.
CREATE TABLE copies (
    message BLOB NOT NULL,
    holder TEXT NOT NULL,
    item BLOB NOT NULL,
    origin TEXT NOT NULL,
    via TEXT NOT NULL,
    arrangement TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (message, holder)
);
CREATE INDEX copies_by_item ON copies (item);

-- Corrections and recalls, ours and others'. `copy` is the message that is held here, empty for a tombstone; `outcome` and
-- `acknowledged` are what we answered.
CREATE TABLE demands (
    message BLOB PRIMARY KEY NOT NULL,
    ours INTEGER NOT NULL,
    what TEXT NOT NULL,
    item BLOB NOT NULL,
    partner TEXT NOT NULL,
    exchange BLOB NOT NULL,
    copy BLOB,
    ground TEXT,
    answer_by BIGINT NOT NULL,
    outcome TEXT,
    acknowledged BLOB,
    at BIGINT NOT NULL
);
CREATE INDEX demands_by_item ON demands (item);
CREATE INDEX demands_by_copy ON demands (copy);

-- What each holder answers to a demand. `told` is the message that told him, where we handed the demand on; `reported` the
-- one by which we told our provider; `overtaken` the newer demand that took the place of a correction he was never told of.
CREATE TABLE holder_answers (
    demand BLOB NOT NULL,
    holder TEXT NOT NULL,
    via TEXT NOT NULL,
    due BIGINT NOT NULL,
    told BLOB,
    outcome TEXT,
    at BIGINT,
    reported BLOB,
    escalated BIGINT,
    overtaken BLOB,
    PRIMARY KEY (demand, holder)
);
CREATE INDEX holder_answers_by_told ON holder_answers (told);

CREATE TABLE restrictions (
    message BLOB PRIMARY KEY NOT NULL,
    duty TEXT NOT NULL,
    until TEXT,
    officer TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- Permissions asked for, by us and of us.
CREATE TABLE permissions (
    request BLOB PRIMARY KEY NOT NULL,
    ours INTEGER NOT NULL,
    item BLOB NOT NULL,
    partner TEXT NOT NULL,
    third TEXT NOT NULL,
    exchange BLOB NOT NULL,
    outcome TEXT,
    until TEXT,
    message BLOB,
    at BIGINT NOT NULL
);
CREATE INDEX permissions_by_item ON permissions (item);

-- Which received messages an item on its way out rests on, and the demand that took the ground from under it.
CREATE TABLE rests_on (
    draft BLOB NOT NULL,
    message BLOB NOT NULL,
    broken_by BLOB,
    PRIMARY KEY (draft, message)
);
CREATE INDEX rests_on_by_message ON rests_on (message);

-- What was passed on against a threat: to be ratified by a second person until `due`.
CREATE TABLE emergencies (
    message BLOB PRIMARY KEY NOT NULL,
    exchange BLOB NOT NULL,
    drafter TEXT NOT NULL,
    releaser TEXT NOT NULL,
    due BIGINT NOT NULL,
    ratified_by TEXT,
    escalated BIGINT
);
