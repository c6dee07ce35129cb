-- What the sweep saw change in listings; only under a licence to replicate. Prices are whole dollars.
CREATE TABLE seen_change (
  feed VARCHAR(64) NOT NULL,
  listing_key VARCHAR(255) NOT NULL,
  seen_at BIGINT NOT NULL,
  price_before BIGINT NOT NULL,
  price BIGINT NOT NULL,
  status_before VARCHAR(255) NOT NULL,
  status VARCHAR(255) NOT NULL
);
CREATE INDEX seen_change_listing ON seen_change (feed, listing_key);
