package porchlight.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Selection;
import porchlight.listing.Money;
import porchlight.message.Messages;

/**
 * Homes on a map at one zoom level: a pin with its price for a home by itself, and a cluster with their number for
 * homes too close to distinguish. Homes whose location is hidden or missing are on no map; they are only counted.
 *
 * @param total homes found
 * @param unplaced how many of them have no location
 */
record Pins(int total, int unplaced, List<Cluster> clusters, List<Pin> pins) {
    /** Clusters are at least this many pixels apart. */
    private static final double NEAR = Cells.PIXELS * 0.8;
    /** Up to this many homes are shown separately, as long as their prices do not overlap. */
    private static final int FEW = 40;

    private static final double PRICE_WIDTH = 54;
    private static final double PRICE_HEIGHT = 26;

    /** @param bounds west, south, east, north of the homes in it */
    record Cluster(double lat, double lng, int count, double[] bounds) {}

    /**
     * @param facts e.g. "3 bd · 2 ba · 1,840 sq ft"
     * @param photo address of its first photo, null for none
     */
    record Pin(
            double lat,
            double lng,
            String key,
            String price,
            String path,
            String address,
            String facts,
            @Nullable String photo) {}

    /** @param zoom Web Mercator zoom level, 0 to 19; a map of too many clusters is made for a lower one */
    static Pins of(Selection found, int zoom) {
        return of(found, Tiles.ALL, zoom);
    }

    /** Of the homes found on some tiles, and those that are on no map. */
    static Pins of(Selection found, Tiles tiles, int zoom) {
        var cells = Cells.of(found, tiles, zoom);
        var few = cells.homes() <= FEW;
        var groups = few ? Cells.of(found, tiles, Cells.FINEST).groups(zoom) : cells.groups(cells.zoom());
        var merged = merged(groups, few ? PRICE_WIDTH : NEAR, few ? PRICE_HEIGHT : NEAR);
        return new Pins(
                cells.homes() + cells.unplaced(),
                cells.unplaced(),
                merged.stream()
                        .filter(group -> group.count() > 1)
                        .map(Group::cluster)
                        .toList(),
                merged.stream()
                        .filter(group -> group.count() == 1)
                        .map(group -> pin(found.snapshot().home(group.first)))
                        .toList());
    }

    /** The pins in a part of the map; clusters by their center. */
    Pins within(double west, double south, double east, double north) {
        Place place = (lat, lng) -> lat >= south && lat <= north && lng >= west && lng <= east;
        var seen =
                clusters.stream().filter(each -> place.has(each.lat, each.lng)).toList();
        var alone = pins.stream().filter(each -> place.has(each.lat, each.lng)).toList();
        var homes = alone.size() + seen.stream().mapToInt(Cluster::count).sum();
        return new Pins(homes + unplaced, unplaced, seen, alone);
    }

    private interface Place {
        boolean has(double latitude, double longitude);
    }

    /** Whether there are few enough locations to show each one. */
    boolean areFew() {
        return total - unplaced <= FEW;
    }

    /** Groups from adjacent cells may be close together: the smaller one is merged into the larger. */
    private static List<Group> merged(List<Group> groups, double width, double height) {
        groups.sort(Comparator.comparingInt((Group group) -> -group.count())
                .thenComparingDouble(Group::y)
                .thenComparingDouble(Group::x));
        // Each square of the largest width has the groups in it, so that only neighbors are compared.
        var kept = new HashMap<Long, List<Group>>();
        var all = new ArrayList<Group>();
        for (var group : groups) {
            var near = near(group, width, height, kept);
            if (near.isPresent()) near.get().add(group);
            else {
                kept.computeIfAbsent(square(group.x() / width, group.y() / width), none -> new ArrayList<>())
                        .add(group);
                all.add(group);
            }
        }
        return all;
    }

    private static Optional<Group> near(Group group, double width, double height, Map<Long, List<Group>> kept) {
        for (int down = -1; down <= 1; down++)
            for (int right = -1; right <= 1; right++)
                for (var each :
                        kept.getOrDefault(square(group.x() / width + right, group.y() / width + down), List.of()))
                    if (Math.hypot((each.x() - group.x()) / width, (each.y() - group.y()) / height) < 1)
                        return Optional.of(each);
        return Optional.empty();
    }

    private static long square(double x, double y) {
        return (long) Math.floor(x) << 32 | (long) Math.floor(y) & 0xFFFF_FFFFL;
    }

    private static Pin pin(IndexedListing home) {
        var facts = new ArrayList<String>();
        if (home.beds() > 0) facts.add(Messages.text("place.pin.beds", home.beds()));
        if (home.baths() > 0) facts.add(Messages.text("place.pin.baths", home.baths()));
        if (home.area() > 0) facts.add(Messages.text("place.pin.area", home.area()));
        return new Pin(
                home.latitude(),
                home.longitude(),
                home.listingKey(),
                home.price() == 0 ? Messages.text("place.pin.on-request") : Money.brief(home.price()),
                home.path(),
                home.address().line(),
                String.join(" · ", facts),
                home.photo());
    }
}
