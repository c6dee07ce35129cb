package porchlight.harness;

/**
 * The number of rounds of the longest tests: {@code -Drounds=full}, which {@code mvn -Pzoo test} sets, runs all of
 * them.
 */
public final class Rounds {
    private Rounds() {}

    /**
     * A number of rounds.
     *
     * @param usual in each build
     * @param full with {@code -Drounds=full}
     */
    public static int of(int usual, int full) {
        return "full".equals(System.getProperty("rounds")) ? full : usual;
    }
}
