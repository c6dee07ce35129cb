package porchlight.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.harness.TestSite;
import porchlight.harness.Waiting;
import porchlight.listing.MlsProfiles;
import porchlight.listing.ParsingRules;
import porchlight.site.Sources;

/** Display rules that change between two starts of the site. */
class ChangedProfileTest {
    @TempDir
    Path directory;

    private String profile(String name, String rules) throws Exception {
        return Files.writeString(directory.resolve(name), "extends: demo\ndemonstration: false\n" + rules)
                .toString();
    }

    private TestSite site(String serviceRoot, String profile) {
        return TestSite.in(
                directory,
                serviceRoot,
                Map.of("MLS_PROFILE", profile, "DATABASE_URL", "jdbc:h2:" + directory.resolve("data/porchlight")),
                Sources.packaged(),
                InstantSource.system());
    }

    @Test
    void whatTheOldRulesLetThroughIsNotShownUnderTheNewOnes() throws Exception {
        var before = profile("before.yaml", "");
        var tightened = profile("after.yaml", "status: { allowed: [Active] }\n");
        String pending;
        try (var mls = DemoMls.start(DemoOptions.standard().listings(240).rateLimit(0))) {
            var root = mls.serviceRoot();
            try (var site = site(root, before).swept()) {
                pending = site.page("/homes?status=Pending")
                        .select("a.listing-card__link")
                        .attr("href");
                assertFalse(pending.isEmpty());
            }
            mls.close();
            try (var same = site(root, before)) {
                awaitDetails(same, "listings, complete", "what is stored stays while the rules do");
            }
            try (var site = site(root, tightened)) {
                awaitDetails(site, "breaker: open", "it has tried to read the feed");
                assertTrue(site.management("/readyz").body().contains("catalog: 0 listings"));
                assertFalse(site.get("/homes?status=Pending").body().contains(pending));
            }
        }
    }

    private static void awaitDetails(TestSite site, String words, String message) {
        Waiting.until(message, () -> site.management("/readyz").body().contains(words));
    }

    @Test
    void theSameRulesAreTheSameInEveryProcess() throws Exception {
        assertEquals(ParsingRules.digest(MlsProfiles.load("demo")), ParsingRules.digest(MlsProfiles.load("demo")));
        assertEquals(
                ParsingRules.digest(MlsProfiles.load(profile("a.yaml", "status: { allowed: [Active, Pending] }\n"))),
                ParsingRules.digest(MlsProfiles.load(profile("b.yaml", "status: { allowed: [Pending, Active] }\n"))));
        assertNotEquals(ParsingRules.digest(MlsProfiles.load("crmls")), ParsingRules.digest(MlsProfiles.load("demo")));
    }
}
