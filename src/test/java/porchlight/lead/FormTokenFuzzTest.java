package porchlight.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import porchlight.harness.Gen;
import porchlight.harness.Seeded;
import porchlight.lead.FormToken.Verdict;

/** Nobody makes up a form's token, nor one out of another. */
class FormTokenFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String FORM = "listing/1";

    private final FormToken tokens = new FormToken("a secret of this test".getBytes(StandardCharsets.UTF_8));
    private final String own = tokens.byTheHour(FORM, NOW);

    Gen<String> texts() {
        return Gen.oneOf(
                Gen.strings(60),
                Gen.strings("hs0123456789abcz._-=", 40),
                Gen.of("0123456789abcdefghijklmnopqrstuvwxyz".split(""))
                        .list(12, 12)
                        .map(all -> String.join("", all))
                        .map(time -> "s" + time + "." + "A".repeat(22)));
    }

    @Test
    void whatIsMadeUpIsForged() {
        Seeded.check(2_000, texts(), token -> {
            assertEquals(Verdict.FORGED, tokens.check(FORM, token, NOW));
        });
    }

    @Test
    void aTokenThatWasChangedIsForged() {
        Seeded.check(
                1_000, Gen.integers(), Gen.integers(0, 0xffff).map(code -> (char) code.intValue()), (where, with) -> {
                    var at = Math.floorMod(where, own.length());
                    var changed = own.substring(0, at) + with + own.substring(at + 1);
                    assertEquals(changed.equals(own) ? Verdict.GOOD : Verdict.FORGED, tokens.check(FORM, changed, NOW));
                    assertNotEquals(Verdict.GOOD, tokens.check(FORM, own + with, NOW));
                    assertNotEquals(Verdict.GOOD, tokens.check(FORM + with, own, NOW));
                });
    }
}
