package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import porchlight.lead.FormToken.Verdict;

/** Nobody makes up a form's token, nor one out of another. */
class FormTokenFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String FORM = "listing/1";

    private final FormToken tokens = new FormToken("a secret of this test".getBytes(StandardCharsets.UTF_8));
    private final String own = tokens.byTheHour(FORM, NOW);

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                Arbitraries.strings().withChars("hs0123456789abcz._-=").ofMaxLength(40),
                Arbitraries.strings()
                        .withChars("0123456789abcdefghijklmnopqrstuvwxyz")
                        .ofLength(12)
                        .map(time -> "s" + time + "." + "A".repeat(22)));
    }

    @Property(tries = 2_000, seed = "20261124")
    void whatIsMadeUpIsForged(@ForAll("texts") String token) {
        assertEquals(Verdict.FORGED, tokens.check(FORM, token, NOW));
    }

    @Property(tries = 1_000, seed = "20261124")
    void aTokenThatWasChangedIsForged(@ForAll int where, @ForAll char with) {
        var at = Math.floorMod(where, own.length());
        var changed = own.substring(0, at) + with + own.substring(at + 1);
        assertEquals(changed.equals(own) ? Verdict.GOOD : Verdict.FORGED, tokens.check(FORM, changed, NOW));
        assertNotEquals(Verdict.GOOD, tokens.check(FORM, own + with, NOW));
        assertNotEquals(Verdict.GOOD, tokens.check(FORM + with, own, NOW));
    }
}
