-- What the program that knows V4 says beyond that.
INSERT INTO site_secret (name, secret) VALUES ('older', 'AAAA') ON CONFLICT (name) DO NOTHING;
SELECT secret FROM site_secret WHERE name = 'older';
