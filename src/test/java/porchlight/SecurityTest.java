package porchlight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/** What other websites and strangers try, behind a proxy on this machine that is believed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
    private DemoMls mls;
    private TestSite site;

    @BeforeAll
    void start() {
        mls = DemoMls.start(DemoOptions.standard().listings(40));
        site = TestSite.on(
                mls.serviceRoot(), Map.of("TRUSTED_PROXIES", "127.0.0.1"), Sources.packaged(), InstantSource.system());
    }

    @AfterAll
    void stop() {
        site.close();
        mls.close();
    }

    @Test
    void tlsAtATrustedProxyIsTlsForPages() throws Exception {
        var secure = site.get("/terms", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "homes.example.com");

        assertTrue(secure.headers().firstValue("Strict-Transport-Security").isPresent());
        assertTrue(secure.body().contains("<link rel=\"canonical\" href=\"https://homes.example.com/terms\">"));
        assertFalse(site.get("/terms")
                .headers()
                .firstValue("Strict-Transport-Security")
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, http://127.0.0.1.evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Origin, '{}'"
    })
    void formsOfOtherWebsitesAreRefused(String header, String value) throws Exception {
        for (var path : new String[] {"/contact", "/homes", "/nowhere"}) {
            var refused = site.send("POST", path, header, value);

            assertEquals(403, refused.statusCode(), path);
            assertTrue(refused.body().contains("That was sent from another website"));
        }
    }

    @Test
    void ownFormsAndProgramsAreNotTakenForOtherWebsites() throws Exception {
        var own = site.url("");
        for (var headers : new String[][] {
            {},
            {"Sec-Fetch-Site", "same-origin"},
            {"Sec-Fetch-Site", "none"},
            {"Origin", own},
            {"Sec-Fetch-Site", "same-origin", "Origin", "null"}
        }) assertNotEquals(403, site.send("POST", "/homes", headers).statusCode());
        assertEquals(
                200,
                site.get("/terms", "Sec-Fetch-Site", "cross-site", "Origin", "https://x.example")
                        .statusCode());
    }
}
