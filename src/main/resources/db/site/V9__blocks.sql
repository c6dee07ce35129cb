-- The listings of catalogue_row again, as a process that starts needs them: a thousand of them in each row, packed. An
-- edition is numbered as one process numbers its segments, and it is whole once catalogue_edition says so: with it, and
-- with what came after its version, a process knows the catalog. Both moments are those of confirmations.
CREATE TABLE catalogue_block (
  feed VARCHAR(64) NOT NULL,
  edition BIGINT NOT NULL,
  number INTEGER NOT NULL,
  earliest BIGINT NOT NULL,
  latest BIGINT NOT NULL,
  listings BYTEA NOT NULL,
  PRIMARY KEY (feed, edition, number)
);
CREATE TABLE catalogue_edition (
  feed VARCHAR(64) PRIMARY KEY,
  edition BIGINT NOT NULL,
  format BIGINT NOT NULL,
  version BIGINT NOT NULL,
  blocks INTEGER NOT NULL
);
