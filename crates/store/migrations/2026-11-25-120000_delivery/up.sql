-- What a receipt must name: the digest of the delivery as it was sealed, and since when it is in the outbox.
ALTER TABLE outbox_parcels ADD COLUMN envelope BLOB NOT NULL DEFAULT x'';
ALTER TABLE outbox_parcels ADD COLUMN sent BIGINT NOT NULL DEFAULT 0;
