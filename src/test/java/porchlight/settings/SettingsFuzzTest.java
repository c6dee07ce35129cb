package porchlight.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;

/** Whatever the owner sets, it is settings or a list of what is wrong, each with its variable and remedy. */
class SettingsFuzzTest {
    private static Path directory;

    @BeforeAll
    static void start() throws IOException {
        directory = Files.createTempDirectory("settings");
    }

    @AfterAll
    static void stop() throws IOException {
        Files.deleteIfExists(directory.resolve(".env"));
        Files.delete(directory);
    }

    private static Gen<String> values() {
        return Gen.oneOf(
                Gen.of(
                        "true",
                        "8080",
                        "-1",
                        "99999999999",
                        "https://example.com",
                        "https://",
                        "http://[",
                        "https://u:p@h:99999/",
                        "PT5M",
                        "PT0S",
                        "-PT1H",
                        "PT99999999999999H",
                        "1200/PT5M",
                        "0/PT5M",
                        "1/PT0S",
                        "/",
                        "a@b",
                        "a@b, c@d,",
                        "10.0.0.0/8",
                        "10.0.0.0/33",
                        "::/0",
                        "jdbc:h2:",
                        "jdbc:h2:mem:x",
                        "postgres://u:p@h/d",
                        "postgres://%zz@h",
                        "smtp://u:p@h:25",
                        "smtp://",
                        "down=20,rate=6.5",
                        "down=,=",
                        "nar",
                        "demo",
                        "display",
                        "client_credentials",
                        "%",
                        "{z}/{x}/{y}",
                        "https://t.example/{z}/{x}/{y}.png",
                        "*",
                        "a eq 'b'",
                        "' or 1"),
                Gen.strings(30));
    }

    Gen<Map<String, String>> environments() {
        var names = Stream.of(Variable.values()).map(Variable::name).toList();
        return Gen.maps(Gen.of(names), values(), 12);
    }

    @Test
    void variablesAreSettingsOrReportedByName() {
        Seeded.check(1_500, environments(), environment -> {
            try {
                Settings.from(environment);
                Settings.warnings(environment);
            } catch (InvalidSettings invalid) {
                assertFalse(invalid.faults().isEmpty());
                for (var fault : invalid.faults()) assertTrue(fault.variable().matches("[A-Z_]+"), fault.toString());
            }
        });
    }

    Gen<List<String>> lines() {
        return Gen.oneOf(
                        Gen.strings(40),
                        Gen.of(
                                "PORT=1",
                                "PORT",
                                "=x",
                                "A=\"b",
                                "A='b'",
                                "#",
                                "export A=b",
                                "A=b # c",
                                "A=\\",
                                " A = b "))
                .list(6);
    }

    @Test
    void aFileIsVariablesOrRefused() {
        Seeded.check(300, lines(), lines -> {
            Files.writeString(
                    directory.resolve(".env"),
                    lines.stream().map(SettingsFuzzTest::encodable).collect(Collectors.joining("\n")));
            try {
                DotEnv.read(directory, Map.of()).keySet().forEach(name -> assertFalse(name.isBlank()));
            } catch (InvalidSettings invalid) {
                assertFalse(invalid.faults().isEmpty());
            }
        });
    }

    /** Lone surrogates cannot be written. */
    private static String encodable(String text) {
        return text.replaceAll("\\p{Cs}", "?");
    }
}
