-- Responses of the MLS and the catalogue of its listings. Times are milliseconds since 1970.
CREATE TABLE stored_response (
  request_key VARCHAR(64) PRIMARY KEY,
  content_type VARCHAR(200),
  etag VARCHAR(500),
  body BYTEA NOT NULL,
  body_length BIGINT NOT NULL,
  stored_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL
);
CREATE INDEX stored_response_stored_at ON stored_response (stored_at);
CREATE INDEX stored_response_used_at ON stored_response (used_at);

-- What each feed's sweep wrote: version counts its changes, rows carry the version that touched them last.
CREATE TABLE catalogue_state (
  feed VARCHAR(64) PRIMARY KEY,
  version BIGINT NOT NULL,
  progress VARCHAR(20000) NOT NULL
);
CREATE TABLE catalogue_row (
  feed VARCHAR(64) NOT NULL,
  listing_key VARCHAR(255) NOT NULL,
  record VARCHAR(200000) NOT NULL,
  written BIGINT NOT NULL,
  pass BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (feed, listing_key)
);
CREATE INDEX catalogue_row_version ON catalogue_row (feed, version);
CREATE INDEX catalogue_row_confirmed_at ON catalogue_row (confirmed_at);
CREATE TABLE catalogue_gone (
  feed VARCHAR(64) NOT NULL,
  key_hash VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (feed, key_hash)
);
CREATE INDEX catalogue_gone_version ON catalogue_gone (feed, version);
