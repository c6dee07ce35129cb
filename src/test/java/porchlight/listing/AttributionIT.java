package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.harness.TestBrowser;
import porchlight.harness.TestSite;
import porchlight.harness.WithBrowser;
import porchlight.harness.WithSite;

/**
 * Measures MLS GRID rule 22: the listing firm is no smaller than the data and no harder to read.
 */
@WithSite(listings = 240)
@WithBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttributionIT {
    /**
     * Size and contrast of every piece of visible text below the elements that match a selector.
     */
    private static final String MEASURE = """
            selector => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgb = color => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                return canvas.getImageData(0, 0, 1, 1).data;
              };
              const light = c => [0, 1, 2].map(i => c[i] / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = element => {
                for (let e = element; e; e = e.parentElement) {
                  const c = rgb(getComputedStyle(e).backgroundColor);
                  if (c[3] === 255) return c;
                }
                return rgb(getComputedStyle(document.documentElement).colorScheme === 'dark' ? '#000' : '#fff');
              };
              const found = [];
              for (const root of document.querySelectorAll(selector)) {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                  const text = walker.currentNode.textContent.trim();
                  const element = walker.currentNode.parentElement;
                  if (!text || !element.checkVisibility() || element.closest('.visually-hidden, footer, nav')) continue;
                  const style = getComputedStyle(element);
                  const [a, b] = [light(rgb(style.color)), light(ground(element))].sort((x, y) => y - x);
                  found.push({text, size: parseFloat(style.fontSize), contrast: (a + 0.05) / (b + 0.05)});
                }
              }
              return found;
            }
            """;

    private final TestSite site;
    private final TestBrowser browser;

    AttributionIT(TestSite site, TestBrowser browser) {
        this.site = site;
        this.browser = browser;
    }

    private record Text(String text, double size, double contrast) {}

    @SuppressWarnings("unchecked")
    private static List<Text> measure(Page page, String selector) {
        return ((List<Map<String, Object>>) page.evaluate(MEASURE, selector))
                .stream()
                        .map(found -> new Text(
                                String.valueOf(found.get("text")),
                                ((Number) found.get("size")).doubleValue(),
                                ((Number) found.get("contrast")).doubleValue()))
                        .toList();
    }

    private static double median(List<Text> texts) {
        return texts.stream().mapToDouble(Text::size).sorted().toArray()[texts.size() / 2];
    }

    @Test
    void listingFirmIsAsLargeAndClearAsTheData() throws Exception {
        var listing = site.page("/homes").select("a.listing-card__link").first().attr("href");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
            for (var width : List.of(390, 1440))
                for (var look : List.of(
                        List.of("/homes", ".listing-card", ".listing-card__attribution"),
                        List.of(listing, "main.listing .listing__head, main.listing .facts", ".attribution"))) {
                    var page = browser.visitor(width, true, scheme);
                    page.navigate(site.url(look.get(0)));
                    var where = look.get(0) + " at " + width + ", " + scheme;
                    var data = measure(page, look.get(1));
                    var firm = measure(page, look.get(2));
                    assertFalse(data.isEmpty() || firm.isEmpty(), where);
                    for (var text : firm) {
                        assertTrue(text.size() >= median(data), where + ": " + text + ", data " + median(data));
                        assertTrue(text.contrast() >= 4.5, where + ": " + text);
                    }
                    page.context().close();
                }
    }
}
