package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.LyingMls;
import porchlight.harness.RawHttp;
import porchlight.harness.TestSite;

/** Whatever visitors send reaches the MLS between quotes, or not at all. */
class LiteralsTest {
    private static final String MARK = "qzx7";
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern ADDRESSED = Pattern.compile("\\w+(?:\\('(?:[^']|'')*'\\))?");

    private static final List<String> PAYLOADS = List.of(
            MARK + "' or 1 eq 1 or City eq '",
            MARK + "'' or 1 eq 1 or City eq ''",
            MARK + "') or (1 eq 1",
            MARK + "%27 or 1 eq 1 or City eq %27",
            MARK + "\\' or true or '" + MARK,
            MARK + "'/Media",
            MARK + "')/Media('" + MARK,
            MARK + "&$top=1000&$filter=1 eq 1",
            MARK + "#?$filter=1 eq 1",
            MARK + "\u2019 or 1 eq 1",
            MARK + "\uff07 or 1 eq 1",
            "'" + MARK,
            MARK + "'",
            "' or contains(PrivateRemarks,'" + MARK + "') or City eq '");

    /** Where a payload can be. */
    private static final List<String> PLACES = List.of(
            "/homes?keywords=%s",
            "/homes?city=%s",
            "/homes?zip=%s",
            "/homes?county=%s",
            "/homes?subdivision=%s",
            "/homes?school=%s",
            "/homes?type=%s",
            "/homes?subtype=%s",
            "/homes?status=%s",
            "/homes?sort=%s",
            "/homes?min_price=%s",
            "/homes?bounds=%s",
            "/homes?q=%s",
            "/homes/or/%s",
            "/listing/%s",
            "/listing/%s/x/photos",
            "/listing/%s/inquiry",
            "/embed/listing/%s",
            "/embed/results?keywords=%s",
            "/feed.atom?keywords=%s",
            "/mls/%s",
            "/open-houses/%s.ics",
            "/saved?keys=%s",
            "/compare?keys=%s,%1$s",
            "/api/pins?zoom=10&keywords=%s",
            "/api/suggest?q=%s");

    @Test
    void nothingThatVisitorsSendLeavesItsQuotes() throws Exception {
        try (var demo = DemoMls.start(DemoOptions.standard().listings(30).rateLimit(0));
                var mls = new LyingMls(demo);
                var site = TestSite.on(mls.serviceRoot())) {
            for (var payload : PAYLOADS)
                for (var place : PLACES) {
                    // In a path of the site, a slash is what it is.
                    var sent =
                            URLEncoder.encode(payload, StandardCharsets.UTF_8).replace("+", "%20");
                    var target = String.format(place.replace("%s", "%1$s"), sent);
                    var status =
                            RawHttp.send(site.url(""), "GET", target, "", "").status();
                    assertTrue(status > 0 && status < 500 || status == 503, target + " is " + status);
                }
            var marked = 0;
            for (var request : mls.asked()) {
                if (!request.getTarget().contains(MARK)) continue;
                marked++;
                staysInItsQuotes(request.getTarget());
            }
            // Keys, numbers and words of descriptions are the MLS's to know.
            assertTrue(marked > 3 * PAYLOADS.size(), marked + " requests");
        }
    }

    private static void staysInItsQuotes(String target) {
        var parts = target.split("\\?", 2);
        var segments = parts[0].split("/");
        var resource = decoded(segments[segments.length - 1]);
        assertTrue(ADDRESSED.matcher(resource).matches(), target);
        for (int i = 0; i < segments.length - 1; i++) assertFalse(segments[i].contains(MARK), target);
        assertFalse(target.contains("#"), target);
        if (parts.length < 2) return;
        for (var option : parts[1].split("&")) {
            var pair = option.split("=", 2);
            assertTrue(decoded(pair[0]).matches("\\$(select|expand|filter|orderby|top|skip|count|skiptoken)"), target);
            var outside = LITERAL.matcher(decoded(pair[1])).replaceAll("''");
            assertFalse(outside.contains(MARK), target);
            assertFalse(outside.contains("1 eq 1") || outside.contains("PrivateRemarks"), target);
            assertEquals(0, outside.chars().filter(each -> each == '\'').count() % 2, target);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
