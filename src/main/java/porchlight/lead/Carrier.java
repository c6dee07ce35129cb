package porchlight.lead;

/** One method of delivery. */
interface Carrier {
    /** The prefix of the channels it serves. */
    String channels();

    /**
     * Makes one attempt, within the duration of an outbox lease.
     *
     * @throws Undeliverable if the receiver did not accept it
     */
    void carry(Outbox.Claim claim) throws Undeliverable;
}
