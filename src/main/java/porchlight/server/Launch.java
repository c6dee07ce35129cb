package porchlight.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Interceptor;
import porchlight.edge.ServerLimits;
import porchlight.feed.FeedConnection;
import porchlight.lead.Disk;
import porchlight.listing.MlsProfile;
import porchlight.odata.RateLimit;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Feed;
import porchlight.site.Sources;

/**
 * How a site is started.
 *
 * @param feed the MLS's service
 * @param profile the MLS's display rules, as they are written
 * @param directory holds {@code data/}
 * @param pace of what no visitor waits for
 * @param patience with slow clients
 * @param disk for leads
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
        Connect connect) {

    /** Opens the way to the MLS, with a budget that other processes spend too and a meter for what is sent. */
    public interface Connect {
        FeedConnection open(RateLimit.Shared shared, Interceptor meter);
    }

    /** With the usual patience, on the machine's disk, over a connection of its own. */
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
                (shared, meter) -> FeedConnection.open(feed, directory, shared, clock, meter));
    }

    public Launch with(ServerLimits.Patience value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, value, disk, connect);
    }

    public Launch with(Disk value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, patience, value, connect);
    }

    /** Over a connection that may be shared with other sites. */
    public Launch over(Connect value) {
        return new Launch(settings, feed, profile, directory, sources, clock, pace, patience, disk, value);
    }

    /** How long data of the MLS may be shown: as the settings say, but no longer than its rules allow. */
    Duration limit() {
        return shorter(settings.cache().staleIfError(), profile.staleLimit());
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
