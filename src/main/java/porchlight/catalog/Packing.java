package porchlight.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the catalog's {@link Blocks blocks}, a few at a time: round after round those with listings that changed, and
 * those whose confirmations are no longer recent. Each process writes an edition of its own. Used by the thread that
 * writes the catalog.
 */
final class Packing {
    /** So that one call takes a small part of a second. */
    private static final int AT_ONCE = 4;
    /** Rounds within the time that a listing may be shown. */
    private static final int ROUNDS = 6;

    private final ColumnStore listings;
    private final CatalogTable table;
    private final Duration every;
    /** A block is written again when the feed has confirmed its listings since, before it is deleted for its age. */
    private final Duration recent;

    private long edition = newEdition();
    /** What was written of each segment; null for nothing. */
    private @Nullable Written[] written = {};
    /** Null between rounds. */
    private @Nullable Round round;

    private Instant due = Instant.MIN;

    /** @param latest when the feed confirmed the one that was confirmed last, in milliseconds since 1970 */
    private record Written(Segment segment, long earliest, long latest) {}

    /** @param next the number of the segment to look at next */
    private record Round(long version, int next) {}

    /** @param limit how long a listing may be shown after the feed confirmed it */
    Packing(ColumnStore listings, CatalogTable table, Duration limit) {
        this.listings = listings;
        this.table = table;
        this.every = limit.dividedBy(ROUNDS);
        this.recent = limit.dividedBy(2);
    }

    private static long newEdition() {
        return RandomGenerator.getDefault().nextLong();
    }

    /** Begins with a new edition when the next round is due: nothing is known of what is in the table. */
    void startOver() {
        edition = newEdition();
        written = new Written[0];
        round = null;
    }

    /** Puts off the next round: what was read from blocks need not be written at once. */
    void read(Instant now) {
        startOver();
        due = now.plus(every.dividedBy(4));
    }

    /**
     * Goes on with a round, or begins one if it is due.
     *
     * @param version of the table that is known to be in memory
     * @return whether the round has not ended
     */
    boolean step(long version, Instant now) {
        if (round == null) {
            // A clock that was set back does not delay anything.
            if (now.isBefore(due) && !due.isAfter(now.plus(every))) return false;
            round = begin(version);
        }
        due = now.plus(every);
        var next = round.next();
        for (int left = AT_ONCE; next < listings.blocks(); next++) {
            if (isWritten(next, now)) continue;
            if (left-- == 0) {
                round = new Round(round.version(), next);
                return true;
            }
            if (write(next)) continue;
            startOver();
            return false;
        }
        if (!table.finish(new Blocks.Edition(edition, Block.FORMAT, round.version(), next))) startOver();
        round = null;
        return false;
    }

    private Round begin(long version) {
        var isOurs = table.edition().map(Blocks.Edition::number).filter(number -> number == edition);
        // Another process wrote the catalog meanwhile, or nothing is left of the table.
        if (isOurs.isEmpty() && written.length > 0) startOver();
        return new Round(version, 0);
    }

    private boolean isWritten(int number, Instant now) {
        var last = number < written.length ? written[number] : null;
        return last != null
                && last.segment() == listings.segment(number)
                && last.earliest() > now.minus(recent).toEpochMilli()
                && last.latest() <= now.plus(Catalog.CLOCKS_DIFFER).toEpochMilli();
    }

    private boolean write(int number) {
        var source = listings.source(number);
        if (!table.pack(edition, number, source)) return false;
        if (number >= written.length) written = Arrays.copyOf(written, Math.max(64, number * 2));
        written[number] = new Written(source.segment(), source.earliest(), source.latest());
        return true;
    }
}
