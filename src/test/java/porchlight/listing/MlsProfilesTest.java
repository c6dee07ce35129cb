package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlsProfilesTest {
    private static final List<String> PRESETS = MlsProfiles.PRESETS;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("PRESETS")
    void everyPresetCanBeExtended(String preset) throws IOException {
        var profile = MlsProfiles.load(file("""
                extends: %s
                mls: { name: "Elm County MLS", timeZone: America/Denver }
                copyright: { owner: "Elm County MLS, Inc." }
                """.formatted(preset)));

        assertEquals("Elm County MLS", profile.name());
        assertEquals(ZoneId.of("America/Denver"), profile.timeZone());
        assertEquals("Elm County MLS, Inc.", profile.copyrightOwner());
        assertEquals(Duration.ofHours(12), profile.staleLimit());
        assertEquals(Set.of("Active", "Active Under Contract", "Pending"), profile.statuses());
        assertTrue(profile.maxResults() >= 500);
        assertEquals("AttributionContact", profile.attribution().contactOrder().get(0));
        assertTrue(profile.disclaimer().paragraphs().toString().contains("not guaranteed"));
        assertFalse(profile.feedAllowed());
        assertTrue(profile.source().contains("MLS") || profile.demonstration(), profile::source);
        assertEquals(preset.equals("northstar"), profile.eula() != null);
    }

    @ParameterizedTest
    @CsvSource({
        "northstar,NorthstarMLS,America/Chicago",
        "crmls,CRMLS,America/Los_Angeles",
        "armls,ARMLS,America/Phoenix",
        "demo,Rose City Listing Exchange,America/Los_Angeles"
    })
    void presetOfOneMlsStandsAlone(String preset, String name, String zone) {
        var profile = MlsProfiles.load(preset);

        assertEquals(name, profile.name());
        assertEquals(ZoneId.of(zone), profile.timeZone());
        assertEquals(preset.equals("demo"), profile.demonstration());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nar", "mlsgrid"})
    void presetForManyMlsWantsYourOwn(String preset) {
        var refused = assertThrows(InvalidProfile.class, () -> MlsProfiles.load(preset));

        assertEquals(
                List.of("mls.name", "copyright.owner", "mls.timeZone"),
                refused.faults().stream().map(InvalidProfile.Fault::key).toList());
        assertTrue(refused.faults().get(0).remedy().contains("extends: " + preset), refused.faults()::toString);
    }

    @Test
    void onlyTheDemonstrationSaysThatItIsOne() {
        for (var preset : List.of("northstar", "crmls", "armls"))
            assertFalse(MlsProfiles.load(preset).demonstration(), preset);
        assertTrue(MlsProfiles.load("demo").demonstration());
    }

    @Test
    void demoPhotosHaveSizes() {
        var resize = MlsProfiles.load("demo").photoResizes().get(0);
        var match = resize.match().matcher("http://127.0.0.1:8081/photos/rcle/20261123-o.jpg");

        assertTrue(match.matches());
        assertEquals(
                "http://127.0.0.1:8081/resize/rcle/640x640/true/20261123-o.jpg",
                match.replaceFirst(resize.url().replace("{size}", resize.sizes().get(640))));
    }

    @Test
    void sparkPhotosHaveSizesAndOthersHaveNone() {
        var resize = MlsProfiles.load("armls").photoResizes().get(0);
        var match = resize.match().matcher("https://cdn.photos.sparkplatform.com/az/20261123-o.jpg");

        assertTrue(match.matches());
        assertEquals(
                "https://cdn.resize.sparkplatform.com/az/2048x1600/true/20261123-o.jpg",
                match.replaceFirst(resize.url().replace("{size}", resize.sizes().get(2048))));
        assertFalse(resize.match()
                .matcher("https://cdn.photos.example.com/az/20261123-o.jpg")
                .matches());
    }

    @Test
    void logoIsReadAndCanBeTakenAway() throws IOException {
        var withLogo = "extends: armls\nlogo: { url: /img/mls.svg, alt: ARMLS, width: 120, height: 40 }\n";

        assertEquals(
                new MlsProfile.Logo("/img/mls.svg", "ARMLS", 120, 40),
                MlsProfiles.load(file(withLogo)).logo());
        assertNull(MlsProfiles.load(file("extends: armls\nlogo: null\n")).logo());
    }

    @Test
    void sentenceOnExcludedListingsIsThere() {
        assertNotNull(MlsProfiles.load("armls").disclaimer().excluded());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            mls: { name: 5 }                                      | mls.name                    | “5” isn’t text
            mls: { timeZone: Arizona }                            | mls.timeZone                | “Arizona” isn’t a time zone
            mls: { timeZone: +07:00 }                             | mls.timeZone                | isn’t a time zone
            mls: { nam: x }                                       | mls.nam                     | doesn’t know this key
            fields: { allow: [x] }                                | fields                      | doesn’t know this key
            mls: Elm                                              | mls                         | doesn’t know this key
            agent: { coBrand: 5 }                                 | agent.coBrand               | “5” isn’t text
            attribution: { adjacentTo: footer }                   | attribution.adjacentTo      | “footer” isn’t one
            monitoring: { script: http://x.example/a.js }         | monitoring.script           | isn’t an https address
            monitoring: { script: "https://x.example/a;b" }       | monitoring.script           | isn’t an https address
            monitoring: { script: https://x.example }             | monitoring.script           | isn’t an https address
            monitoring: { pixel: "https://u@x.example/p" }        | monitoring.pixel            | isn’t an https address
            monitoring: { integrity: sha1-abc }                   | monitoring.integrity        | isn’t the hash of a script
            feeds: [{ sourceLabel: x }]                           | feeds                       | A site has one feed
            disclaimer: { partialFields: ~"{name}"~ }             | disclaimer.partialFields    | placeholder that Porchlight doesn’t know
            compliance: { source: spark }                         | compliance.source           | “spark” isn’t one
            compliance: { summary: [OwnerName] }                  | compliance.summary          | must not be shown
            feed: { hardMaxAge: PT24H }                           | feed.hardMaxAge             | “PT24H” isn’t a length of time up to PT12H
            feed: { hardMaxAge: PT0S }                            | feed.hardMaxAge             | isn’t a length of time up to PT12H
            feed: { atom: sometimes }                             | feed.atom                   | “sometimes” is neither true nor false
            status: { allowed: [Active, Expired] }                | status.allowed              | “Expired” listings may not be displayed
            status: { allowed: [Closed] }                         | status.allowed              | “Closed” listings may not be displayed
            status: { allowed: [] }                               | status.allowed              | isn’t a list
            sold: { enabled: true, maxAge: 3 years }              | sold.maxAge                 | isn’t a number of days
            sold: { maxAge: P-1D }                                | sold.maxAge                 | isn’t a number of days
            sold: { photos: some }                                | sold.photos                 | “some” isn’t one
            search: { maxResults: 100 }                           | search.maxResults           | “100” isn’t a whole number from 500
            search: { filters: [PrivateRemarks] }                 | search.filters              | must not be shown
            search: { filters: [Roof, ShowingInstructions] }      | search.filters              | must not be shown
            search: { filters: [LockBoxType] }                    | search.filters              | must not be shown
            search: { filters: [OwnerName] }                      | search.filters              | must not be shown
            search: { filters: [ListPrice] }                      | search.filters              | can’t be searched by
            search: { filters: [Contingency] }                    | search.filters              | can’t be searched by
            search: { filters: Roof }                             | search.filters              | isn’t a list
            attribution: { labels: { office: Courtesy of } }      | attribution.labels.office   | isn’t accepted by some MLSs
            attribution: { contactOrder: [List Office] }          | attribution.contactOrder    | isn’t the name of a field
            attribution: { contactOrder: [ListAgentHomePhone] }   | attribution.contactOrder    | must not be shown
            disclaimer: { paragraphs: [~"{name} is right"~] }     | disclaimer.paragraphs       | placeholder that Porchlight doesn’t know
            disclaimer: { paragraphs: [5] }                       | disclaimer.paragraphs[0]    | “5” isn’t text
            logo: { url: http://x/, alt: x, width: 1, height: 1 } | logo.url                    | is neither a path
            logo: { url: /x.svg, alt: x, width: 1 }               | logo.height                 | Missing
            copyright: { owner: null }                            | copyright.owner             | Missing
            photos: { resize: [{ match: "(", url: x }] }          | photos.resize[0].match      | isn’t a regular expression
            photos: { resize: [{ match: x, url: "$1/{size}" }] }  | photos.resize[0].url        | refers to a group
            photos: { resize: [{ match: x, url: y }] }            | photos.resize[0].url        | has no {size}
            photos: { resize: [{ match: x, sizes: { wide: y } }] }| photos.resize[0].sizes.wide | isn’t a width in pixels
            extends: rmls                                         | extends                     | “rmls” isn’t a preset
            """)
    void wrongProfileIsRefusedByFileAndKey(String line, String key, String problem) throws IOException {
        var text = line.startsWith("extends") ? line : "extends: armls\n" + line;
        var path = file(text.replace("~", ""));

        var refused = assertThrows(InvalidProfile.class, () -> MlsProfiles.load(path));

        assertTrue(
                refused.faults().stream()
                        .anyMatch(fault -> fault.file().equals(path)
                                && fault.key().equals(key)
                                && fault.problem().contains(problem)),
                refused::getMessage);
    }

    @Test
    void allFaultsAreReportedAtOnce() throws IOException {
        var path = file("extends: armls\nmls: { name: 5, timeZone: x }\nsold: { enabled: 1 }\n");

        var refused = assertThrows(InvalidProfile.class, () -> MlsProfiles.load(path));

        assertEquals(
                Set.of("mls.name", "mls.timeZone", "sold.enabled"),
                Set.copyOf(
                        refused.faults().stream().map(InvalidProfile.Fault::key).toList()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mls: [             | Line
            extends: nar%nextends: armls | Duplicate
            just words         | isn’t YAML with keys and values
            """)
    void fileThatIsNoProfileIsRefused(String text, String problem) throws IOException {
        var path = file(text.replace("%n", "\n"));

        var refused = assertThrows(InvalidProfile.class, () -> MlsProfiles.load(path));

        assertEquals(path, refused.faults().get(0).file());
        assertTrue(refused.faults().get(0).problem().contains(problem), refused::getMessage);
    }

    @Test
    void nameThatIsNoPresetAndNoFileIsRefusedWithThePresets() {
        var refused = assertThrows(InvalidProfile.class, () -> MlsProfiles.load("arlms"));

        assertEquals("There’s no such file.", refused.faults().get(0).problem());
        assertTrue(refused.faults().get(0).remedy().contains("armls"));
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("mls.yaml"), yaml).toString();
    }

    @Test
    void whatNobodyReadIsListed() {
        var crmls = MlsProfiles.unverified("crmls");
        assertTrue(crmls.contains("sold.enabled") && crmls.contains("search.maxResults"), crmls.toString());
        assertFalse(crmls.contains("attribution.agentOnCard") || crmls.contains("source"), crmls.toString());
        assertFalse(MlsProfiles.unverified("northstar").contains("search.maxResults"));
        assertTrue(MlsProfiles.unverified("nar").contains("feed.hardMaxAge"));
    }
}
