-- Which requests to the MLS are under way, and until when they are waited for (milliseconds since 1970).
CREATE TABLE response_flight (
  request_key VARCHAR(64) PRIMARY KEY,
  owner VARCHAR(36) NOT NULL,
  until BIGINT NOT NULL
);

-- Requests sent to the MLS: slot is the number of the latest span of time, used the requests in it and in those before.
CREATE TABLE request_budget (
  feed VARCHAR(64) PRIMARY KEY,
  slot BIGINT NOT NULL,
  used INTEGER[] NOT NULL
);
