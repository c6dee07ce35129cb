/**
 * Feeds that behave like those of other vendors, replayed on loopback: each refuses what its vendor refuses, and every URL
 * the site sends is checked by Apache Olingo's parser against a model of that vendor's {@code $metadata}.
 */
package porchlight.zoo;
