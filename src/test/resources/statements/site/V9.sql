-- What the program that knows V9 says beyond that.
INSERT INTO catalogue_block (feed, edition, number, earliest, latest, listings) VALUES ('older', 1, 0, 1, 1, decode('78', 'hex')), ('older', 2, 0, 1, 1, decode('78', 'hex'));
INSERT INTO catalogue_edition (feed, edition, format, version, blocks) VALUES ('older', 2, 1, 1, 1);
SELECT edition, format, version, blocks FROM catalogue_edition WHERE feed = 'older';
SELECT COUNT(*) FROM catalogue_block WHERE feed = 'older' AND edition = 2 AND number < 1;
SELECT listings FROM catalogue_block WHERE feed = 'older' AND edition = 2 AND number >= 0 AND number < 16 ORDER BY number;
DELETE FROM catalogue_block WHERE feed = 'older' AND edition <> 2;
DELETE FROM catalogue_block WHERE earliest <= 1 OR latest > 2;
DELETE FROM catalogue_edition WHERE feed = 'older';
