package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import porchlight.edge.ClientAddress;
import porchlight.edge.Forwarded;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.web.ContentCoding;

/** Whatever a header field or the owner's list of proxies says, it is understood or as if it were not there. */
class HeaderFuzzTest {
    private static final String ETAG = "\"0123456789abcdef-br\"";

    private static Gen<String> texts() {
        return Gen.oneOf(Gen.strings(30), Gen.strings(" \t\",;=\\[]:./*0aF-q", 40));
    }

    private static Gen<String> of(String... words) {
        return Gen.oneOf(Gen.of(words), texts()).list(8).map(all -> String.join("", all));
    }

    Gen<String> forwarded() {
        return of(
                "for=",
                "proto=https",
                "host=",
                ";",
                ",",
                "\"",
                "\\",
                "\"[2001:db8::1]:80\"",
                "192.0.2.1",
                "_hidden",
                "FOR",
                "by=");
    }

    @Test
    void forwardedIsElementsOfNamesAndValues() {
        Seeded.check(2_000, forwarded(), field -> {
            var elements = Forwarded.parse(field);
            assertTrue(elements.size() <= field.length() + 1);
            for (var element : elements) for (var name : element.keySet()) assertEquals(name.strip(), name);
        });
    }

    Gen<String> addresses() {
        return Gen.oneOf(
                of(
                        "[",
                        "]",
                        "::1",
                        ":",
                        "192.0.2.1",
                        ":80",
                        "fe80::1%eth0",
                        "localhost",
                        "/8",
                        "256.1.1.1",
                        "1.2.3",
                        "ffff"),
                Gen.integers(0, 300)
                        .list(4, 4)
                        .map(all -> all.get(0) + "." + all.get(1) + "." + all.get(2) + "." + all.get(3)),
                Gen.both(
                        Gen.of("10.0.0.0", "2001:db8::", "::", "0.0.0.0", "10.1.2.3"),
                        Gen.integers(-5, 140),
                        (network, bits) -> network + "/" + bits));
    }

    @Test
    void anAddressIsOneOrNoneAndNeverLookedUp() {
        Seeded.check(2_000, addresses(), text -> {
            var address = ClientAddress.parse(text);
            // A name that was looked up would be kept in it.
            address.ifPresent(found -> assertTrue(found.toString().startsWith("/"), found.toString()));
            if (ClientAddress.isNetwork(text))
                assertNotNull(new ClientAddress(List.of(text), ClientAddress.Header.FORWARDED));
        });
    }

    Gen<String> codings() {
        return of("gzip", "br", "identity", "*", ";q=0", ";q=0.5", ";q=", ",", " ", "GZIP", "x-gzip", "q=0");
    }

    @Test
    void aCodingIsOneThatIsNamed() {
        Seeded.check(2_000, codings(), field -> {
            var coding = ContentCoding.accepted(field);
            assertTrue(ContentCoding.available().contains(coding));
            assertTrue(coding == ContentCoding.IDENTITY
                    || field.toLowerCase(java.util.Locale.ROOT).contains(coding.token()));
        });
    }

    Gen<String> tags() {
        return of(ETAG, "W/", "*", ",", " ", "\"", "\"0123456789abcdef-gzip\"");
    }

    @Test
    void aTagMatchesOnlyWhereItIsNamed() {
        Seeded.check(2_000, tags(), field -> {
            if (!field.contains(ETAG) && !field.strip().equals("*")) assertFalse(Reply.matches(field, ETAG));
            assertTrue(Reply.matches(field.replace("\"", "") + "," + ETAG, ETAG));
        });
    }

    /** Longer than the server takes headers: what grows with the square of the length would take minutes. */
    @Test
    void hugeFieldsAreReadInTimeThatGrowsWithTheirLength() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (var piece : List.of("\"", ",", ";", "for=", "\\\"", "W/", " ", "q=0;", "[", "1.1.1.1:", "\"\\")) {
                var field = piece.repeat(2_000_000 / piece.length());
                Forwarded.parse(field);
                ContentCoding.accepted(field);
                Reply.matches(field, ETAG);
                ClientAddress.parse(field);
            }
        });
    }
}
