-- A stored response may also say that there is no such entity (404).
ALTER TABLE stored_response ADD COLUMN status INTEGER DEFAULT 200 NOT NULL;
