-- What the program that knows V10 says beyond that.
INSERT INTO people_shown (hash, shown_at) VALUES ('older', 1);
SELECT hash FROM people_shown;
DELETE FROM people_shown WHERE hash = 'older' OR shown_at < 1;
