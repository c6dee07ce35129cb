-- What the program that knows V7 says beyond that.
INSERT INTO feed_behavior (feed, found_at, behavior) VALUES ('older', 2, '{}');
SELECT found_at, behavior FROM feed_behavior WHERE feed = 'older' AND found_at > 1;
DELETE FROM feed_behavior WHERE feed = 'older' OR found_at < 1;
