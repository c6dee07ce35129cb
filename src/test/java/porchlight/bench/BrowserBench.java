package porchlight.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.harness.TestBrowser;

/** What a phone of the middle class sees over slow 4G: the browser's own Core Web Vitals. */
class BrowserBench {
    private static final int LOADS = 3;
    private static final int PHONE = 390;
    /** Lighthouse's slow 4G: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back; a processor a quarter as fast. */
    private static final double DOWN = 1_600_000 / 8.0;

    private static final double UP = 750_000 / 8.0;
    private static final int LATENCY = 150;
    private static final int SLOWER = 4;
    private static final int SETTLED = 1_000;

    private static final String VITALS = """
            window.vitals = {lcp: 0, cls: 0};
            new PerformanceObserver(list => list.getEntries().forEach(each => window.vitals.lcp = each.startTime))
              .observe({type: 'largest-contentful-paint', buffered: true});
            new PerformanceObserver(list => list.getEntries().forEach(each => {
              if (!each.hadRecentInput) window.vitals.cls += each.value; }))
              .observe({type: 'layout-shift', buffered: true});
            """;

    @TempDir
    Path directory;

    @Test
    void pagesOnAPhoneOverSlow4G() throws Exception {
        try (var mls = Program.mls(2_400);
                var site =
                        Program.site(mls.root(), directory, Program.options()).swept();
                var browser = TestBrowser.start()) {
            var pages = new LinkedHashMap<String, String>();
            pages.put("home", "/");
            pages.put("results", "/homes");
            pages.put("listing", site.listings(1).get(0));
            var report = new Report(
                    "A phone over slow 4G, processor 4× slower, pages warm at the server",
                    "page",
                    "LCP p50 (ms)",
                    "LCP slowest (ms)",
                    "CLS largest");
            for (var page : pages.entrySet()) {
                site.brotli(page.getValue());
                var lcp = new Histogram(3);
                var cls = 0.0;
                for (int i = 0; i < LOADS; i++) {
                    try (var visitor = browser.visitor(PHONE, true, ColorScheme.LIGHT)) {
                        slow(visitor);
                        visitor.addInitScript(VITALS);
                        visitor.navigate(
                                site.root() + page.getValue(),
                                new Page.NavigateOptions().setTimeout(60_000).setWaitUntil(WaitUntilState.LOAD));
                        // What comes after the load may still shift the page.
                        visitor.waitForTimeout(SETTLED);
                        lcp.recordValue(((Number) visitor.evaluate("() => Math.round(window.vitals.lcp)")).longValue());
                        cls = Math.max(cls, ((Number) visitor.evaluate("() => window.vitals.cls")).doubleValue());
                    }
                }
                report.row(page.getKey(), lcp.getValueAtPercentile(50), lcp.getMaxValue(), Report.number(cls, 3));
            }
            report.write();
        }
    }

    private static void slow(Page page) {
        var devtools = page.context().newCDPSession(page);
        devtools.send("Network.enable");
        var network = new JsonObject();
        network.addProperty("offline", false);
        network.addProperty("latency", LATENCY);
        network.addProperty("downloadThroughput", DOWN);
        network.addProperty("uploadThroughput", UP);
        devtools.send("Network.emulateNetworkConditions", network);
        var processor = new JsonObject();
        processor.addProperty("rate", SLOWER);
        devtools.send("Emulation.setCPUThrottlingRate", processor);
    }
}
