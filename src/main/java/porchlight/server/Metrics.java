package porchlight.server;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import porchlight.catalog.Catalog;
import porchlight.catalog.words.Words;
import porchlight.edge.RateLimits;
import porchlight.feed.FeedConnection;
import porchlight.httpcache.CacheInterceptor;
import porchlight.odata.Breaker;
import porchlight.odata.RateLimit;
import porchlight.pagecache.PageCache;

/** The content of {@code /metrics} on the management listener: numbers only, with no visitor data and no secrets. */
final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge leads = MultiGauge.builder("porchlight.leads")
            .description("Inquiries and their deliveries, by state")
            .register(registry);

    Metrics() {
        registry.config().meterFilter(new Conventions());
    }

    /** Prometheus has conventions for names that some of the libraries' meters break. */
    private static final class Conventions implements MeterFilter {
        @Override
        public MeterFilterReply accept(Meter.Id id) {
            // In nanoseconds; watchProcess has it in seconds.
            return id.getName().equals("process.cpu.time") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
        }

        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
        }
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Adds memory, garbage collection, threads, and processors. */
    void watchProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)
            FunctionCounter.builder("process.cpu.seconds", system, each -> each.getProcessCpuTime() / 1e9)
                    .description("Processor time that the process has used")
                    .register(registry);
        new UptimeMetrics().bindTo(registry);
    }

    void watch(
            FeedConnection feed,
            CacheInterceptor cache,
            PageCache pages,
            Catalog catalog,
            Background behind,
            RateLimits limits,
            InstantSource clock) {
        watchFeed(feed.breaker(), feed.budget());
        watchCache(cache);
        watchPages(pages);
        watchCatalog(catalog, clock);
        counter(
                "porchlight.tasks",
                "Work done in the background, by kind",
                "renewal",
                behind,
                b -> b.done().renewals());
        counter(
                "porchlight.tasks",
                "Work done in the background, by kind",
                "store",
                behind,
                b -> b.done().stores());
        counter(
                "porchlight.tasks",
                "Work done in the background, by kind",
                "beside",
                behind,
                b -> b.done().beside());
        FunctionCounter.builder("porchlight.requests.refused", limits, RateLimits::refused)
                .description("Requests refused because a client sent too many")
                .tag("reason", "rate")
                .register(registry);
    }

    /** Adds whether leads can be stored. */
    void watch(LeadModule leads) {
        Gauge.builder(
                        "porchlight.leads.storable",
                        leads,
                        office -> office.unavailableSince().isEmpty() ? 1 : 0)
                .description("1 while inquiries can be kept; 0 while visitors are told that they cannot")
                .register(registry);
    }

    private void watchFeed(Breaker breaker, RateLimit budget) {
        for (var state : Breaker.State.values())
            Gauge.builder("porchlight.mls.breaker", breaker, b -> b.state() == state ? 1 : 0)
                    .description("1 for what is done with calls to the MLS: closed, they pass; open, they do not")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        FunctionCounter.builder("porchlight.mls.calls.refused", breaker, Breaker::refused)
                .description("Calls not made because the MLS is left alone")
                .register(registry);
        Gauge.builder("porchlight.mls.budget.left", budget, RateLimit::left)
                .description("Requests that may be sent to the MLS right now")
                .register(registry);
    }

    private void watchCache(CacheInterceptor cache) {
        counter(
                "porchlight.cache.answers",
                "Answers for the MLS from the store of its responses, by kind",
                "fresh",
                cache,
                c -> c.statistics().fresh());
        counter(
                "porchlight.cache.answers",
                "Answers for the MLS from the store of its responses, by kind",
                "stale_while_revalidate",
                cache,
                c -> c.statistics().staleWhileRevalidate());
        counter(
                "porchlight.cache.answers",
                "Answers for the MLS from the store of its responses, by kind",
                "stale_if_error",
                cache,
                c -> c.statistics().staleIfError());
        counter(
                "porchlight.cache.answers",
                "Answers for the MLS from the store of its responses, by kind",
                "miss",
                cache,
                c -> c.statistics().misses());
    }

    private void watchPages(PageCache pages) {
        counter(
                "porchlight.page.answers",
                "Pages from the cache of pages, by kind",
                "hit",
                pages,
                p -> p.statistics().hits());
        counter(
                "porchlight.page.answers",
                "Pages from the cache of pages, by kind",
                "stale",
                pages,
                p -> p.statistics().stale());
        counter(
                "porchlight.page.answers",
                "Pages from the cache of pages, by kind",
                "shared",
                pages,
                p -> p.statistics().shared());
        counter(
                "porchlight.page.answers",
                "Pages from the cache of pages, by kind",
                "miss",
                pages,
                p -> p.statistics().misses());
        gauge(
                "porchlight.pages",
                "Pages in the cache",
                pages,
                p -> p.statistics().pages());
        gauge(
                "porchlight.pages.bytes",
                "Size of the pages in the cache",
                pages,
                p -> p.statistics().bytes());
    }

    private void watchCatalog(Catalog catalog, InstantSource clock) {
        gauge(
                "porchlight.catalog.listings",
                "Listings in the catalog",
                catalog,
                c -> c.status().listings());
        gauge(
                "porchlight.catalog.complete",
                "1 once the catalog holds every listing of the feed",
                catalog,
                c -> c.status().complete() ? 1 : 0);
        gauge(
                "porchlight.catalog.pass.read",
                "Listings read in the present sweep of the feed",
                catalog,
                c -> c.status().read());
        gauge(
                "porchlight.catalog.oldest.seconds",
                "Age of the oldest listing data in the catalog",
                catalog,
                c -> Duration.between(c.status().asOf(), clock.instant()).toSeconds());
    }

    /** Adds the index of descriptions. */
    void watch(Words words) {
        gauge("porchlight.descriptions.listings", "Listings whose descriptions are indexed", words, Words::size);
        gauge(
                "porchlight.descriptions.complete",
                "1 once every description is indexed",
                words,
                w -> w.isComplete() ? 1 : 0);
    }

    private <T> void counter(String name, String description, String kind, T part, ToLongFunction<T> number) {
        FunctionCounter.builder(name, part, number::applyAsLong)
                .description(description)
                .tag("kind", kind)
                .register(registry);
    }

    private <T> void gauge(String name, String description, T part, ToLongFunction<T> number) {
        Gauge.builder(name, part, number::applyAsLong).description(description).register(registry);
    }

    /**
     * Prometheus text format 0.0.4.
     *
     * @param leadsByState empty if they cannot be counted
     */
    String text(Map<String, Long> leadsByState) {
        leads.register(
                leadsByState.entrySet().stream()
                        .map(state -> MultiGauge.Row.of(Tags.of("state", state.getKey()), state.getValue()))
                        .collect(Collectors.toList()),
                true);
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
