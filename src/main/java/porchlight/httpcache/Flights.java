package porchlight.httpcache;

/** Requests to the origin that are under way in this and other processes. */
interface Flights {
    /**
     * Whether this process is to make a request: it is when no other makes it. Once it is, {@link #landed} must follow.
     */
    boolean take(String key);

    /** Lets others make it. */
    void landed(String key);

    /** Where there are no other processes. */
    Flights OWN = new Flights() {
        @Override
        public boolean take(String key) {
            return true;
        }

        @Override
        public void landed(String key) {}
    };
}
