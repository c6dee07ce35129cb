package porchlight.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import porchlight.bench.RequestFuzz.Request;
import porchlight.harness.RawHttp;
import porchlight.harness.Seed;
import porchlight.harness.TestSite;

/**
 * Sends fuzzed requests one after another to a site in this JVM, whose MLS is another process, and sums what each costs all
 * of the site's threads of the processor.
 */
final class RequestCosts {
    private static final int KEPT = 10;
    /** What is measured again if nothing keeps its answer: a stored one would hide what the first cost. */
    private static final long SUSPICIOUS_NANOS = 200_000_000;

    private static final int SAMPLES = 3;
    private static final int WARM_UP = 500;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TestSite site;
    private final Seed seed = Seed.ofThisRun();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Cost> dearest = new ArrayList<>();

    /** @param nanos of the processor; of an answer that is not stored, the least of a few where it seemed to be much */
    record Cost(Request request, int status, long nanos) {
        @Override
        public String toString() {
            return String.format("%.1f ms, %d: %s", nanos / 1e6, status, request);
        }
    }

    RequestCosts(TestSite site) {
        this.site = site;
    }

    /** Sends so many requests. */
    RequestCosts send(int requests) throws Exception {
        var homes = new ArrayList<String>();
        for (int page = 1; page <= 4; page++)
            homes.addAll(site.page("/homes" + (page == 1 ? "" : "?page=" + page))
                    .select("a.listing-card__link")
                    .eachAttr("href"));
        var cities = site.page("/places").select("a[href^=/homes/or/]").eachAttr("href");
        // First uses of code cost what no later ones do.
        var before = new RequestFuzz(seed.random().split(), homes, cities);
        for (int i = 0; i < WARM_UP; i++) measured(before.next());
        var fuzz = new RequestFuzz(seed.random(), homes, cities);
        for (int i = 0; i < requests; i++) note(fuzz.next());
        return this;
    }

    private void note(Request request) throws IOException {
        var cost = measured(request);
        for (int again = 0; again < SAMPLES && cost.nanos > SUSPICIOUS_NANOS && cost.status != 200; again++) {
            var other = measured(request);
            if (other.nanos < cost.nanos) cost = other;
        }
        statuses.merge(cost.status, 1, Integer::sum);
        // An oEmbed format that there is none of is 501 by its specification.
        if (cost.status == 0 || cost.status >= 500 && cost.status != 501) faults.add(cost.toString());
        dearest.add(cost);
        dearest.sort(Comparator.comparingLong(Cost::nanos).reversed());
        if (dearest.size() > KEPT) dearest.remove(KEPT);
    }

    private Cost measured(Request request) throws IOException {
        var before = used();
        var answer = RawHttp.send(site.url(""), request.method(), request.target(), request.headers(), request.body());
        var nanos = 0L;
        for (var thread : used().entrySet()) nanos += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        return new Cost(request, answer.status(), nanos);
    }

    private Map<Long, Long> used() {
        var own = Thread.currentThread().getId();
        var ids = threads.getAllThreadIds();
        var times = threads.getThreadCpuTime(ids);
        var used = new HashMap<Long, Long>();
        for (int i = 0; i < ids.length; i++) if (ids[i] != own && times[i] >= 0) used.put(ids[i], times[i]);
        return used;
    }

    /** Answers that are faults of the program. */
    List<String> faults() {
        return faults;
    }

    /** By status. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** The dearest first. */
    List<Cost> dearest() {
        return dearest;
    }

    @Override
    public String toString() {
        return "statuses " + statuses + ", " + seed + "\n"
                + dearest.stream().map(Cost::toString).collect(Collectors.joining("\n"));
    }
}
