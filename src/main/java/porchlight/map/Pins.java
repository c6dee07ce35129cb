package porchlight.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.IndexedListing;
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
    private static final int TILE = 256;
    /** Homes within this many pixels form one cluster. */
    private static final int NEAR = 64;
    /** Up to this many homes are shown separately, as long as their prices do not overlap. */
    private static final int FEW = 40;

    private static final int NEAR_OF_FEW = 16;
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

    /** @param zoom Web Mercator zoom level, 0 to 19 */
    static Pins of(List<IndexedListing> found, int zoom) {
        var few = found.size() <= FEW;
        var near = few ? NEAR_OF_FEW : NEAR;
        var world = TILE * Math.pow(2, zoom);
        Map<Long, Group> cells = new HashMap<>();
        var placed = 0;
        for (var entry : found) {
            if (!entry.isPlaced()) continue;
            placed++;
            var x = (entry.longitude() + 180) / 360 * world;
            var y = mercator(entry.latitude()) * world;
            var cell = (long) (x / near) << 32 | (long) (y / near);
            var group = cells.get(cell);
            if (group == null) cells.put(cell, new Group(entry, x, y));
            else group.add(entry, x, y);
        }
        var groups = merged(
                new ArrayList<>(cells.values()), few ? PRICE_WIDTH : NEAR * 0.8, few ? PRICE_HEIGHT : NEAR * 0.8);
        return new Pins(
                found.size(),
                found.size() - placed,
                groups.stream()
                        .filter(group -> group.count > 1)
                        .map(Group::cluster)
                        .toList(),
                groups.stream()
                        .filter(group -> group.count == 1)
                        .map(group -> pin(group.first))
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

    /** Nearby homes: their number, their bounds, and their center in pixels. */
    private static final class Group {
        private final IndexedListing first;
        private int count = 1;
        private double x;
        private double y;
        private double latitude;
        private double longitude;
        private final double[] bounds;

        Group(IndexedListing home, double x, double y) {
            this.first = home;
            this.x = x;
            this.y = y;
            this.latitude = home.latitude();
            this.longitude = home.longitude();
            this.bounds = new double[] {longitude, latitude, longitude, latitude};
        }

        void add(IndexedListing home, double atX, double atY) {
            take(1, atX, atY, home.latitude(), home.longitude());
            widen(home.longitude(), home.latitude(), home.longitude(), home.latitude());
        }

        void add(Group other) {
            take(other.count, other.x, other.y, other.latitude, other.longitude);
            widen(other.bounds[0], other.bounds[1], other.bounds[2], other.bounds[3]);
        }

        private void take(int homes, double atX, double atY, double atLatitude, double atLongitude) {
            count += homes;
            var share = (double) homes / count;
            x += (atX - x) * share;
            y += (atY - y) * share;
            latitude += (atLatitude - latitude) * share;
            longitude += (atLongitude - longitude) * share;
        }

        private void widen(double west, double south, double east, double north) {
            bounds[0] = Math.min(bounds[0], west);
            bounds[1] = Math.min(bounds[1], south);
            bounds[2] = Math.max(bounds[2], east);
            bounds[3] = Math.max(bounds[3], north);
        }

        Cluster cluster() {
            return new Cluster(rounded(latitude), rounded(longitude), count, bounds);
        }
    }

    /** Groups from adjacent cells may be close together: the smaller one is merged into the larger. */
    private static List<Group> merged(List<Group> groups, double width, double height) {
        groups.sort(Comparator.comparingInt((Group group) -> -group.count)
                .thenComparing(group -> group.first.listingKey()));
        var kept = new ArrayList<Group>();
        for (var group : groups) {
            var other = kept.stream()
                    .filter(each -> Math.abs(each.x - group.x) < width
                            && Math.abs(each.y - group.y) < height
                            && Math.hypot((each.x - group.x) / width, (each.y - group.y) / height) < 1)
                    .findFirst();
            if (other.isPresent()) other.get().add(group);
            else kept.add(group);
        }
        return kept;
    }

    /** The distance from the north end of the map, 0 to 1. */
    private static double mercator(double latitude) {
        var sine = Math.sin(Math.toRadians(Math.max(-85.05, Math.min(85.05, latitude))));
        return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
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

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
