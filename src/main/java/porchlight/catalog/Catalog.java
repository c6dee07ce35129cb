package porchlight.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Listing;
import porchlight.listing.ListingWithTraits;
import porchlight.listing.PropertyResource;
import porchlight.listing.PropertySweep;

/**
 * Every displayable listing of the feed: a slim index in memory, and the full cards in the database. It answers what
 * must not cost an MLS request: counts, suggestions, pins, places, and searches that the MLS cannot answer. Listings
 * that the feed has not confirmed within the limit are removed from memory, the table, and answers. Thread-safe; one
 * {@link Sweep} writes, and if several processes share the database, the others follow the table.
 */
public final class Catalog implements PropertyResource.Kept {
    private static final long UNKNOWN = -1;
    /** For a feed whose sweep never finishes; an evicted entry is simply noted again. */
    private static final int MOST_UNSWEPT = 10_000;

    /**
     * The clocks of two processes differ by less than this. A confirmation further in the future predates a clock that
     * was set back, so its age is unknown.
     */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** The maximum delay until additions appear in snapshots; removals appear immediately. */
    private static final Duration ADDITIONS_SHOW_AFTER = Duration.ofSeconds(1);

    private final CatalogTable table;
    private final SeenChanges changes;
    private final Limits limits;
    private final InstantSource clock;
    private final Executor behind;
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final ColumnStore listings = new ColumnStore();
    private final Packing packing;
    /** The version at which only names in use were known. */
    private long namesVersion;

    /** The table version known to this process; {@link #UNKNOWN} if memory and table may differ in any way. */
    private long seen = UNKNOWN;

    private final Object following = new Object();
    private volatile Progress progress = Progress.NONE;
    private final AtomicLong version = new AtomicLong();
    private volatile boolean added;
    private volatile boolean removed;
    /**
     * Whether nothing remains of what the finished passes read: a few listings would be mistaken for all, until another
     * pass ends.
     */
    private volatile boolean emptied;

    private volatile View view;

    /** Hashes of listings that were shown and noted before the sweep saw them. */
    private final Cache<String, Boolean> shownUnswept =
            Caffeine.newBuilder().maximumSize(MOST_UNSWEPT).build();

    /**
     * How long a listing may be used after the feed confirmed it.
     *
     * @param shown in answers
     * @param kept in the database; longer only under a license to replicate
     */
    public record Limits(Duration shown, Duration kept) {}

    private record View(Snapshot snapshot, Instant from, Instant until, long builtNanos) {}

    /**
     * @param feed identifies the feed: each feed has its own catalog
     * @param departedSecret keys the hashes by which departed listings are remembered
     * @param behind merges additions in the background, because that takes too long for visitors to wait
     */
    public Catalog(
            DataSource database,
            String feed,
            Supplier<byte[]> departedSecret,
            Limits limits,
            InstantSource clock,
            Executor behind) {
        this.table = new CatalogTable(database, feed, departedSecret);
        this.changes = new SeenChanges(database, feed, limits.kept().compareTo(limits.shown()) > 0);
        this.packing = new Packing(listings, table, limits.shown());
        this.limits = limits;
        this.clock = clock;
        this.behind = behind;
        this.view = new View(listings.snapshot(false, clock.instant(), 0), Instant.MIN, Instant.MAX, System.nanoTime());
    }

    /**
     * Reads what other processes wrote, before the start or since the last call; reads the whole table if a change
     * could not be written. If the database does not respond, nothing changes.
     */
    public void follow() {
        synchronized (following) {
            if (seen == UNKNOWN) begin();
            else {
                var follower = new Follower();
                var state = table.changes(seen, follower);
                follower.flush();
                state.ifPresent(this::noteState);
            }
        }
    }

    private void begin() {
        purge(clock.instant().minus(limits.kept()));
        packing.startOver();
        var others = new HashSet<>(listings.keys());
        var written = new int[1];
        var follower = new Follower() {
            @Override
            public void packed(Block block) {
                super.packed(block);
                if (!others.isEmpty()) block.keys().forEach(others::remove);
                written[0] += block.rows().size();
                packing.read(clock.instant());
            }

            @Override
            public void written(ListingWithTraits indexed, long pass, Instant confirmed) {
                super.written(indexed, pass, confirmed);
                others.remove(indexed.listing().listingKey());
                written[0]++;
            }
        };
        var read = table.changes(0, follower);
        follower.flush();
        read.ifPresent(state -> {
            // Rows without their progress, or progress without its rows, would be an incomplete catalog.
            if (written[0] == 0) {
                seen = state.version();
                progress = Progress.NONE;
                return;
            }
            listings.remove(others);
            noteState(state);
            version.incrementAndGet();
            removed = true;
        });
    }

    private void noteState(CatalogTable.State state) {
        if (state.progress().isComplete() != progress.isComplete()) {
            version.incrementAndGet();
            removed = true;
        }
        seen = state.version();
        note(state.progress());
    }

    private void note(Progress far) {
        if (!far.fullAt().equals(progress.fullAt())) emptied = false;
        progress = far;
    }

    /** Takes over what another process wrote, many listings at once. */
    private class Follower implements CatalogTable.Reader {
        private static final int AT_ONCE = 1_000;

        private final List<ColumnStore.Seen> read = new ArrayList<>();

        @Override
        public void packed(Block block) {
            listings.put(block);
            added = true;
        }

        @Override
        public void gone(Set<String> hashes) {
            if (hashes.isEmpty()) return;
            var departed = listings.keys().stream()
                    .filter(key -> hashes.contains(table.departedHash(key)))
                    .toList();
            if (!listings.remove(departed)) return;
            version.incrementAndGet();
            removed = true;
        }

        @Override
        public void written(ListingWithTraits indexed, long pass, Instant confirmed) {
            read.add(ColumnStore.Seen.of(indexed, pass, confirmed));
            if (read.size() == AT_ONCE) flush();
        }

        @Override
        public void confirmed(String listingKey, long pass, Instant confirmed) {
            flush();
            listings.confirm(List.of(listingKey), pass, confirmed);
            added = true;
        }

        void flush() {
            note(read);
            read.clear();
        }
    }

    private void note(List<ColumnStore.Seen> read) {
        if (read.isEmpty()) return;
        if (listings.put(read)) version.incrementAndGet();
        added = true;
    }

    /** Called after a change was written or failed to be written. */
    private void noteWritten(Optional<Long> now) {
        synchronized (following) {
            if (now.isEmpty()) seen = UNKNOWN;
            // If another process wrote in between, the next call of follow reads both changes.
            else if (now.get() == seen + 1) seen = now.get();
        }
    }

    /** Everything currently known. */
    public Snapshot snapshot() {
        var last = view;
        var now = clock.instant();
        if (removed || now.isBefore(last.from) || !now.isBefore(last.until)) return look(now);
        var due = added && System.nanoTime() - last.builtNanos > ADDITIONS_SHOW_AFTER.toNanos();
        if (due && renewing.compareAndSet(false, true)) renewBehind();
        return view.snapshot;
    }

    private void renewBehind() {
        try {
            behind.execute(this::renew);
        } catch (RejectedExecutionException closing) {
            renewing.set(false);
        }
    }

    private void renew() {
        try {
            look(clock.instant());
        } finally {
            renewing.set(false);
        }
    }

    private synchronized Snapshot look(Instant now) {
        added = false;
        removed = false;
        var last = now.minus(limits.shown()).toEpochMilli();
        var latest = now.plus(CLOCKS_DIFFER).toEpochMilli();
        if (listings.removeUnless(confirmed -> confirmed > last && confirmed <= latest)) version.incrementAndGet();
        var span = listings.confirmations();
        if (span == null && !view.snapshot.isEmpty()) emptied = true;
        var complete = progress.isComplete() && !emptied && span != null;
        var snapshot = listings.snapshot(complete, span == null ? now : span.earliest(), version.get());
        view = span == null
                ? new View(snapshot, Instant.MIN, Instant.MAX, System.nanoTime())
                : new View(
                        snapshot,
                        span.latest().minus(CLOCKS_DIFFER),
                        span.earliest().plus(limits.shown()),
                        System.nanoTime());
        return snapshot;
    }

    private boolean isShown(Instant confirmed, Instant now) {
        return confirmed.isAfter(now.minus(limits.shown())) && !confirmed.isAfter(now.plus(CLOCKS_DIFFER));
    }

    @Override
    public List<Listing> listings(List<String> keys) {
        var found = table.find(keys);
        return keys.stream()
                .filter(this::isShown)
                .map(found::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether a listing may be used now: results based on an earlier snapshot may contain others. */
    public boolean isShown(String listingKey) {
        var confirmed = listings.confirmed(listingKey);
        return confirmed != null && isShown(confirmed, clock.instant());
    }

    @Override
    public Instant asOf(Collection<String> keys) {
        return keys.stream()
                .map(listings::confirmed)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElseGet(clock::instant);
    }

    /** Whether a listing is or ever was in the catalog. */
    @Override
    public boolean wasShown(String listingKey) {
        return listings.has(listingKey) || table.hasDeparted(listingKey);
    }

    /** Remembers, in the background, a listing that was shown before the sweep saw it. */
    @Override
    public void noteShown(String listingKey) {
        if (listings.has(listingKey)) return;
        var hash = table.departedHash(listingKey);
        if (shownUnswept.asMap().putIfAbsent(hash, true) != null) return;
        try {
            behind.execute(() -> {
                if (!table.noteShown(hash)) shownUnswept.invalidate(hash);
            });
        } catch (RejectedExecutionException busy) {
            shownUnswept.invalidate(hash);
        }
    }

    @Override
    public Optional<String> keyOf(String listingId) {
        return snapshot()
                .select(List.of(Condition.numbered(listingId)))
                .homes()
                .map(IndexedListing::listingKey)
                .min(String::compareTo);
    }

    /**
     * For operators.
     *
     * @param listings in the catalog
     * @param complete as in {@link Snapshot}
     * @param pass the sweep's current pass, null while it is idle
     * @param expected listings that the feed counts for that pass, null if it does not count
     */
    public record Status(
            int listings,
            boolean complete,
            @Nullable String pass,
            int read,
            @Nullable Long expected,
            Instant asOf) {}

    public Status status() {
        var far = progress;
        var now = snapshot();
        var cursor = far.cursor();
        return new Status(
                now.size(),
                now.complete(),
                far.pass() == null ? null : far.pass().name().toLowerCase(java.util.Locale.ROOT),
                cursor == null ? 0 : cursor.seen(),
                far.expected(),
                now.asOf());
    }

    /** How long a listing may be shown after the feed confirmed it. */
    public Duration limit() {
        return limits.shown();
    }

    Progress progress() {
        return progress;
    }

    /** Resets the sweep's progress if nothing remains of what it read. */
    void startOverIfEmptied() {
        if (!emptied) return;
        // Only once: what is read from now on belongs to the new start.
        emptied = false;
        save(Progress.NONE);
    }

    void save(Progress far) {
        var completed = far.isComplete() && !progress.isComplete();
        note(far);
        if (!table.save(far)) noteWritten(Optional.empty());
        if (!completed) return;
        version.incrementAndGet();
        removed = true;
    }

    /** The current state of a listing, even before the next {@link #snapshot}; null if it is unknown. */
    public @Nullable IndexedListing entry(String listingKey) {
        return listings.find(listingKey);
    }

    void put(PropertySweep.Page page) {
        var pass = progress.number();
        noteChanges(page);
        if (!page.displayed().isEmpty()) noteWritten(table.put(page.displayed(), pass, page.asOf()));
        note(page.displayed().stream()
                .map(indexed -> ColumnStore.Seen.of(indexed, pass, page.asOf()))
                .toList());
        depart(page.withheld().stream().filter(listings::has).toList());
    }

    /** Compares with the table, which keeps listings longer than they are shown. */
    private void noteChanges(PropertySweep.Page page) {
        if (!changes.isEnabled() || page.displayed().isEmpty()) return;
        var known = table.find(page.displayed().stream()
                .map(indexed -> indexed.listing().listingKey())
                .toList());
        changes.note(page.displayed(), known, page.asOf());
    }

    /** Changes that the sweep saw in a listing, oldest first; empty without a license to keep them. */
    public List<SeenChange> seenChanges(String listingKey) {
        return changes.of(listingKey);
    }

    void confirm(Collection<String> keys, Instant asOf) {
        var pass = progress.number();
        if (!keys.isEmpty()) noteWritten(table.confirm(keys, pass, asOf));
        listings.confirm(keys, pass, asOf);
        added = true;
    }

    /**
     * Writes a part of what another process, or this one when it starts again, needs to know the catalog within seconds.
     *
     * @return whether more of it is due
     */
    boolean pack() {
        long known;
        synchronized (following) {
            // Version 0 is that of a table with nothing in it.
            if (seen <= 0 || emptied || !progress.isComplete()) return false;
            known = seen;
        }
        return packing.step(known, clock.instant());
    }

    /** Removes everything that the latest full pass did not see. */
    void removeUnseen() {
        var pass = progress.number();
        depart(listings.unseenSince(pass));
        noteWritten(table.supersede(pass, listings::has));
    }

    void depart(Collection<String> keys) {
        if (keys.isEmpty()) return;
        noteWritten(table.depart(keys));
        listings.remove(keys);
        version.incrementAndGet();
        removed = true;
    }

    /**
     * Deletes listings that the feed last confirmed at this moment or earlier, and those whose confirmation is in the
     * future because the clock was set back: a listing is shown only if it is in both memory and the database.
     *
     * @return whether they were deleted from the database
     */
    public boolean purge(Instant last) {
        var latest = clock.instant().plus(CLOCKS_DIFFER);
        var gone = table.purge(last, latest) & changes.purge();
        if (listings.removeUnless(confirmed -> confirmed > last.toEpochMilli() && confirmed <= latest.toEpochMilli())) {
            version.incrementAndGet();
            removed = true;
            shownUnswept.invalidateAll();
        }
        snapshot();
        forgetUnusedNames();
        return gone;
    }

    /** Names that only departed listings had must be removed too. */
    private void forgetUnusedNames() {
        if (version.get() == namesVersion) return;
        namesVersion = version.get();
        listings.forgetUnusedNames();
    }

    /** Forgets everything after the database was recreated. */
    public void startOver() {
        synchronized (following) {
            listings.clear();
            progress = Progress.NONE;
            seen = UNKNOWN;
        }
        packing.startOver();
        version.incrementAndGet();
        removed = true;
        shownUnswept.invalidateAll();
    }
}
