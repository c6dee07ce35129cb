package porchlight.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * The catalogue at a moment.
 *
 * @param complete whether every displayable listing of the feed is in it: false until the first sweep was through
 * @param asOf when the feed last confirmed the entry that was confirmed longest ago
 */
public record Snapshot(List<Entry> entries, boolean complete, Instant asOf) {}
