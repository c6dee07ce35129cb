-- What the program that knows V8 says beyond that.
INSERT INTO catalogue_state (feed, version, progress) VALUES ('older', 1, '{}');
INSERT INTO catalogue_row (feed, listing_key, record, written, pass, confirmed_at, version, digest) VALUES ('older', 'a', '{}', 1, 1, 1, 1, 1), ('older', 'b', '{}', 1, 1, 1, 1, 0);
INSERT INTO catalogue_confirmed (feed, version, pass, confirmed_at, listing_keys) VALUES ('older', 1, 1, 1, decode('78', 'hex'));
SELECT r.listing_key, r.digest FROM UNNEST(CAST('{a}' AS VARCHAR ARRAY)) AS k (listing_key) JOIN catalogue_row r ON r.feed = 'older' AND r.listing_key = k.listing_key;
SELECT pass, confirmed_at, listing_keys FROM catalogue_confirmed WHERE feed = 'older' AND version > 0 ORDER BY version;
SELECT version FROM catalogue_state WHERE feed = 'older' FOR UPDATE;
SELECT feed, listing_key FROM catalogue_row WHERE digest = 0 AND (confirmed_at <= 1 OR confirmed_at > 2);
SELECT feed, listing_keys, confirmed_at > 2 FROM catalogue_confirmed WHERE confirmed_at <= 1 OR confirmed_at > 2;
SELECT listing_keys FROM catalogue_confirmed WHERE feed = 'older' AND confirmed_at > 0 AND confirmed_at <= 2;
SELECT listing_keys FROM catalogue_confirmed WHERE feed = 'older' AND pass < 2;
SELECT listing_key FROM catalogue_row WHERE feed = 'older' AND digest = 0 AND pass < 2;
DELETE FROM catalogue_confirmed WHERE feed = 'older' AND pass < 2;
DELETE FROM catalogue_row WHERE feed = 'older';
DELETE FROM catalogue_state WHERE feed = 'older';
