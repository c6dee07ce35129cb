package porchlight.harness;

/** How long the longest tests walk: {@code -Drounds=full}, which {@code mvn -Pzoo test} sets, walks all of the way. */
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
