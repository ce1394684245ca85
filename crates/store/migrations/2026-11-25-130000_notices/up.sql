-- What a policy obliges the node to tell to those who hold a role. Ids and codes only.
CREATE TABLE notices (
    id BIGINT PRIMARY KEY NOT NULL,
    role TEXT NOT NULL,
    body TEXT NOT NULL,
    at BIGINT NOT NULL
);
