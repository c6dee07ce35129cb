package porchlight.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Interceptor;
import porchlight.brand.Brand;
import porchlight.brand.CurrentBrand;
import porchlight.edge.ServerLimits;
import porchlight.feed.FeedConnection;
import porchlight.lead.Disk;
import porchlight.listing.MlsProfile;
import porchlight.odata.RateLimit;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Feed;
import porchlight.site.Sources;

/**
 * How to start a site.
 *
 * @param feed the MLS's service
 * @param profile the MLS's display rules as configured
 * @param directory contains {@code data/}
 * @param pace of background work
 * @param patience with slow clients
 * @param disk for leads
 * @param brand how the site looks
 */
public record Launch(
        Settings settings,
        Feed feed,
        MlsProfile profile,
        Path directory,
        Sources sources,
        InstantSource clock,
        Pace pace,
        ServerLimits.Patience patience,
        Disk disk,
        CurrentBrand brand,
        Connect connect) {

    /**
     * Opens a connection to the MLS, with a budget that may be shared with other processes and a meter for requests.
     */
    public interface Connect {
        FeedConnection open(RateLimit.Shared shared, Interceptor meter);
    }

    /** With the default patience, the machine's disk, Porchlight's own looks, and a connection of its own. */
    public static Launch of(
            Settings settings,
            Feed feed,
            MlsProfile profile,
            Path directory,
            Sources sources,
            InstantSource clock,
            Pace pace) {
        return new Launch(
                settings,
                feed,
                profile,
                directory,
                sources,
                clock,
                pace,
                ServerLimits.PATIENCE,
                Disk.ofTheMachine(),
                new CurrentBrand(Brand.OURS),
                (shared, meter) -> FeedConnection.open(feed, directory, shared, clock, meter));
    }

    public Launch with(ServerLimits.Patience value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, value, disk, brand, connect);
    }

    public Launch with(Disk value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, patience, value, brand, connect);
    }

    public Launch with(CurrentBrand value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, patience, disk, value, connect);
    }

    /** A copy that uses a connection which may be shared with other sites. */
    public Launch over(Connect value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, patience, disk, brand, value);
    }

    /** How long MLS data may be shown: the configured limit, or the MLS's own if that is shorter. */
    Duration limit() {
        return shorter(settings.cache().staleIfError(), profile.staleLimit());
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
