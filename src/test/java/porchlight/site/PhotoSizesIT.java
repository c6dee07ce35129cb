package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithSite;

/** Browsers choose photos that fit the places they are shown in, on a phone and on a desk. */
@WithSite(listings = 240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhotoSizesIT {
    /** Of each photo shown: its file, how wide that is, the pixels it is shown on, and its bytes. */
    private static final String SHOWN = """
            async () => Promise.all([...document.querySelectorAll('main img[srcset]')]
              .filter(image => image.complete && image.clientWidth > 0 && image.currentSrc)
              .map(async image => {
                const file = new Image();
                file.src = image.currentSrc;
                await file.decode();
                const loaded = performance.getEntriesByName(image.currentSrc)[0];
                return {
                  file: image.currentSrc,
                  width: file.naturalWidth,
                  pixels: image.clientWidth * devicePixelRatio,
                  onScreen: image.getBoundingClientRect().top < innerHeight,
                  bytes: loaded ? loaded.encodedBodySize : 0
                };
              }))
            """;

    private final TestSite site;
    private TestBrowser browser;

    PhotoSizesIT(TestSite site) {
        this.site = site;
    }

    @BeforeAll
    void start() {
        browser = TestBrowser.withWindows();
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    private Map<String, String> paths() throws Exception {
        var listing = site.page("/homes").select("a.listing-card__link").first().attr("href");
        var key = listing.split("/")[2];
        return Map.of(
                "home", "/",
                "results", "/homes",
                "place", "/homes/or/portland",
                "listing", listing,
                "photos", listing + "/photos",
                "widget", "/embed/results",
                "framed listing", "/embed/listing/" + key);
    }

    private record Shown(String file, double width, double pixels, boolean onScreen, double bytes) {}

    @SuppressWarnings("unchecked")
    private static List<Shown> shown(Page page) {
        return ((List<Map<String, Object>>) page.evaluate(SHOWN))
                .stream()
                        .map(photo -> new Shown(
                                photo.get("file").toString(),
                                ((Number) photo.get("width")).doubleValue(),
                                ((Number) photo.get("pixels")).doubleValue(),
                                (boolean) photo.get("onScreen"),
                                ((Number) photo.get("bytes")).doubleValue()))
                        .toList();
    }

    /** Twice as wide is four times the bytes that anybody can see. */
    @ParameterizedTest
    @CsvSource({"390, 1, 60", "390, 3, 220", "1440, 1, 230", "1440, 2, 950"})
    void noPhotoIsTwiceAsWideAsItsPlace(int width, int pixels, int firstKilobytes) throws Exception {
        for (var each : paths().entrySet()) {
            var page = browser.visitor(width, pixels, true, ColorScheme.LIGHT);
            page.navigate(site.url(each.getValue()));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            var photos = shown(page);
            assertTrue(photos.size() > 0, each.getKey());
            for (var photo : photos)
                assertTrue(photo.width() <= 2 * photo.pixels(), each.getKey() + " at " + width + ": " + photo);
            var first = photos.stream()
                    .filter(Shown::onScreen)
                    .mapToDouble(Shown::bytes)
                    .sum();
            System.out.printf("%s at %d x%d: %,.0f bytes of first photos%n", each.getKey(), width, pixels, first);
            assertTrue(first <= firstKilobytes * 1024, each.getKey() + " at " + width + ": " + first);
            page.context().close();
        }
        assertEquals(List.of(), browser.complaints());
    }
}
