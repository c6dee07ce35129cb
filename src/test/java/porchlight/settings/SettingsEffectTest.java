package porchlight.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No setting is read and then forgotten: each changes what the settings add up to. */
class SettingsEffectTest {
    private static final Map<String, String> WITH_TOKEN = Map.of(
            "RESO_SERVICE_ROOT", "https://mls.example/odata/",
            "RESO_ACCESS_TOKEN", "t0ken",
            "SITE_BROKERAGE", "Elm Street Realty",
            "MLS_PROFILE", "armls");

    private static final Map<String, String> WITH_CLIENT = Map.of(
            "RESO_SERVICE_ROOT", "https://mls.example/odata/",
            "RESO_CLIENT_ID", "elm",
            "RESO_CLIENT_SECRET", "s3cret-client",
            "RESO_TOKEN_URL", "https://mls.example/grant",
            "RESO_REDIRECT_URI", "http://127.0.0.1:8765/callback",
            "SITE_BROKERAGE", "Elm Street Realty",
            "MLS_PROFILE", "armls");

    private static final Map<String, String> WITH_SCOPE =
            with(WITH_CLIENT, "RESO_GRANT", "client_credentials", "RESO_REDIRECT_URI", "");
    private static final Map<String, String> WITH_MANAGEMENT = with(WITH_TOKEN, "MANAGEMENT_PORT", "9090");
    private static final Map<String, String> WITH_MAIL =
            with(WITH_TOKEN, "LEADS_TO", "leads@example.com", "SMTP_URL", "smtp://mail.example.com:587");
    private static final Map<String, String> IN_THE_CLEAR =
            with(WITH_TOKEN, "RESO_SERVICE_ROOT", "http://mls.example/odata/");
    private static final Map<String, String> WITH_TILES =
            with(WITH_TOKEN, "MAP_TILE_URL", "https://tiles.example.com/{z}/{x}/{y}.png", "MAP_ATTRIBUTION", "© Tiles");

    static Stream<Arguments> changes() {
        return Stream.of(
                change(WITH_TOKEN, Variable.PORT, "8081"),
                change(WITH_TOKEN, Variable.HOST, "127.0.0.1"),
                change(WITH_TOKEN, Variable.MANAGEMENT_PORT, "9090"),
                change(WITH_MANAGEMENT, Variable.MANAGEMENT_HOST, "127.0.0.2"),
                change(WITH_TOKEN, Variable.SITE_URL, "https://homes.example.com"),
                change(WITH_TOKEN, Variable.SITE_NAME, "Elm Street Homes"),
                change(WITH_TOKEN, Variable.SITE_BROKERAGE, "Oak Street Realty"),
                change(WITH_TOKEN, Variable.SITE_PHONE, "503-555-0199"),
                change(WITH_TOKEN, Variable.SITE_EMAIL, "office@example.com"),
                change(WITH_TOKEN, Variable.SITE_ADDRESS, "1 Elm Street, Portland, OR 97201"),
                change(WITH_TOKEN, Variable.SITE_LICENSE, "201234567"),
                change(WITH_TOKEN, Variable.SITE_BRAND, "src/docs/brands/lakeside"),
                change(WITH_TOKEN, Variable.SITE_OFFICE_IDS, "5012, ELM01"),
                change(WITH_TOKEN, Variable.RESO_SERVICE_ROOT, "https://other.example/odata/"),
                change(WITH_TOKEN, Variable.RESO_ACCESS_TOKEN, "s3cret"),
                change(WITH_TOKEN, Variable.RESO_AUTH_SCHEME, "OAuth"),
                change(WITH_CLIENT, Variable.RESO_TOKEN_URL, "https://mls.example/token"),
                change(WITH_CLIENT, Variable.RESO_CLIENT_ID, "oak"),
                change(WITH_CLIENT, Variable.RESO_CLIENT_SECRET, "s3cret-other"),
                change(WITH_CLIENT, Variable.RESO_REDIRECT_URI, "http://127.0.0.1:8765/other"),
                change(WITH_CLIENT, Variable.RESO_GRANT, "client_credentials", "RESO_REDIRECT_URI", ""),
                change(WITH_SCOPE, Variable.RESO_SCOPE, "api"),
                change(WITH_TOKEN, Variable.RESO_MAX_TOP, "50"),
                change(WITH_TOKEN, Variable.RESO_RATE_LIMIT, "600/PT5M"),
                change(WITH_TOKEN, Variable.RESO_FILTER, "OriginatingSystemName eq 'x'"),
                change(WITH_TOKEN, Variable.RESO_EXPAND_MEDIA, "Photos"),
                change(WITH_TOKEN, Variable.RESO_EXPAND_OPEN_HOUSES, "Opens"),
                change(WITH_TOKEN, Variable.RESO_EXPAND_ROOMS, "Rooms"),
                change(WITH_TOKEN, Variable.RESO_EXPAND_UNITS, "Units"),
                change(WITH_TOKEN, Variable.RESO_SUPPORTS_IN, "false"),
                change(WITH_TOKEN, Variable.RESO_SUPPORTS_CONTAINS, "false"),
                change(WITH_TOKEN, Variable.RESO_SUPPORTS_STARTSWITH, "false"),
                change(WITH_TOKEN, Variable.RESO_SUPPORTS_LAMBDA, "false"),
                change(WITH_TOKEN, Variable.RESO_SUPPORTS_GEO, "false"),
                change(WITH_TOKEN, Variable.RESO_SUPPORTS_COUNT, "false"),
                change(WITH_TOKEN, Variable.CACHE_FRESH_FOR, "PT1M"),
                change(WITH_TOKEN, Variable.CACHE_STALE_WHILE_REVALIDATE, "PT30M"),
                change(WITH_TOKEN, Variable.CACHE_STALE_IF_ERROR, "PT6H"),
                change(
                        WITH_TOKEN,
                        Variable.DATABASE_URL,
                        "jdbc:postgresql://db.example.com/homes?user=elm&password=s3cret"),
                change(WITH_TOKEN, Variable.WORD_INDEX_HOMES, "0"),
                change(WITH_MAIL, Variable.SMTP_URL, "smtps://elm:s3cret@mail.example.com:465"),
                change(WITH_MAIL, Variable.LEADS_TO, "other@example.com"),
                change(WITH_TOKEN, Variable.LEADS_WEBHOOK_URL, "https://crm.example.com/leads?key=s3cret"),
                change(WITH_TOKEN, Variable.EMBED_ORIGINS, "https://www.example.com"),
                change(WITH_TILES, Variable.MAP_TILE_URL, "https://other.example.com/{z}/{x}/{y}.png"),
                change(WITH_TILES, Variable.MAP_ATTRIBUTION, "© Others"),
                change(WITH_TOKEN, Variable.COST_DEFAULTS, "down=10,rate=7,term=15,tax=1,insurance=0.5"),
                change(WITH_TOKEN, Variable.MLS_PROFILE, "mlsgrid"),
                change(WITH_TOKEN, Variable.MLS_LICENSE, "replication"),
                change(WITH_TOKEN, Variable.TRUSTED_PROXIES, "10.0.0.1"),
                change(WITH_TOKEN, Variable.FORWARDED_HEADER, "forwarded"),
                change(WITH_TOKEN, Variable.LIMIT_EXEMPT, "10.0.0.2"),
                change(WITH_TOKEN, Variable.SITE_DOMAINS, "homes.example.com"),
                change(IN_THE_CLEAR, Variable.ALLOW_PLAIN_HTTP, "mls"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everySettingChangesSomething(Variable variable, Map<String, String> before, Map<String, String> after) {
        assertNotEquals(Optional.of(Settings.from(after)), settings(before), variable.name());
    }

    /** A new token or password must not end in a log, however it is printed. */
    @Test
    void secretsAreNeverPrinted() {
        for (var variable : Variable.values())
            assertTrue(
                    variable.isSecret() || !variable.name().matches(".*_(TOKEN|SECRET|PASSWORD|KEY)"), variable.name());
        changes().filter(change -> ((Variable) change.get()[0]).isSecret()).forEach(change -> {
            @SuppressWarnings("unchecked")
            var after = (Map<String, String>) change.get()[2];
            assertTrue(after.get(change.get()[0].toString()).contains("s3cret"), "a secret to look for");
            var printed = Settings.from(after).toString();
            assertFalse(printed.contains("s3cret"), printed);
        });
    }

    @Test
    void everySettingIsTried() {
        var tried = changes().map(change -> (Variable) change.get()[0]).collect(Collectors.toSet());
        var missing = EnumSet.allOf(Variable.class);
        missing.removeAll(tried);
        assertEquals(Set.of(), missing);
    }

    /** @param further changes that go with it */
    private static Arguments change(
            Map<String, String> environment, Variable variable, String value, String... further) {
        return Arguments.of(variable, environment, with(with(environment, further), variable.name(), value));
    }

    /** Empty if they are refused. */
    private static Optional<Settings> settings(Map<String, String> environment) {
        try {
            return Optional.of(Settings.from(environment));
        } catch (InvalidSettings refused) {
            return Optional.empty();
        }
    }

    private static Map<String, String> with(Map<String, String> environment, String... namesAndValues) {
        var changed = new HashMap<>(environment);
        for (int i = 0; i < namesAndValues.length; i += 2) changed.put(namesAndValues[i], namesAndValues[i + 1]);
        changed.values().removeIf(String::isEmpty);
        return changed;
    }
}
