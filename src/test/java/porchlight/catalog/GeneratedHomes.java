package porchlight.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Homes with numbers and names of every kind, for tests of other packages. */
public final class GeneratedHomes {
    private GeneratedHomes() {}

    public static IndexedListing of(String key, Random random) {
        return ColumnStoreTest.home(key, random);
    }

    /** A catalog that changes from one snapshot to the next. */
    public static final class Changing {
        private final ColumnStore store = new ColumnStore();
        private long version;

        public Snapshot put(List<IndexedListing> homes) {
            store.put(homes.stream()
                    .map(home -> new ColumnStore.Seen(home, List.of(), 1, Instant.EPOCH))
                    .toList());
            return snapshot();
        }

        public Snapshot remove(List<String> keys) {
            store.remove(keys);
            return snapshot();
        }

        private Snapshot snapshot() {
            return store.snapshot(true, Instant.EPOCH, ++version);
        }
    }
}
