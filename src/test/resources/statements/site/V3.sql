-- What the program that knows V3 says beyond that.
INSERT INTO seen_change (feed, listing_key, seen_at, price_before, price, status_before, status) VALUES ('older', 'a', 1, 2, 3, 'Active', 'Pending');
SELECT seen_at, price_before, price, status_before, status FROM seen_change WHERE feed = 'older' AND listing_key = 'a' ORDER BY seen_at;
DELETE FROM seen_change WHERE feed = 'older' AND NOT EXISTS (SELECT 1 FROM catalogue_row WHERE catalogue_row.feed = seen_change.feed AND catalogue_row.listing_key = seen_change.listing_key);
