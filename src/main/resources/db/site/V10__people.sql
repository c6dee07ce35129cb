-- Whose pages were here, so that a page of someone who left says so. Only hashes, keyed by a secret of the site.
CREATE TABLE people_shown (
  hash VARCHAR(64) NOT NULL PRIMARY KEY,
  shown_at BIGINT NOT NULL
);
