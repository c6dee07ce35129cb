package porchlight.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import porchlight.settings.Settings.Auth;

class SettingsTest {
    private static final Map<String, String> SPARK = Map.of(
            "RESO_SERVICE_ROOT", "https://mls.example/Reso/OData",
            "RESO_ACCESS_TOKEN", "s3cret-token",
            "SITE_BROKERAGE", "Elm Street Realty",
            "MLS_PROFILE", "armls");
    private static final Map<String, String> CLIENT = Map.of(
            "RESO_SERVICE_ROOT", "https://mls.example/Reso/OData/",
            "RESO_CLIENT_ID", "elm",
            "RESO_CLIENT_SECRET", "s3cret-client",
            "RESO_TOKEN_URL", "https://mls.example/grant",
            "RESO_REDIRECT_URI", "http://127.0.0.1:8765/callback",
            "SITE_BROKERAGE", "Elm Street Realty",
            "MLS_PROFILE", "armls");

    @Test
    void emptyEnvironmentIsTheDemonstration() {
        var settings = Settings.from(Map.of());

        assertNull(settings.feed());
        assertEquals(8080, settings.port());
        assertNull(settings.siteUrl());
        assertEquals("demo", settings.mlsProfile());
        assertEquals(Settings.License.DISPLAY, settings.mlsLicense());
        assertEquals("Porchlight Realty (demonstration)", settings.broker().brokerage());
        assertEquals("503-555-0100", settings.broker().phone());
        assertEquals("jdbc:h2:./data/porchlight", settings.database().jdbcUrl());
        assertEquals(
                new Settings.Cache(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(12)), settings.cache());
        assertEquals(List.of(), settings.embedOrigins());
        assertEquals(List.of(), Settings.warnings(Map.of()));
    }

    @Test
    void realFeedHasDefaultsButNoInventedBroker() {
        var settings = Settings.from(SPARK);
        var feed = settings.feed();

        assertNotNull(feed);
        assertEquals(HttpUrl.get("https://mls.example/Reso/OData/"), feed.serviceRoot());
        assertEquals(new Auth.StaticToken("Bearer", "s3cret-token"), feed.auth());
        assertEquals(25, feed.maxTop());
        assertEquals(new Settings.RateBudget(1200, Duration.ofMinutes(5)), feed.rateBudget());
        assertEquals(new Settings.Capabilities(null, null, null, null, null, null), feed.capabilities());
        assertNull(settings.broker().phone());
        assertNull(settings.broker().email());
        assertNull(settings.broker().address());
    }

    @Test
    void clientMeansAuthorizationCodeByDefault() {
        var settings = Settings.from(CLIENT);

        assertEquals(
                new Auth.AuthorizationCode(
                        "Bearer",
                        HttpUrl.get("https://mls.example/grant"),
                        "elm",
                        "s3cret-client",
                        HttpUrl.get("http://127.0.0.1:8765/callback")),
                settings.feed() == null ? null : settings.feed().auth());
    }

    @Test
    void clientCredentialsTakeAScopeAndNoRedirect() {
        var environment =
                with(CLIENT, "RESO_GRANT", "client_credentials", "RESO_SCOPE", "api", "RESO_REDIRECT_URI", "");

        var feed = Settings.from(environment).feed();

        assertNotNull(feed);
        assertEquals(
                "api",
                assertInstanceOf(Auth.ClientCredentials.class, feed.auth()).scope());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT                         | 70000                     | isn’t a whole number from 0 to 65535
            PORT                         | eighty                    | isn’t a whole number from 0 to 65535
            SITE_URL                     | homes.example.com         | isn’t a full http or https address
            SITE_URL                     | https://example.com/homes | is more than a scheme, a host, and a port
            SITE_URL                     | https://a:b@example.com   | Contains a user name, a password, or a #
            SITE_EMAIL                   | office                    | isn’t an email address
            RESO_SERVICE_ROOT            | ftp://mls.example/        | isn’t a full http or https address
            RESO_SERVICE_ROOT            | https://mls.example/?access_token=x | Contains a question mark
            RESO_AUTH_SCHEME             | Basic                     | isn’t one of the choices
            RESO_GRANT                   | password                  | isn’t one of the choices
            RESO_GRANT                   | client_credentials        | Has no effect with RESO_ACCESS_TOKEN
            RESO_CLIENT_ID               | elm                       | so is RESO_CLIENT_ID
            RESO_MAX_TOP                 | 0                         | isn’t a whole number from 1 to 1000
            RESO_MAX_TOP                 | 1001                      | isn’t a whole number from 1 to 1000
            RESO_RATE_LIMIT              | 1200                      | isn’t a number of requests, a slash, and
            RESO_RATE_LIMIT              | 0/PT5M                    | isn’t a number of requests, a slash, and
            RESO_RATE_LIMIT              | 10/5m                     | isn’t a number of requests, a slash, and
            RESO_EXPAND_MEDIA            | Media($top=1)             | isn’t the name of a navigation property
            RESO_SUPPORTS_GEO            | yes                       | is neither true nor false
            CACHE_FRESH_FOR              | 5 minutes                 | isn’t a length of time
            CACHE_FRESH_FOR              | PT0S                      | isn’t a length of time
            CACHE_FRESH_FOR              | PT2H                      | PT2H is longer than CACHE_STALE_WHILE_REVALIDATE, which is PT1H
            CACHE_STALE_WHILE_REVALIDATE | PT13H                     | PT13H is longer than CACHE_STALE_IF_ERROR, which is PT12H
            CACHE_STALE_IF_ERROR         | P1D                       | PT24H is longer than PT12H
            DATABASE_URL                 | mysql://localhost/x       | isn’t a database address
            SMTP_URL                     | mail.example.com          | isn’t an address that starts with smtp or smtps
            LEADS_TO                     | leads@example.com         | Not set, but LEADS_TO is
            SMTP_URL                     | smtp://mail.example.com   | Not set, but SMTP_URL is
            LEADS_WEBHOOK_URL            | hook                      | isn’t a full http or https address
            EMBED_ORIGINS                | www.example.com           | “www.example.com” isn’t an origin
            EMBED_ORIGINS                | https://example.com/page  | “https://example.com/page” isn’t an origin
            MAP_TILE_URL                 | https://tiles.example/{z} | isn’t an http or https address with {z}, {x}, and {y}
            MAP_TILE_URL                 | https://t.example/{z}/{x}/{y}.png | Not set, but MAP_TILE_URL is
            MLS_LICENSE                  | everything                | isn’t one of the choices
            MLS_PROFILE                  | demo                      | The demo profile tells visitors
            TRUSTED_PROXIES              | proxy.example.com         | isn’t an IP address or a network
            TRUSTED_PROXIES              | 10.0.0.0/33               | isn’t an IP address or a network
            TRUSTED_PROXIES              | 10.1.0.0/8                | isn’t an IP address or a network
            TRUSTED_PROXIES              | 999.0.0.1                 | isn’t an IP address or a network
            TRUSTED_PROXIES              | 0.0.0.0/0                 | any visitor could claim any address
            TRUSTED_PROXIES              | 10.0.0.1, ::/0            | any visitor could claim any address
            TRUSTED_PROXIES              | 128.0.0.0/1               | any visitor could claim any address
            HOST                         | www.example.com           | isn’t an IP address
            HOST                         | 10.0.0.0/8                | isn’t an IP address
            MANAGEMENT_PORT              | 8080                      | This is PORT too
            MANAGEMENT_HOST              | everywhere                | isn’t an IP address
            ALLOW_PLAIN_HTTP             | everything                | is neither mls nor webhook
            DATABASE_URL                 | jdbc:h2:./x;INIT=RUNSCRIPT FROM 'http://x' | Contains INIT
            DATABASE_URL                 | jdbc:h2:./x; init =SELECT 1                | Contains init
            DATABASE_URL                 | jdbc:postgresql://db/x?a=b&socketFactory=x | Contains socketFactory
            DATABASE_URL                 | jdbc:postgresql://u:s3cret@db/x            | can’t tell the user name
            DATABASE_URL                 | postgres://u:12/s3cret@db/x                | can’t tell the user name
            WORD_INDEX_HOMES             | many                      | isn’t a whole number
            SITE_DOMAINS                 | https://example.com       | isn’t a host name
            """)
    void wrongValueIsRefused(String variable, String value, String problem) {
        var refused = assertThrows(InvalidSettings.class, () -> Settings.from(with(SPARK, variable, value)));

        assertTrue(refused.faults().stream().anyMatch(fault -> fault.problem().contains(problem)), refused::getMessage);
        refused.faults().forEach(fault -> assertFalse(fault.remedy().isBlank(), fault::toString));
        assertFalse(refused.faults().toString().contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SITE_BROKERAGE", "MLS_PROFILE", "RESO_ACCESS_TOKEN", "RESO_SERVICE_ROOT"})
    void realFeedNeeds(String variable) {
        var refused = assertThrows(InvalidSettings.class, () -> Settings.from(with(SPARK, variable, " ")));

        assertEquals(List.of(variable), variables(refused));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESO_CLIENT_SECRET", "RESO_TOKEN_URL", "RESO_REDIRECT_URI"})
    void authorizationCodeNeeds(String variable) {
        var refused = assertThrows(InvalidSettings.class, () -> Settings.from(with(CLIENT, variable, "")));

        assertEquals(List.of(variable), variables(refused));
    }

    @Test
    void allFaultsAreReportedAtOnceInTheOrderOfTheTable() {
        var environment = with(
                SPARK,
                "MLS_LICENSE",
                "all",
                "PORT",
                "x",
                "CACHE_FRESH_FOR",
                "1",
                "SITE_BROKERAGE",
                "",
                "RESO_MAX_TOP",
                "9999");

        var refused = assertThrows(InvalidSettings.class, () -> Settings.from(environment));

        assertEquals(
                List.of("PORT", "SITE_BROKERAGE", "RESO_MAX_TOP", "CACHE_FRESH_FOR", "MLS_LICENSE"),
                variables(refused));
        var message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("5 settings need fixing:\n  PORT: “x” isn’t a whole number"), message);
    }

    @Test
    void replicationKeepsTheRefreshRuleForWhatIsShown() {
        var environment = with(SPARK, "MLS_LICENSE", "replication", "CACHE_STALE_IF_ERROR", "PT13H");

        var refused = assertThrows(InvalidSettings.class, () -> Settings.from(environment));

        assertEquals(List.of("CACHE_STALE_IF_ERROR"), variables(refused));
    }

    @Test
    void secretsAreInNoTextOfSettings() {
        var withClient = Settings.from(with(
                CLIENT,
                "DATABASE_URL",
                "jdbc:h2:./data/x;PASSWORD=s3cret-db",
                "SMTP_URL",
                "smtp://leads:s3cret-mail@mail.example.com:587",
                "LEADS_TO",
                "leads@example.com",
                "LEADS_WEBHOOK_URL",
                "https://hooks.example.com/s3cret-hook"));

        assertFalse(withClient.toString().contains("s3cret"), withClient::toString);
        assertFalse(Settings.from(SPARK).toString().contains("s3cret"));
        assertFalse(new Settings.Database("jdbc:postgresql://db/x", "u", "s3cret")
                .toString()
                .contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP_URL,leads:s3cret@mail",
        "DATABASE_URL,mysql://u:s3cret@db/x",
        "RESO_ACCESS_TOKEN,s3cret token",
        "LEADS_WEBHOOK_URL,hook/s3cret",
        "RESO_TOKEN_URL,https://u:s3cret@mls.example/",
        "RESO_SERVICE_ROOT,https://mls.example/?access_token=s3cret"
    })
    void secretsAreInNoFault(String variable, String value) {
        var refused = assertThrows(InvalidSettings.class, () -> Settings.from(with(SPARK, variable, value)));

        assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"), refused::getMessage);
    }

    @Test
    void listsAreSplitAndOriginsWrittenAsBrowsersDo() {
        var settings = Settings.from(Map.of(
                "EMBED_ORIGINS", "https://WWW.Example.com/ https://blog.example.com:8443 https://www.example.com:443",
                "SITE_DOMAINS", "Homes.Example.com, example.com",
                "TRUSTED_PROXIES", "10.0.0.0/8, ::1"));

        assertEquals(List.of("https://www.example.com", "https://blog.example.com:8443"), settings.embedOrigins());
        assertEquals(List.of("homes.example.com", "example.com"), settings.siteDomains());
        assertEquals(List.of("10.0.0.0/8", "::1"), settings.trustedProxies());
    }

    @Test
    void unknownVariablesAreWarnedOfWithTheNearestName() {
        var warnings = Settings.warnings(Map.of("RESO_ACESS_TOKEN", "x", "MLS_WHATEVER_ELSE", "y", "HOME", "/root"));

        assertEquals(
                List.of(
                        "MLS_WHATEVER_ELSE isn’t a setting and has no effect.",
                        "RESO_ACESS_TOKEN isn’t a setting and has no effect. Did you mean RESO_ACCESS_TOKEN?"),
                warnings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RESO_SERVICE_ROOT | http://mls.example/OData/       | webhook
            RESO_SERVICE_ROOT | http://127.0.0.1.evil.example/  |
            RESO_SERVICE_ROOT | http://10.0.0.7/OData/          |
            LEADS_WEBHOOK_URL | http://crm.example/hook         | mls
            """)
    void whatIsSecretGoesOverPlainHttpOnlyWhenAllowed(String variable, String url, String allowed) {
        var settings = with(SPARK, variable, url);
        var refused = assertThrows(
                InvalidSettings.class,
                () -> Settings.from(allowed == null ? settings : with(settings, "ALLOW_PLAIN_HTTP", allowed)));

        assertEquals(List.of(variable), variables(refused));
        Settings.from(with(settings, "ALLOW_PLAIN_HTTP", "mls, webhook"));
    }

    @Test
    void loopbackNeedsNoEncryption() {
        for (var host : List.of("127.0.0.1:9", "localhost:9", "[::1]:9", "127.1.2.3"))
            Settings.from(with(
                    SPARK,
                    "RESO_SERVICE_ROOT",
                    "http://" + host + "/OData/",
                    "LEADS_WEBHOOK_URL",
                    "http://" + host + "/hook"));
    }

    @Test
    void managementIsNowhereUnlessSet() {
        assertNull(Settings.from(Map.of()).management());
        assertEquals(
                new Settings.Management("127.0.0.1", 9090),
                Settings.from(Map.of("MANAGEMENT_PORT", "9090")).management());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ListOfficeName ne 'Rival Realty'              | 1
            not (ListAgentMlsId eq '7')                   | 1
            City eq 'Portland' and ListPrice ge 100000    | 0
            """)
    void filterByFirmIsWarnedOf(String filter, int warnings) {
        assertEquals(warnings, Settings.warnings(Map.of("RESO_FILTER", filter)).size());
    }

    private static List<String> variables(InvalidSettings refused) {
        return refused.faults().stream().map(InvalidSettings.Fault::variable).toList();
    }

    private static Map<String, String> with(Map<String, String> environment, String... namesAndValues) {
        var changed = new HashMap<>(environment);
        for (int index = 0; index < namesAndValues.length; index += 2)
            changed.put(namesAndValues[index], namesAndValues[index + 1]);
        return changed;
    }
}
