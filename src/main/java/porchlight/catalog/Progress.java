package porchlight.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import porchlight.listing.PropertySweep.Cursor;

/**
 * The sweep's progress; it is stored so that another process can continue where this one ended.
 *
 * @param pass the current pass, null for none
 * @param number of the latest full pass; entries carry the number of the pass that saw them last
 * @param cursor the position of the next page, null for the first
 * @param expected how many listings the feed counts for the pass, null if it does not count
 * @param startedAt when the pass began
 * @param fullAt when the latest finished pass over all listings began, {@link Instant#EPOCH} for none
 * @param keysAt the same for passes over all keys
 * @param changesAt the same for passes over changes
 * @param suspended the pass that the current one interrupted, null for none; earlier versions of this program store none
 */
record Progress(
        @Nullable Pass pass,
        long number,
        @Nullable Cursor cursor,
        @Nullable Long expected,
        Instant startedAt,
        Instant fullAt,
        Instant keysAt,
        Instant changesAt,
        @Nullable Suspended suspended) {
    static final Progress NONE =
            new Progress(null, 0, null, null, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null);

    /** A pass that goes on later; its components are those of {@link Progress}. */
    record Suspended(
            Pass pass, @Nullable Cursor cursor, @Nullable Long expected, Instant startedAt) {}

    enum Pass {
        /** Every listing with all stored fields. */
        ALL,
        /** Every key, to find removals and changes. */
        KEYS,
        /** Changes since the last check. */
        CHANGES;

        boolean isWhole() {
            return this != CHANGES;
        }
    }

    boolean isComplete() {
        return fullAt.isAfter(Instant.EPOCH);
    }

    /** Another pass; a current one goes on when it ends, which only one over changes may demand. */
    Progress begin(Pass next, Instant now) {
        if (pass != null && (next.isWhole() || !pass.isWhole()))
            throw new IllegalStateException(next + " during " + pass);
        var waiting = pass == null ? null : new Suspended(pass, cursor, expected, startedAt);
        return new Progress(
                next, next.isWhole() ? number + 1 : number, null, null, now, fullAt, keysAt, changesAt, waiting);
    }

    /**
     * The pass after one more page.
     *
     * @param count the feed's count; some servers omit it from an empty page, and the previous value is used then
     */
    Progress at(@Nullable Cursor next, @Nullable Long count) {
        return new Progress(
                pass, number, next, count == null ? expected : count, startedAt, fullAt, keysAt, changesAt, suspended);
    }

    /** What follows when the current pass has ended: the one that it interrupted, or none. */
    Progress finished() {
        var all = pass == Pass.ALL;
        var changesToo = pass == Pass.CHANGES || all && startedAt.isAfter(changesAt);
        return ended(
                all ? startedAt : fullAt,
                all || pass == Pass.KEYS ? startedAt : keysAt,
                changesToo ? startedAt : changesAt);
    }

    Progress abandoned() {
        return ended(fullAt, keysAt, changesAt);
    }

    private Progress ended(Instant full, Instant keys, Instant changes) {
        return suspended == null
                ? new Progress(null, number, null, null, startedAt, full, keys, changes, null)
                : new Progress(
                        suspended.pass(),
                        number,
                        suspended.cursor(),
                        suspended.expected(),
                        suspended.startedAt(),
                        full,
                        keys,
                        changes,
                        null);
    }
}
