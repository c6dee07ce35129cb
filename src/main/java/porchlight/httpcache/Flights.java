package porchlight.httpcache;

/** Requests to the origin that are in progress in this and other processes. */
interface Flights {
    /**
     * Whether this process should make a request, which it should if no other process is making it.
     * If so, {@link #landed} must be called afterwards.
     */
    boolean take(String key);

    /** Allows other processes to make the request. */
    void landed(String key);

    /** For when there are no other processes. */
    Flights OWN = new Flights() {
        @Override
        public boolean take(String key) {
            return true;
        }

        @Override
        public void landed(String key) {}
    };
}
