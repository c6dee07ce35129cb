-- How each feed turned out to behave when it was probed; a digest tells feeds and what is asked of them apart.
CREATE TABLE feed_behavior (
  feed VARCHAR(64) PRIMARY KEY,
  found_at BIGINT NOT NULL,
  behavior VARCHAR(200000) NOT NULL
);
