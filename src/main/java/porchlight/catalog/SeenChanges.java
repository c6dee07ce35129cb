package porchlight.catalog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listing.Listing;
import porchlight.listing.ListingWithTraits;

/**
 * Price and status changes that the sweep itself found, for feeds that do not report them. Stored only under a license
 * to replicate, and only while the listing is in the catalog. Like {@link CatalogTable}, it never fails its callers.
 */
final class SeenChanges {
    private static final Logger log = LoggerFactory.getLogger(SeenChanges.class);

    private final DataSource database;
    private final String feed;
    private final boolean licensed;
    private final AtomicBoolean broken = new AtomicBoolean();

    /**
     * @param licensed whether anything may be stored; if not, the next {@link #purge} deletes what was stored earlier
     */
    SeenChanges(DataSource database, String feed, boolean licensed) {
        this.database = database;
        this.feed = CatalogTable.hash(feed);
        this.licensed = licensed;
    }

    boolean isEnabled() {
        return licensed;
    }

    /** Records differences from the previous data of the same listings; call it only if they {@link #isEnabled}. */
    void note(Collection<ListingWithTraits> now, Map<String, Listing> before, Instant at) {
        var changed = now.stream()
                .map(ListingWithTraits::listing)
                .filter(listing -> differs(before.get(listing.listingKey()), listing))
                .toList();
        if (changed.isEmpty()) return;
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(
                        "INSERT INTO seen_change (feed, listing_key, seen_at, price_before, price, status_before,"
                                + " status) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (var listing : changed) {
                var known = before.get(listing.listingKey());
                insert.setString(1, feed);
                insert.setString(2, listing.listingKey());
                insert.setLong(3, at.toEpochMilli());
                insert.setLong(4, known.price().amount());
                insert.setLong(5, listing.price().amount());
                insert.setString(6, known.status());
                insert.setString(7, listing.status());
                insert.addBatch();
            }
            insert.executeBatch();
            broken.set(false);
        } catch (SQLException fault) {
            warn(fault);
        }
    }

    private static boolean differs(@org.jspecify.annotations.Nullable Listing known, Listing now) {
        return known != null
                && (known.price().amount() != now.price().amount()
                        || !known.status().equals(now.status()));
    }

    /** Oldest first. */
    List<SeenChange> of(String listingKey) {
        if (!licensed) return List.of();
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT seen_at, price_before, price, status_before, status FROM seen_change"
                                + " WHERE feed = ? AND listing_key = ? ORDER BY seen_at")) {
            select.setString(1, feed);
            select.setString(2, listingKey);
            var changes = new ArrayList<SeenChange>();
            try (var row = select.executeQuery()) {
                while (row.next())
                    changes.add(new SeenChange(
                            Instant.ofEpochMilli(row.getLong(1)),
                            row.getLong(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5)));
            }
            broken.set(false);
            return changes;
        } catch (SQLException fault) {
            warn(fault);
            return List.of();
        }
    }

    /**
     * Deletes the changes of departed listings; without a license, all changes.
     *
     * @return whether this succeeded
     */
    boolean purge() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    licensed
                            ? "DELETE FROM seen_change WHERE NOT EXISTS (SELECT 1 FROM catalogue_row"
                                    + " WHERE catalogue_row.feed = seen_change.feed"
                                    + " AND catalogue_row.listing_key = seen_change.listing_key)"
                            : "DELETE FROM seen_change");
            broken.set(false);
            return true;
        } catch (SQLException fault) {
            warn(fault);
            return false;
        }
    }

    private void warn(SQLException fault) {
        if (broken.compareAndSet(false, true))
            log.warn("The history of listings cannot be read or written; going on without it: {}", fault.getMessage());
    }
}
