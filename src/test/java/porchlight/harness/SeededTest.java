package porchlight.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeededTest {
    private static final Gen<String> TEXTS = Gen.strings(40);

    @Test
    void aFailureTellsTheSeedThatRepeatsIt() {
        var seen = new ArrayList<Integer>();
        var fault = assertThrows(
                AssertionError.class,
                () -> Seeded.check(1_000, Gen.integers(0, 100), number -> {
                    seen.add(number);
                    assertTrue(number < 90);
                }));
        var seed = fault.getMessage().replaceAll("(?s).*-Dseed=(-?\\d+): .*", "$1");
        var number = seen.size() - 1;
        assertTrue(fault.getMessage().startsWith("try " + number + ","), fault.getMessage());
        var again = new Random(Long.parseLong(seed) + number * 0x9e3779b97f4a7c15L);
        assertEquals(seen.get(number), Gen.integers(0, 100).next(again));
    }

    @Test
    void theSameRandomNumbersMakeTheSameValues() {
        for (int seed = 0; seed < 100; seed++)
            assertEquals(TEXTS.list(5).next(new Random(seed)), TEXTS.list(5).next(new Random(seed)));
    }

    @Test
    void textsHoldWhatTheOutsideSends() {
        var kinds = new HashSet<Integer>();
        var lengths = new HashSet<Integer>();
        Seeded.check(3_000, TEXTS, text -> {
            lengths.add(text.length());
            text.codePoints().map(Character::getType).forEach(kinds::add);
        });
        assertTrue(
                lengths.contains(0) && lengths.contains(40) && lengths.stream().allMatch(length -> length <= 40));
        for (var kind : new byte[] {
            Character.CONTROL, Character.SURROGATE, Character.FORMAT, Character.OTHER_SYMBOL, Character.LINE_SEPARATOR
        }) assertTrue(kinds.contains((int) kind), "kind " + kind);
    }

    @Test
    void numbersReachTheirBounds() {
        var seen = new HashSet<Integer>();
        Seeded.check(2_000, Gen.integers(-2, 3), number -> {
            seen.add(number);
            assertTrue(number >= -2 && number <= 3);
        });
        assertEquals(6, seen.size());
    }
}
