package porchlight.demomls;

import java.util.Comparator;
import java.util.HashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Spreads the pictures of a style over its homes in the order the market shows them, newest first, so that neighbours
 * in a list of results do not show the same one.
 */
final class Covers {
    /** Larger markets are spread by number alone: sorting them would hold up the start. */
    private static final int SORTED = 20_000;

    private final int[] turns;

    private Covers(int[] turns) {
        this.turns = turns;
    }

    /** What a listing's place in the order depends on. */
    record Entry(String style, int daysOnMarket) {}

    static Covers of(int size, IntFunction<Entry> entries) {
        if (size > SORTED) return new Covers(new int[0]);
        var all = IntStream.range(0, size).mapToObj(entries).toList();
        var turns = new int[size];
        var next = new HashMap<String, Integer>();
        IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingInt(number -> all.get(number).daysOnMarket()))
                .forEach(number -> turns[number] = next.merge(all.get(number).style(), 1, Integer::sum) - 1);
        return new Covers(turns);
    }

    /** Which of its style a home is: homes of one turn look alike, those of following turns do not. */
    int turn(int number) {
        return number < turns.length ? turns[number] : number;
    }
}
