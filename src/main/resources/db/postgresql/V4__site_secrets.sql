-- What the site signs with: 32 random bytes each, in Base64.
CREATE TABLE site_secret (name VARCHAR(40) PRIMARY KEY, secret VARCHAR(100) NOT NULL);
