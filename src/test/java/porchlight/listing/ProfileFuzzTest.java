package porchlight.listing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/**
 * Whatever an owner's profile contains, the result is display rules or a list of errors, never an
 * exception.
 */
class ProfileFuzzTest {
    private static Path file;

    @BeforeAll
    static void start() throws IOException {
        file = Files.createTempFile("profile", ".yaml");
    }

    @AfterAll
    static void stop() throws IOException {
        Files.delete(file);
    }

    Gen<String> profiles() {
        var keys = Gen.of(
                "extends",
                "source",
                "demonstration",
                "mls",
                "name",
                "timeZone",
                "feed",
                "hardMaxAge",
                "atom",
                "attribution",
                "labels",
                "office",
                "contactOrder",
                "agentOnCard",
                "status",
                "allowed",
                "history",
                "shown",
                "sold",
                "enabled",
                "search",
                "maxResults",
                "disclaimer",
                "paragraphs",
                "excluded",
                "logo",
                "url",
                "alt",
                "width",
                "copyright",
                "owner",
                "eula",
                "dmca",
                "email",
                "optOut",
                "listing",
                "sharing",
                "maxFields",
                "photos",
                "resize",
                "unknown");
        var scalars = Gen.oneOf(
                Gen.of(
                        "nar",
                        "mlsgrid",
                        "demo",
                        "true",
                        "false",
                        "null",
                        "~",
                        "PT12H",
                        "PT999999999999H",
                        "-PT1H",
                        "America/Denver",
                        "UTC",
                        "+25:00",
                        "500",
                        "-1",
                        "1e400",
                        "99999999999999999999",
                        "0x1F",
                        "[]",
                        "{}",
                        "[Active, Sold]",
                        "[[]]",
                        "[{a: b}]",
                        "\"{year} {mls} {evil}\"",
                        "\"courtesy of\"",
                        "javascript:alert(1)",
                        "&a x",
                        "*a",
                        "!!java.net.URL x",
                        "!!binary AAAA",
                        "2026-01-01",
                        "|",
                        ">-",
                        "'"),
                Gen.strings(20));
        var lines = Gen.all(
                Gen.integers(0, 3),
                keys,
                scalars,
                Gen.of(": ", ":", ":\n", " "),
                (depth, key, value, colon) -> "  ".repeat(depth) + key + colon + value);
        var dotted = Gen.all(keys, keys, scalars, (one, other, value) -> one + ": { " + other + ": " + value + " }");
        return Gen.oneOf(
                Gen.oneOf(lines, dotted).list(12).map(all -> String.join("\n", all)),
                // YAML allows each key once.
                dotted.list(8)
                        .map(all -> "extends: demo\n"
                                + String.join(
                                        "\n",
                                        all.stream()
                                                .collect(Collectors.toMap(
                                                        line -> line.split(":")[0],
                                                        line -> line,
                                                        (one, other) -> one,
                                                        LinkedHashMap::new))
                                                .values())),
                Gen.strings(120));
    }

    @Test
    void aFileIsAProfileOrTellsWhatIsWrong() {
        Seeded.check(1_500, profiles(), yaml -> {
            Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
            try {
                var profile = MlsProfiles.load(file.toString());
                assertFalse(profile.name().isBlank());
                assertFalse(profile.disclaimer().paragraphs().isEmpty());
            } catch (InvalidProfile invalid) {
                assertFalse(invalid.faults().isEmpty());
                for (var fault : invalid.faults())
                    assertFalse(fault.problem().isBlank() || fault.remedy().isBlank());
            }
        });
    }

    @Test
    void aNameIsAPresetOrTellsThatItIsNone() {
        Seeded.check(300, Gen.strings(60), name -> {
            try {
                MlsProfiles.load(name);
            } catch (InvalidProfile invalid) {
                assertFalse(invalid.faults().isEmpty());
            }
        });
    }

    @Test
    void filesThatMultiplyNestOrAreEndlessAreRefused() throws IOException {
        var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'k'; c++)
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ", ").repeat(9))
                    .append("x]\n");
        for (var yaml : new String[] {
            bomb.toString(), "[".repeat(100_000), "a: {".repeat(5_000), "a: \"" + "x".repeat(1_000_000) + "\""
        }) {
            Files.writeString(file, yaml);
            assertThrows(InvalidProfile.class, () -> MlsProfiles.load(file.toString()));
        }
    }
}
