-- The terms of an item on its way out, from marking on: handling codes and retention, in clear, for policies to look at.
ALTER TABLE outbound ADD COLUMN terms TEXT;
