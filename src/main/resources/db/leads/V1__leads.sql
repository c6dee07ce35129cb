-- Leads and what is still to be sent of them. Times are milliseconds since 1970.
CREATE TABLE IF NOT EXISTS lead (
  id VARCHAR(36) PRIMARY KEY,
  received_at BIGINT NOT NULL,
  inquiry VARCHAR(100000) NOT NULL,
  email VARCHAR(300),
  consent VARCHAR(2000) NOT NULL,
  suspicion VARCHAR(200),
  digest VARCHAR(64) NOT NULL,
  digest_day VARCHAR(80) NOT NULL UNIQUE
);
CREATE INDEX IF NOT EXISTS lead_received ON lead (received_at);
CREATE INDEX IF NOT EXISTS lead_digest ON lead (digest);
CREATE INDEX IF NOT EXISTS lead_email ON lead (email);
CREATE TABLE IF NOT EXISTS outbox (
  lead_id VARCHAR(36) NOT NULL,
  channel VARCHAR(300) NOT NULL,
  state VARCHAR(10) NOT NULL,
  attempts INTEGER NOT NULL,
  next_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  lease_owner VARCHAR(36),
  changed_at BIGINT,
  fault VARCHAR(500),
  PRIMARY KEY (lead_id, channel)
);
CREATE INDEX IF NOT EXISTS outbox_due ON outbox (state, next_at);
CREATE TABLE IF NOT EXISTS lead_secret (name VARCHAR(40) PRIMARY KEY, secret VARCHAR(100) NOT NULL);
