package porchlight.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PropertySweep.Cursor;

/**
 * How far the sweep is; kept, so that another process goes on where this one ended.
 *
 * @param pass what is being read now, null for nothing
 * @param number of the latest pass over the whole feed; entries carry that of the pass that saw them last
 * @param cursor where the next page is, null for the first
 * @param expected how many listings the feed counts for the pass, null when it does not
 * @param startedAt when the pass began
 * @param fullAt when the latest finished pass over all listings began, {@link Instant#EPOCH} when there was none
 * @param keysAt the same of passes over all keys
 * @param changesAt the same of passes over changes
 */
record Progress(
        @Nullable Pass pass,
        long number,
        @Nullable Cursor cursor,
        @Nullable Long expected,
        Instant startedAt,
        Instant fullAt,
        Instant keysAt,
        Instant changesAt) {
    static final Progress NONE =
            new Progress(null, 0, null, null, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);

    enum Pass {
        /** Every listing with all that is kept of it. */
        ALL,
        /** Every key, to find what went and what changed. */
        KEYS,
        /** What changed since the last look. */
        CHANGES;

        boolean isWhole() {
            return this != CHANGES;
        }
    }

    boolean isComplete() {
        return fullAt.isAfter(Instant.EPOCH);
    }

    Progress begin(Pass next, Instant now) {
        return new Progress(next, next.isWhole() ? number + 1 : number, null, null, now, fullAt, keysAt, changesAt);
    }

    /**
     * The pass after one more page.
     *
     * @param count how many the feed counts; some servers leave it out of an empty page, and what they said before stands
     */
    Progress at(@Nullable Cursor next, @Nullable Long count) {
        return new Progress(pass, number, next, count == null ? expected : count, startedAt, fullAt, keysAt, changesAt);
    }

    Progress finished() {
        var all = pass == Pass.ALL;
        return new Progress(
                null,
                number,
                null,
                null,
                startedAt,
                all ? startedAt : fullAt,
                all || pass == Pass.KEYS ? startedAt : keysAt,
                all || pass == Pass.CHANGES ? startedAt : changesAt);
    }

    Progress abandoned() {
        return new Progress(null, number, null, null, startedAt, fullAt, keysAt, changesAt);
    }
}
