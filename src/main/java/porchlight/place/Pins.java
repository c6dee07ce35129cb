package porchlight.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import porchlight.catalogue.Entry;
import porchlight.search.Words;

/**
 * Homes on a map of one zoom: a pin with its price where one stands alone, a cluster with their number where several are
 * too close to be told apart. Homes whose place is hidden or not told are on no map; their number is told.
 *
 * @param total homes found
 * @param unplaced of them without a place
 */
record Pins(int total, int unplaced, List<Cluster> clusters, List<Pin> pins) {
    private static final int TILE = 256;
    /** Pixels within which homes are one cluster. */
    private static final int NEAR = 64;
    /** Few homes are shown one by one, even side by side. */
    private static final int FEW = 40;

    private static final int NEAR_OF_FEW = 16;

    /** @param bounds west, south, east, north of the homes in it */
    record Cluster(double lat, double lng, int count, double[] bounds) {}

    /** @param facts e.g. "3 bd · 2 ba · 1,840 sq ft" */
    record Pin(double lat, double lng, String key, String price, String path, String address, String facts) {}

    /** @param zoom Web Mercator zoom level, 0 to 19 */
    static Pins of(List<Entry> found, int zoom) {
        var placed = found.stream().filter(Entry::isPlaced).toList();
        var near = placed.size() <= FEW ? NEAR_OF_FEW : NEAR;
        var world = TILE * Math.pow(2, zoom);
        Map<Long, Group> cells = new HashMap<>();
        for (var entry : placed) {
            var x = (entry.longitude() + 180) / 360 * world;
            var y = mercator(entry.latitude()) * world;
            cells.computeIfAbsent((long) (x / near) << 32 | (long) (y / near), cell -> new Group())
                    .add(entry, x, y);
        }
        var groups = merged(new ArrayList<>(cells.values()), near);
        return new Pins(
                found.size(),
                found.size() - placed.size(),
                groups.stream()
                        .filter(group -> group.homes.size() > 1)
                        .map(group -> cluster(group.homes))
                        .toList(),
                groups.stream()
                        .filter(group -> group.homes.size() == 1)
                        .map(group -> pin(group.homes.get(0)))
                        .toList());
    }

    /** Homes close to each other, and where their middle is in pixels. */
    private static final class Group {
        private final List<Entry> homes = new ArrayList<>();
        private double x;
        private double y;

        void add(Entry home, double atX, double atY) {
            var n = homes.size();
            x = (x * n + atX) / (n + 1);
            y = (y * n + atY) / (n + 1);
            homes.add(home);
        }

        void take(Group other) {
            double n = homes.size();
            double m = other.homes.size();
            x = (x * n + other.x * m) / (n + m);
            y = (y * n + other.y * m) / (n + m);
            homes.addAll(other.homes);
        }
    }

    /** Neighbouring cells' groups may stand side by side: the smaller joins the larger. */
    private static List<Group> merged(List<Group> groups, int near) {
        groups.sort(Comparator.comparingInt((Group group) -> -group.homes.size())
                .thenComparing(group -> group.homes.get(0).listingKey()));
        var kept = new ArrayList<Group>();
        for (var group : groups) {
            var other = kept.stream()
                    .filter(each -> Math.hypot(each.x - group.x, each.y - group.y) < near * 0.8)
                    .findFirst();
            if (other.isPresent()) other.get().take(group);
            else kept.add(group);
        }
        return kept;
    }

    /** How far from the north end of the map, 0 to 1. */
    private static double mercator(double latitude) {
        var sine = Math.sin(Math.toRadians(Math.max(-85.05, Math.min(85.05, latitude))));
        return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    }

    private static Cluster cluster(List<Entry> homes) {
        double west = 180, south = 90, east = -180, north = -90, latitudes = 0, longitudes = 0;
        for (var home : homes) {
            west = Math.min(west, home.longitude());
            east = Math.max(east, home.longitude());
            south = Math.min(south, home.latitude());
            north = Math.max(north, home.latitude());
            latitudes += home.latitude();
            longitudes += home.longitude();
        }
        var n = homes.size();
        return new Cluster(rounded(latitudes / n), rounded(longitudes / n), n, new double[] {west, south, east, north});
    }

    private static Pin pin(Entry home) {
        var facts = new ArrayList<String>();
        if (home.beds() > 0) facts.add(home.beds() + " bd");
        if (home.baths() > 0) facts.add(home.baths() + " ba");
        if (home.area() > 0) facts.add(String.format(java.util.Locale.US, "%,d sq ft", home.area()));
        return new Pin(
                home.latitude(),
                home.longitude(),
                home.listingKey(),
                Words.shortDollars(home.price()),
                home.path(),
                home.address().line(),
                String.join(" · ", facts));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
