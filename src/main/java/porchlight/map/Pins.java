package porchlight.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.catalog.Column;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.Scan;
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
    private static final int TILE = 256;
    /** Homes within this many pixels form one cluster. */
    private static final int NEAR = 64;
    /** Up to this many homes are shown separately, as long as their prices do not overlap. */
    private static final int FEW = 40;

    /** For more homes, a grid of all cells is faster than a table of those that have homes. */
    private static final int MOST_ANYWHERE = 20_000;
    /** More clusters would slow down the map, and nobody could tell them apart. */
    private static final int MOST_CELLS = 40_000;

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
        var total = found.size();
        var few = total <= FEW;
        var groups = few ? each(found, zoom) : cells(found, zoom);
        var placed = groups.stream().mapToInt(group -> group.count).sum();
        var merged = merged(groups, few ? PRICE_WIDTH : NEAR * 0.8, few ? PRICE_HEIGHT : NEAR * 0.8);
        return new Pins(
                total,
                total - placed,
                merged.stream()
                        .filter(group -> group.count > 1)
                        .map(Group::cluster)
                        .toList(),
                merged.stream()
                        .filter(group -> group.count == 1)
                        .map(group -> pin(found.snapshot().home(group.first)))
                        .toList());
    }

    private static double world(int zoom) {
        return TILE * Math.pow(2, zoom);
    }

    /** A group for each home. */
    private static List<Group> each(Selection found, int zoom) {
        var groups = new ArrayList<Group>();
        Position.each(found, world(zoom), at -> groups.add(new Group(at)));
        return groups;
    }

    /** Homes on the map, and their bounds in pixels. */
    private static final class Frame {
        private double west = Double.MAX_VALUE;
        private double north = Double.MAX_VALUE;
        private double east = -Double.MAX_VALUE;
        private double south = -Double.MAX_VALUE;

        void add(Position at) {
            west = Math.min(west, at.x);
            east = Math.max(east, at.x);
            north = Math.min(north, at.y);
            south = Math.max(south, at.y);
        }

        int columns() {
            return (int) (east / NEAR) - (int) (west / NEAR) + 1;
        }

        int rows() {
            return (int) (south / NEAR) - (int) (north / NEAR) + 1;
        }
    }

    /** A group for each cell of a grid that has homes. */
    private static List<Group> cells(Selection found, int zoom) {
        if (found.size() <= MOST_ANYWHERE) return cellsAnywhere(found, zoom);
        var frame = new Frame();
        Position.each(found, world(zoom), frame::add);
        if (frame.west > frame.east) return new ArrayList<>();
        var columns = frame.columns();
        if ((long) columns * frame.rows() > MOST_CELLS) return cells(found, zoom - 1);
        var cells = new @Nullable Group[columns * frame.rows()];
        Position.each(found, world(zoom), at -> {
            var cell = ((int) (at.y / NEAR) - (int) (frame.north / NEAR)) * columns
                    + (int) (at.x / NEAR)
                    - (int) (frame.west / NEAR);
            var group = cells[cell];
            if (group == null) cells[cell] = new Group(at);
            else group.add(at);
        });
        return Stream.of(cells).filter(Objects::nonNull).collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Group> cellsAnywhere(Selection found, int zoom) {
        var cells = new HashMap<Long, Group>();
        Position.each(found, world(zoom), at -> {
            var cell = square(at.x / NEAR, at.y / NEAR);
            var group = cells.get(cell);
            if (group == null) cells.put(cell, new Group(at));
            else group.add(at);
        });
        return new ArrayList<>(cells.values());
    }

    /** Where a home is: in degrees, and in pixels. One instance goes through all homes. */
    private static final class Position {
        private int row;
        private double latitude;
        private double longitude;
        private double x;
        private double y;

        static void each(Selection found, double world, Consumer<Position> visitor) {
            var at = new Position();
            found.scan(scan -> {
                var latitudes = scan.numbers(Column.LATITUDE);
                var longitudes = scan.numbers(Column.LONGITUDE);
                var down = scan.numbers(Column.MAP_Y);
                Scan.each(scan.matching(), row -> {
                    if (latitudes[row] == Column.NOWHERE) return;
                    at.row = scan.firstRow() + row;
                    at.latitude = Column.degrees(latitudes[row]);
                    at.longitude = Column.degrees(longitudes[row]);
                    at.x = (at.longitude + 180) / 360 * world;
                    at.y = down[row] / Column.MAP * world;
                    visitor.accept(at);
                });
            });
        }
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

    /** The same pins with the number of homes that no map shows. */
    Pins withUnplaced(int homes) {
        return new Pins(total - unplaced + homes, homes, clusters, pins);
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
        private final int first;
        private int count = 1;
        private double x;
        private double y;
        private double latitude;
        private double longitude;
        private final double[] bounds;

        Group(Position home) {
            this.first = home.row;
            this.x = home.x;
            this.y = home.y;
            this.latitude = home.latitude;
            this.longitude = home.longitude;
            this.bounds = new double[] {longitude, latitude, longitude, latitude};
        }

        void add(Position home) {
            take(1, home.x, home.y, home.latitude, home.longitude);
            widen(home.longitude, home.latitude, home.longitude, home.latitude);
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
                .thenComparingDouble(group -> group.y)
                .thenComparingDouble(group -> group.x));
        // Each square of the largest width has the groups in it, so that only neighbors are compared.
        var kept = new HashMap<Long, List<Group>>();
        var all = new ArrayList<Group>();
        for (var group : groups) {
            var near = near(group, width, height, kept);
            if (near.isPresent()) near.get().add(group);
            else {
                kept.computeIfAbsent(square(group.x / width, group.y / width), none -> new ArrayList<>())
                        .add(group);
                all.add(group);
            }
        }
        return all;
    }

    private static Optional<Group> near(Group group, double width, double height, Map<Long, List<Group>> kept) {
        for (int down = -1; down <= 1; down++)
            for (int right = -1; right <= 1; right++)
                for (var each : kept.getOrDefault(square(group.x / width + right, group.y / width + down), List.of()))
                    if (Math.hypot((each.x - group.x) / width, (each.y - group.y) / height) < 1)
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

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
