-- What the feed confirmed, page by page, so that a record which did not change is not written again. A listing was last
-- confirmed by the newest row that has its key. Each byte counts here, in indexes as well.
CREATE TABLE catalogue_confirmed (
  feed VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  pass BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  listing_keys BYTEA NOT NULL
);
CREATE INDEX catalogue_confirmed_version ON catalogue_confirmed (version);
-- Tells whether a record changed; 0 if it is not known, and the row itself says then when it was confirmed.
ALTER TABLE catalogue_row ADD COLUMN digest BIGINT DEFAULT 0 NOT NULL;
CREATE INDEX catalogue_row_digest ON catalogue_row (digest, confirmed_at);
