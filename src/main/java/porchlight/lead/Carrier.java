package porchlight.lead;

/** One way of delivery. */
interface Carrier {
    /** The channels it serves begin so. */
    String channels();

    /**
     * Tries once, within the time an outbox's lease lasts.
     *
     * @throws Undeliverable if the receiver did not take it
     */
    void carry(Outbox.Claim claim) throws Undeliverable;
}
