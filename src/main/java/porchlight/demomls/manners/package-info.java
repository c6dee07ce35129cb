/**
 * How the services of other vendors behave, so that the demo MLS can imitate any of them. Each
 * refuses what its vendor refuses, and Apache Olingo's parser checks every URL against a model of
 * that vendor's {@code $metadata}.
 */
@NullMarked
package porchlight.demomls.manners;

import org.jspecify.annotations.NullMarked;
