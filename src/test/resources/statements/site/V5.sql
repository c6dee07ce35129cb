-- What the program that knows V5 says beyond that.
INSERT INTO stored_response (content_type, etag, body, body_length, stored_at, used_at, status, request_key) VALUES ('application/json', NULL, decode('1f8b', 'hex'), 2, 1, 1, 404, 'older');
UPDATE stored_response SET content_type = NULL, etag = '"a"', body = decode('1f8b', 'hex'), body_length = 2, stored_at = 1, used_at = 1, status = 200 WHERE request_key = 'older';
SELECT content_type, etag, body, stored_at, used_at, status FROM stored_response WHERE request_key = 'older';
DELETE FROM stored_response WHERE stored_at <= 1 OR stored_at > 9000000000000;
