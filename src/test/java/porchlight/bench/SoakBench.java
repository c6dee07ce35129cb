package porchlight.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static porchlight.bench.Report.millis;
import static porchlight.bench.Report.number;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site while its MLS dies, and for five minutes of random faults. Runs when asked for only. */
class SoakBench {
    private static final int PER_SECOND = 20;
    private static final Duration LASTING = Duration.ofMinutes(5);
    private static final int SEARCHES = 200;
    private static final long SEED = 20_261_124;

    /** Connections are refused, which the demo MLS cannot do to itself. */
    private static final String REFUSED = "REFUSED";

    /** An MLS that refuses the key is left out: it is no matter of time. */
    private static final List<String> FAULTS = List.of(
            REFUSED,
            "TRUNCATED",
            "RATE_LIMITED",
            "RATE_LIMITED_WITHOUT_RETRY_AFTER",
            "UNAVAILABLE",
            "TOO_SLOW",
            "UNEXPECTED",
            "HTML_GATEWAY",
            "ENVELOPE_UNDER_200",
            "CUT",
            "STALE",
            "SLOW");

    @TempDir
    Path directory;

    private final HttpClient visitor = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @Test
    void cachedPagesWhileTheMlsDies() throws Exception {
        // Fresh for two seconds, so that every page asks the MLS anew all the time, and shown meanwhile.
        try (var mls = Program.mls(2_400);
                var site = Program.site(mls.root(), directory, Program.options(), Map.of("CACHE_FRESH_FOR", "PT2S"))
                        .swept()) {
            var paths = new ArrayList<>(site.listings(2));
            for (int i = 0; i < 40; i++) paths.add(search(i));
            for (var path : paths) assertTrue(site.brotli(path).length > 0);
            var load = new OpenLoad(PER_SECOND);
            var random = new Random(SEED);
            var lasting = Duration.ofSeconds(20);
            load.measure(i -> site.root() + paths.get(random.nextInt(paths.size())), lasting);
            var report = new Report(
                    "Cached pages while the MLS dies, " + PER_SECOND + " a second for " + lasting.toSeconds()
                            + " s each, and five visitors of other pages (ms from when each was due)",
                    "MLS",
                    "requests",
                    "not 200",
                    "p50",
                    "p99",
                    "p99 to normal");
            var normal = 0.0;
            for (var fault : List.of("", "SLOW", "UNAVAILABLE", "CUT")) {
                clear(mls);
                if (!fault.isEmpty()) arm(mls, fault, Integer.MAX_VALUE, 20_000);
                var before = load.failures();
                var done = new AtomicBoolean();
                var others = others(site, done);
                var times = load.measure(i -> site.root() + paths.get(random.nextInt(paths.size())), lasting);
                done.set(true);
                for (var other : others) other.join();
                var p99 = times.getValueAtPercentile(99);
                if (fault.isEmpty()) normal = p99;
                report.row(
                        fault.isEmpty() ? "answers" : fault.equals("SLOW") ? "hangs" : fault,
                        times.getTotalCount(),
                        load.failures() - before,
                        millis(times, 50),
                        millis(times, 99),
                        number(p99 / normal, 2));
            }
            report.write();
            assertEquals(0, load.failures());
        }
    }

    /** Visitors of pages that nobody saw before, one page after the other. */
    private static List<Thread> others(Program site, AtomicBoolean done) {
        var number = new LongAdder();
        return IntStream.range(0, 5)
                .mapToObj(visitor -> {
                    var thread = new Thread(() -> {
                        while (!done.get())
                            try {
                                number.increment();
                                site.get("/homes?min_price=" + (1_000 + number.sum()) + "&beds=" + visitor);
                                Thread.sleep(200);
                            } catch (IOException gone) {
                                return;
                            } catch (InterruptedException ended) {
                                return;
                            }
                    });
                    thread.start();
                    return thread;
                })
                .toList();
    }

    @Test
    void fiveMinutesOfRandomFaults() throws Exception {
        try (var mls = Program.mls(2_400);
                var relay = new Relay(mls.root());
                var site = Program.site(
                                relay.root(),
                                directory,
                                Program.options(),
                                // Soon too old to be shown unless the MLS fails: then visitors meet the faults.
                                Map.of("CACHE_FRESH_FOR", "PT5S", "CACHE_STALE_WHILE_REVALIDATE", "PT10S"))
                        .swept()) {
            var listings = site.listings(12);
            site.get("/");
            for (var path : listings) site.get(path);
            for (int i = 0; i < SEARCHES; i++) site.get(search(i));
            var seen = new Seen();
            soak(mls, relay, site, listings, Duration.ofSeconds(30), new Seen());
            var before = Footprint.of(site);
            var asked = site.metric("porchlight_mls_requests_seconds_count{");
            soak(mls, relay, site, listings, LASTING, seen);
            asked = site.metric("porchlight_mls_requests_seconds_count{") - asked;
            while (site.management("/readyz").contains("breaker")) Thread.sleep(100);
            var after = Footprint.of(site);
            seen.report(asked).write();
            Footprint.report(before, after).write();
            assertEquals(Map.of(), seen.unintended());
            assertTrue(seen.stale.sum() > 0 && seen.count("503") > 0, "no fault was felt");
            assertTrue(after.heap < before.heap * 5 / 4, "the heap grew");
            assertTrue(after.threads <= before.threads + 20, "threads grew");
            assertTrue(after.files <= before.files + 50, "open files grew");
            assertEquals(200, get(site.root() + "/homes").statusCode());
        }
    }

    private java.net.http.HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return visitor.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    /** Visitors at a fixed rate, while one fault of the MLS follows the other with whole seconds in between. */
    private void soak(Program mls, Relay relay, Program site, List<String> listings, Duration lasting, Seen seen)
            throws Exception {
        var done = new AtomicBoolean();
        var faults = new Thread(() -> {
            var random = new Random(SEED);
            try {
                while (!done.get()) {
                    var fault = FAULTS.get(random.nextInt(FAULTS.size()));
                    // Some for a few requests, some for every one.
                    if (fault.equals(REFUSED)) relay.refuse();
                    else arm(mls, fault, random.nextBoolean() ? 3 : Integer.MAX_VALUE, 2_000 + random.nextInt(18_000));
                    seen.faults.computeIfAbsent(fault, none -> new LongAdder()).increment();
                    Thread.sleep(1_000 + random.nextInt(7_000));
                    relay.accept();
                    clear(mls);
                    Thread.sleep(random.nextInt(4_000));
                }
            } catch (IOException | InterruptedException ended) {
                throw new IllegalStateException(ended);
            }
        });
        faults.start();
        var random = new Random(SEED);
        var load = new OpenLoad(PER_SECOND, "identity", seen::note);
        load.byKind(i -> visit(site.root(), listings, random), lasting).values().forEach(seen.times::add);
        done.set(true);
        faults.join();
    }

    private void arm(Program mls, String fault, int times, long delayMillis) throws IOException, InterruptedException {
        var order = "{\"kind\":\"" + fault + "\",\"times\":" + times + ",\"delayMillis\":" + delayMillis + "}";
        admin(mls, "POST", order);
    }

    private void clear(Program mls) throws IOException, InterruptedException {
        admin(mls, "DELETE", "");
    }

    private void admin(Program mls, String method, String body) throws IOException, InterruptedException {
        var url = URI.create(mls.root()).resolve("/admin/faults");
        var answer = visitor.send(
                HttpRequest.newBuilder(url)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() >= 300) throw new IOException(method + " " + url + ": " + answer.statusCode());
    }

    private static OpenLoad.Visit visit(String root, List<String> listings, Random random) {
        var die = random.nextInt(100);
        if (die < 10) return new OpenLoad.Visit("home", root + "/");
        if (die < 40) return new OpenLoad.Visit("search", root + search(often(random, SEARCHES)));
        if (die < 70) return new OpenLoad.Visit("listing", root + listings.get(often(random, listings.size())));
        if (die < 80) return new OpenLoad.Visit("suggestions", root + "/api/suggest?q=por");
        if (die < 90) return new OpenLoad.Visit("pins", root + "/api/pins?zoom=11&bounds=-122.8,45.4,-122.5,45.6");
        if (die < 94) return new OpenLoad.Visit("contact", root + "/contact");
        if (die < 97) return new OpenLoad.Visit("unknown", root + "/listing/" + random.nextInt(1_000) + "/none");
        return new OpenLoad.Visit("wrong", root + "/homes?beds=many");
    }

    private static int often(Random random, int things) {
        return (int) (things * Math.pow(random.nextDouble(), 3));
    }

    private static String search(int number) {
        return "/homes?min_price=" + (200_000 + 5_000 * number) + (number % 3 > 0 ? "&beds=" + (1 + number % 3) : "");
    }

    /** What visitors saw. */
    private static final class Seen {
        private static final byte[] STALE = "class=\"stale-note\"".getBytes(StandardCharsets.UTF_8);

        private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
        private final Map<String, LongAdder> faults = new ConcurrentSkipListMap<>();
        private final LongAdder stale = new LongAdder();
        private final Histogram times = new Histogram(3);

        void note(OpenLoad.Visit visit, OpenLoad.Outcome outcome) {
            outcomes.computeIfAbsent(outcome.name(), none -> new LongAdder()).increment();
            if (outcome.status() == 200
                    && new String(outcome.body(), StandardCharsets.ISO_8859_1)
                            .contains(new String(STALE, StandardCharsets.ISO_8859_1))) stale.increment();
        }

        long count(String outcome) {
            var number = outcomes.get(outcome);
            return number == null ? 0 : number.sum();
        }

        /** Everything but pages, 400 and 404 for what is wrong, and the honest 503. */
        Map<String, Long> unintended() {
            var left = new TreeMap<String, Long>();
            outcomes.forEach((name, number) -> left.put(name, number.sum()));
            left.keySet().removeAll(List.of("200", "400", "404", "503"));
            return left;
        }

        Report report(long asked) {
            var report = new Report(
                    "Random faults of the MLS for " + LASTING.toMinutes() + " minutes at " + PER_SECOND
                            + " requests a second",
                    "what",
                    "number");
            report.row("requests", times.getTotalCount());
            outcomes.forEach((name, number) -> report.row("answered " + name, number.sum()));
            report.row("of these pages with the note that they are stale", stale.sum());
            report.row(
                    "p50 / p99 / slowest (ms)",
                    millis(times, 50) + " / " + millis(times, 99) + " / " + millis(times, 100));
            report.row("requests to the MLS", asked);
            report.row(
                    "faults", faults.values().stream().mapToLong(LongAdder::sum).sum());
            faults.forEach((name, number) -> report.row("… " + name, number.sum()));
            return report;
        }
    }

    /** What the site's process holds, after a full collection. */
    private record Footprint(long heap, long resident, long threads, long files) {
        static Footprint of(Program site) throws IOException, InterruptedException {
            // Twice, with the time in between that caches take to let go.
            for (int i = 0; i < 2; i++) {
                site.collectGarbage();
                Thread.sleep(3_000);
            }
            return new Footprint(
                    site.metric("jvm_memory_used_bytes{area=\"heap\","),
                    site.residentMegabytes(),
                    site.metric("jvm_threads_live_threads"),
                    site.openFiles());
        }

        static Report report(Footprint before, Footprint after) {
            var report = new Report("The site's process before and after", "what", "before", "after");
            report.row("heap in use after a full collection (MB)", mega(before.heap), mega(after.heap));
            report.row("resident (MB)", before.resident, after.resident);
            report.row("threads", before.threads, after.threads);
            report.row("open files and connections", before.files, after.files);
            return report;
        }

        private static String mega(long bytes) {
            return number(bytes / 1_048_576.0, 1);
        }
    }
}
