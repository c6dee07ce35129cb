package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a header field or the owner's list of proxies says, it is understood or as if it were not there. */
class HeaderFuzzTest {
    private static final String ETAG = "\"0123456789abcdef-br\"";

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().withChars(" \t\",;=\\[]:./*0aF-q").ofMaxLength(40));
    }

    private static Arbitrary<String> of(String... words) {
        return Arbitraries.oneOf(Arbitraries.of(words), texts())
                .list()
                .ofMaxSize(8)
                .map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<String> forwarded() {
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

    @Property(tries = 2_000, seed = "20261124")
    void forwardedIsElementsOfNamesAndValues(@ForAll("forwarded") String field) {
        var elements = Forwarded.parse(field);
        assertTrue(elements.size() <= field.length() + 1);
        for (var element : elements) for (var name : element.keySet()) assertEquals(name.strip(), name);
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.oneOf(
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
                Arbitraries.integers()
                        .between(0, 300)
                        .list()
                        .ofSize(4)
                        .map(all -> all.get(0) + "." + all.get(1) + "." + all.get(2) + "." + all.get(3)),
                Combinators.combine(
                                Arbitraries.of("10.0.0.0", "2001:db8::", "::", "0.0.0.0", "10.1.2.3"),
                                Arbitraries.integers().between(-5, 140))
                        .as((network, bits) -> network + "/" + bits));
    }

    @Property(tries = 2_000, seed = "20261124")
    void anAddressIsOneOrNoneAndNeverLookedUp(@ForAll("addresses") String text) {
        var address = ClientAddress.parse(text);
        // A name that was looked up would be kept in it.
        address.ifPresent(found -> assertTrue(found.toString().startsWith("/"), found.toString()));
        if (ClientAddress.isNetwork(text)) assertNotNull(new ClientAddress(List.of(text)));
    }

    @Provide
    Arbitrary<String> codings() {
        return of("gzip", "br", "identity", "*", ";q=0", ";q=0.5", ";q=", ",", " ", "GZIP", "x-gzip", "q=0");
    }

    @Property(tries = 2_000, seed = "20261124")
    void aCodingIsOneThatIsNamed(@ForAll("codings") String field) {
        var coding = ContentCoding.accepted(field);
        assertTrue(ContentCoding.available().contains(coding));
        assertTrue(coding == ContentCoding.IDENTITY
                || field.toLowerCase(java.util.Locale.ROOT).contains(coding.token()));
    }

    @Provide
    Arbitrary<String> tags() {
        return of(ETAG, "W/", "*", ",", " ", "\"", "\"0123456789abcdef-gzip\"");
    }

    @Property(tries = 2_000, seed = "20261124")
    void aTagMatchesOnlyWhereItIsNamed(@ForAll("tags") String field) {
        if (!field.contains(ETAG) && !field.strip().equals("*")) assertFalse(Reply.matches(field, ETAG));
        assertTrue(Reply.matches(field.replace("\"", "") + "," + ETAG, ETAG));
    }

    /** Longer than the server takes headers: what grows with the square of the length would take minutes. */
    @Example
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
