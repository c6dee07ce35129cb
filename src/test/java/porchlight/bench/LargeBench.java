package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static porchlight.bench.Report.number;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.harness.TestPostgres;

/**
 * What everything costs as a feed grows to a million homes, beside an MLS that costs the same at every size: wall time,
 * and the processor time of the site's process, which other work on the machine does not blur. A row each, with its
 * growth law. {@code -Dbench.sizes=1000,10000} chooses sizes, and {@code -Dbench.postgres} the largest of them that is
 * also measured with PostgreSQL.
 */
class LargeBench {
    private static final List<Integer> SIZES = Arrays.stream(
                    System.getProperty("bench.sizes", "1000,10000,100000,1000000")
                            .split(","))
            .map(Integer::valueOf)
            .toList();
    private static final int LARGEST_ON_POSTGRES = Integer.getInteger("bench.postgres", 100_000);
    /** As a replication key has it. */
    private static final int ROWS = 1_000;

    /** Pages and their counts do not wait for places and suggestions to know every home; neither does this. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int WARM_PAGES = 1_500;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration LASTING = Duration.ofSeconds(6);
    private static final int ENOUGH = 150;
    private static final Pattern LOCATION = Pattern.compile("<loc>https?://[^/<]+([^<]*)</loc>");
    private static final List<String> STREETS =
            List.of("se div", "sw tay", "ne fre", "n miss", "nw gli", "se haw", "ne alb", "sw cor", "se bel", "nw lov");

    @TempDir
    Path directory;

    /** Rows by their names, and in them the numbers for each size. */
    private final Map<String, Map<Integer, double[]>> rows = new LinkedHashMap<>();

    private final Map<String, Integer> decimals = new LinkedHashMap<>();

    @Test
    void toAMillionHomes() throws Exception {
        try (var mls = Program.main(ManyHomesMls.class, Integer.toString(ROWS))) {
            for (var homes : SIZES) {
                // First, so that the MLS has prepared its listings when the site's sweep is timed.
                passes(mls, homes);
                pages(mls, homes);
            }
            if (TestPostgres.isExpected()) {
                try (var postgres = TestPostgres.start()) {
                    for (var homes : SIZES) if (homes <= LARGEST_ON_POSTGRES) onPostgres(mls, postgres, homes);
                }
            }
        } finally {
            // What the smaller sizes took is known also where a larger one fails.
            write();
        }
    }

    private void write() throws IOException {
        var columns = new ArrayList<>(List.of("what"));
        SIZES.forEach(homes -> columns.add(number(homes, 0)));
        columns.add("law");
        var report = new Report("To a million homes", columns.toArray(String[]::new));
        rows.forEach((name, costs) -> {
            var cells = new ArrayList<Object>(List.of(name));
            for (var homes : SIZES) {
                cells.add(Arrays.stream(costs.getOrDefault(homes, new double[0]))
                        .mapToObj(cost -> number(cost, decimals.get(name)))
                        .collect(Collectors.joining(" / ")));
            }
            cells.add(costs.size() < 3 ? "" : law(costs));
            report.row(cells.toArray());
        });
        report.write();
    }

    /** Of the last of a row's numbers, which is the processor time where there are several. */
    private static GrowthLaw law(Map<Integer, double[]> costs) {
        return GrowthLaw.of(
                costs.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                costs.values().stream()
                        .mapToDouble(cost -> cost[cost.length - 1])
                        .toArray());
    }

    private void note(int homes, String name, int places, double... costs) {
        rows.computeIfAbsent(name, same -> new TreeMap<>()).put(homes, costs);
        decimals.put(name, places);
        System.out.printf(Locale.US, "%,d: %s: %s%n", homes, name, Arrays.toString(costs));
    }

    /** Memory of the machine that such a site would have, in GB: java.options give the heap 60 % of it. */
    private static int memory(int homes) {
        return homes <= 100_000 ? 1 : 4;
    }

    private static List<String> options(int homes) throws IOException {
        var options = new ArrayList<>(Program.options());
        options.add("-Xmx" + memory(homes) * 1_024 * 60 / 100 + "m");
        return options;
    }

    private static String root(Program mls, int homes) {
        return mls.root() + "/" + homes + "/OData/";
    }

    private static Program site(Program mls, int homes, Path data, Map<String, String> further) throws IOException {
        var settings = new TreeMap<>(Map.of("RESO_MAX_TOP", Integer.toString(ROWS)));
        settings.putAll(further);
        return Program.site(root(mls, homes), data, options(homes), settings);
    }

    /** Of the packaged site, as a broker would run it. */
    private void pages(Program mls, int homes) throws Exception {
        var data = Files.createDirectory(directory.resolve("site-" + homes));
        note(homes, "memory of the machine (GB), of which the heap may take 60 %", 0, memory(homes));
        double running;
        long closing;
        try (var site = site(mls, homes, data, Map.of())) {
            swept(homes, site);
            cold(homes, site);
            sitemap(homes, site);
            memoryInUse(homes, site);
            running = mega(bytes(data));
            closing = System.nanoTime();
        }
        note(homes, "closing the site (s)", 1, seconds(closing));
        note(homes, "H2 file while the site runs / after it was closed (MB)", 1, running, mega(bytes(data)));
        restart(mls, homes, data);
    }

    private void swept(int homes, Program site) throws Exception {
        var began = System.nanoTime();
        while (site.metric("porchlight_catalog_complete") == 0) Thread.sleep(500);
        note(homes, "first sweep (s)", 1, seconds(began));
        note(homes, "first sweep and start: CPU (ms a home)", 3, millis(site.cpu()) / homes);
        var ended = System.nanoTime();
        var used = site.cpu();
        site.swept(PATIENCE);
        note(
                homes,
                "from the sweep's end to complete, 180 at most (s: wall / CPU)",
                2,
                seconds(ended),
                millis(site.cpu().minus(used)) / 1e3);
    }

    /** Pages that nobody has asked for before. */
    private void cold(int homes, Program site) throws Exception {
        IntFunction<String> results = i ->
                "/homes?min_price=" + (100_000 + 500 * i) + "&beds=" + (1 + i % 3) + (i % 2 == 0 ? "" : "&baths=2");
        var places = locations(site, "/sitemaps/pages.xml");
        Collections.shuffle(places, new Random(1));
        places.removeIf(path -> !path.startsWith("/homes/"));
        var listings = locations(site, locations(site, "/sitemap.xml").get(1));
        Collections.shuffle(listings, new Random(2));
        // What compiles while it is asked for is the start's cost, not each page's.
        var asked = visit(site, results, 0, WARM_PAGES, WARM_UP, new Histogram(3));
        visit(site, places::get, 0, Math.min(places.size() / 3, ENOUGH), LASTING, new Histogram(3));
        visit(site, listings::get, 0, Math.min(listings.size() / 3, ENOUGH), LASTING, new Histogram(3));
        visit(site, LargeBench::suggestion, 0, 3_000, Duration.ofSeconds(3), new Histogram(3));
        visit(site, i -> pins(i, 11), 0, ENOUGH, Duration.ofSeconds(5), new Histogram(3));
        visit(site, i -> pins(i, 15), 0, ENOUGH, Duration.ofSeconds(3), new Histogram(3));

        cost(homes, site, "results, cold", results, asked);
        cost(homes, site, "place, cold", places::get, places.size() / 3, places.size());
        cost(homes, site, "listing with its similar homes, cold", listings::get, listings.size() / 3, listings.size());
        cost(homes, site, "suggestions", LargeBench::suggestion, 3_000);
        cost(homes, site, "pins of a new search, zoom 11", i -> pins(i, 11), ENOUGH);
        cost(homes, site, "pins of a new search, zoom 15", i -> pins(i, 15), ENOUGH);
        cost(homes, site, "results, warm", i -> "/homes?min_price=77000", 0);
    }

    private void cost(int homes, Program site, String name, IntFunction<String> path, int from) throws IOException {
        cost(homes, site, name, path, from, Integer.MAX_VALUE);
    }

    private void cost(int homes, Program site, String name, IntFunction<String> path, int from, int to)
            throws IOException {
        var times = new Histogram(3);
        var used = site.cpu();
        var asked = visit(site, path, from, (int) Math.min(to, (long) from + 4 * ENOUGH), LASTING, times) - from;
        note(
                homes,
                name + " (ms: p50 / p99 / CPU)",
                2,
                times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99) / 1e3,
                millis(site.cpu().minus(used)) / asked);
    }

    /** One after the other; returns where it ended. */
    private static int visit(Program site, IntFunction<String> path, int from, int to, Duration most, Histogram micros)
            throws IOException {
        var end = System.nanoTime() + most.toNanos();
        var at = from;
        for (; at < to && System.nanoTime() < end; at++) {
            var began = System.nanoTime();
            site.brotli(path.apply(at));
            micros.recordValue((System.nanoTime() - began) / 1_000);
        }
        return at;
    }

    private static String suggestion(int i) {
        var typed = switch (i % 3) {
            case 0 -> "RC2610" + (1_000 + i) % 2_400;
            case 1 -> (100 + i) + " " + STREETS.get(i % STREETS.size());
            default -> "" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + "eiou".charAt(i % 4);
        };
        return "/api/suggest?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8);
    }

    /** Of the first metro area, whatever the others are. */
    private static String pins(int i, int zoom) {
        var half = 0.6 / Math.pow(2, zoom - 9);
        var west = -122.65 - half + i % 11 * half / 50;
        var south = 45.52 - half / 2;
        var bounds = String.format(Locale.ROOT, "%.5f,%.5f,%.5f,%.5f", west, south, west + 2 * half, south + half);
        return "/api/pins?zoom=" + zoom + "&bounds=" + URLEncoder.encode(bounds, StandardCharsets.UTF_8) + "&min_price="
                + (50_000 + 500 * i);
    }

    private static List<String> locations(Program site, String path) throws IOException {
        var found = new ArrayList<String>();
        var match = LOCATION.matcher(site.get(path));
        while (match.find()) found.add(match.group(1));
        return found;
    }

    /** All of it, as a crawler reads it. */
    private void sitemap(int homes, Program site) throws IOException {
        var began = System.nanoTime();
        var used = site.cpu();
        for (var file : locations(site, "/sitemap.xml")) site.get(file);
        note(
                homes,
                "sitemap, all files (s: wall / CPU)",
                2,
                seconds(began),
                millis(site.cpu().minus(used)) / 1e3);
    }

    private void memoryInUse(int homes, Program site) throws Exception {
        site.collectGarbage();
        note(homes, "heap after a full collection (MB)", 0, mega(site.metric("jvm_memory_used_bytes{area=\"heap\",")));
        note(homes, "resident (MB)", 0, site.residentMegabytes());
    }

    private void restart(Program mls, int homes, Path data) throws Exception {
        var began = System.nanoTime();
        try (var site = site(mls, homes, data, Map.of())) {
            site.brotli("/homes");
            note(homes, "restart, to the first page (s: wall / CPU)", 1, seconds(began), millis(site.cpu()) / 1e3);
            site.swept(PATIENCE);
            note(
                    homes,
                    "restart, to complete, 180 at most (s: wall / CPU)",
                    1,
                    seconds(began),
                    millis(site.cpu()) / 1e3);
        }
    }

    /** Of the catalog alone, without the pauses that leave the processor to visitors. */
    private void passes(Program mls, int homes) throws Exception {
        var data = Files.createDirectory(directory.resolve("catalog-" + homes));
        var told = told(mls, homes, "jdbc:h2:file:" + data.resolve("catalog").toAbsolutePath(), data);
        assertEquals(homes, told.get("all.homes").intValue());
        note(homes, "counts of the search form, alone: CPU (ms)", 3, told.get("tally"));
        note(homes, "H2 file after the first pass (MB)", 1, mega(told.get("first.bytes")));
        for (var pass : List.of("keys", "changes", "all")) {
            note(homes, PASSES.get(pass) + ": CPU (s)", 2, told.get(pass + ".cpu"));
            note(homes, PASSES.get(pass) + ": growth of the H2 file (MB)", 1, mega(told.get(pass + ".growth")));
        }
    }

    private static final Map<String, String> PASSES = Map.of(
            "keys", "keys, nothing changed", "changes", "changes, one of a hundred", "all", "all, nothing changed");

    private static Map<String, Double> told(Program mls, int homes, String jdbcUrl, Path data) throws IOException {
        try (var meter = Program.main(CatalogMeter.class, root(mls, homes), jdbcUrl, data.toString())) {
            var told = new TreeMap<String, Double>();
            for (var line : meter.output()) {
                if (!line.startsWith("measured ")) continue;
                var words = line.split(" ");
                told.put(words[1], Double.valueOf(words[2]));
            }
            return told;
        }
    }

    private void onPostgres(Program mls, TestPostgres postgres, int homes) throws Exception {
        var told = told(mls, homes, postgres.jdbcUrlOf(postgres.newDatabase()), directory);
        note(
                homes,
                "PostgreSQL, first pass (MB: database / WAL)",
                1,
                mega(told.get("first.bytes")),
                mega(told.get("first.log")));
        for (var pass : List.of("keys", "changes", "all")) {
            var name = "PostgreSQL, " + PASSES.get(pass);
            note(
                    homes,
                    name + " (MB: growth / WAL)",
                    1,
                    mega(told.get(pass + ".growth")),
                    mega(told.get(pass + ".log")));
            note(homes, name + " (CPU s: follower / sweep)", 2, told.get(pass + ".followed"), told.get(pass + ".cpu"));
            note(homes, name + ": follower behind at its end (s)", 2, told.get(pass + ".behind"));
        }
        followed(mls, postgres.newDatabase(), homes);
    }

    /** Two sites on one database, of which one reads the feed. */
    private void followed(Program mls, String database, int homes) throws Exception {
        var further = Map.of("DATABASE_URL", database);
        try (var leader = site(mls, homes, directory, further);
                var follower = site(mls, homes, directory, further)) {
            var seen = new ArrayList<long[]>();
            double behind = 0;
            while (leader.metric("porchlight_catalog_complete") == 0
                    || follower.metric("porchlight_catalog_complete") == 0) {
                var now = System.nanoTime();
                seen.add(new long[] {now, leader.metric("porchlight_catalog_listings")});
                var its = follower.metric("porchlight_catalog_listings");
                for (var earlier : seen) {
                    if (earlier[1] <= its) continue;
                    behind = Math.max(behind, (now - earlier[0]) / 1e9);
                    break;
                }
                Thread.sleep(250);
            }
            note(homes, "PostgreSQL, first sweep of two sites: follower behind at most (s)", 1, behind);
            note(
                    homes,
                    "PostgreSQL, first sweep of two sites (CPU s: follower / leader)",
                    1,
                    millis(follower.cpu()) / 1e3,
                    millis(leader.cpu()) / 1e3);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double millis(Duration used) {
        return used.toNanos() / 1e6;
    }

    private static double mega(double bytes) {
        return bytes / 1_048_576;
    }

    private static long bytes(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
