package porchlight.demomls;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import porchlight.demomls.manners.Vendor;

/** Options for a {@link DemoMls}. Set them before it starts; each setter returns this. */
public final class DemoOptions {
    private int port;
    private int listings = 2_400;
    private long seed = 20_261_123L;
    private InstantSource clock = InstantSource.system();
    private Role role = Role.IDX;
    private int maxTop = 25;
    private boolean refuseLargeTop;
    private boolean fullMetadata;
    private boolean strictUserAgent;
    private Duration tokenLife = Duration.ofDays(1);
    private boolean expiredInEnvelope;
    private int rateLimit = 15_000;
    private @Nullable Vendor manners;
    private SqlFilter.Features features = new SqlFilter.Features(true, true, true, true, true, true, true);

    private DemoOptions() {}

    /** 2,400 listings, an IDX key, everything supported, Spark's rate limit. */
    public static DemoOptions standard() {
        return new DemoOptions();
    }

    /** What a key may see. */
    public enum Role {
        /** Public displays: private fields are masked. */
        IDX,
        /** Members of the MLS: everything. Used to prove that a site hides it even so. */
        PRIVATE
    }

    /** The port on loopback, 0 for any free one. */
    public DemoOptions port(int value) {
        port = value;
        return this;
    }

    public DemoOptions listings(int value) {
        listings = value;
        return this;
    }

    /** A different seed produces a different market. */
    public DemoOptions seed(long value) {
        seed = value;
        return this;
    }

    public DemoOptions clock(InstantSource value) {
        clock = value;
        return this;
    }

    public DemoOptions role(Role value) {
        role = value;
        return this;
    }

    /**
     * @param rows the most a page may have: 25, or 1000 for a replication key
     * @param refuseLarger whether a larger {@code $top} is refused with 400 instead of being capped
     */
    public DemoOptions maxTop(int rows, boolean refuseLarger) {
        maxTop = rows;
        refuseLargeTop = refuseLarger;
        return this;
    }

    /** Whether $metadata declares the fields of the full variant. */
    public DemoOptions fullMetadata(boolean value) {
        fullMetadata = value;
        return this;
    }

    /** Whether requests must carry X-SparkApi-User-Agent. */
    public DemoOptions strictUserAgent(boolean value) {
        strictUserAgent = value;
        return this;
    }

    /**
     * @param expiryInEnvelope whether an expired token is reported in the {@code D} envelope
     * instead of an OData error
     */
    public DemoOptions tokens(Duration life, boolean expiryInEnvelope) {
        tokenLife = life;
        expiredInEnvelope = expiryInEnvelope;
        return this;
    }

    /** Requests per five minutes; 0 for no limit. */
    public DemoOptions rateLimit(int value) {
        rateLimit = value;
        return this;
    }

    /** Which groups of filter functions are supported; the others are refused with 400. */
    public DemoOptions supports(boolean textAndIn, boolean lambda, boolean geography) {
        features = new SqlFilter.Features(textAndIn, textAndIn, textAndIn, textAndIn, lambda, textAndIn, geography);
        return this;
    }

    /** Imitates another vendor's service, rather than Spark in every detail. */
    public DemoOptions manners(Vendor value) {
        manners = value;
        return this;
    }

    int port() {
        return port;
    }

    int listings() {
        return listings;
    }

    long seed() {
        return seed;
    }

    InstantSource clock() {
        return clock;
    }

    Role role() {
        return role;
    }

    int maxTop() {
        return maxTop;
    }

    boolean refuseLargeTop() {
        return refuseLargeTop;
    }

    boolean fullMetadata() {
        return fullMetadata;
    }

    boolean strictUserAgent() {
        return strictUserAgent;
    }

    boolean expiredInEnvelope() {
        return expiredInEnvelope;
    }

    Duration tokenLife() {
        return tokenLife;
    }

    @Nullable
    Vendor manners() {
        return manners;
    }

    int rateLimit() {
        return rateLimit;
    }

    SqlFilter.Features features() {
        return features;
    }
}
