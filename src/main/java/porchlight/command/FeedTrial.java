package porchlight.command;

import java.io.PrintWriter;
import porchlight.diagnosis.FeedCheck;
import porchlight.diagnosis.FeedTable;
import porchlight.diagnosis.Remedies;
import porchlight.diagnosis.SentRequests;
import porchlight.diagnosis.ServiceCheck;
import porchlight.diagnosis.SiteCheck;
import porchlight.diagnosis.TrialSite;
import porchlight.feed.FeedConnection;
import porchlight.listing.PropertyFields;
import porchlight.message.Messages;
import porchlight.odata.RateLimit;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Settings.Feed;

/** Tries a site on a feed and prints what works. */
final class FeedTrial {
    private final CommandContext surroundings;
    private final PrintWriter out;

    FeedTrial(CommandContext surroundings, PrintWriter out) {
        this.surroundings = surroundings;
        this.out = out;
    }

    /** @return whether the site can be served from the feed */
    boolean passes(CheckedSettings startup, Feed feed) throws InterruptedException {
        out.println(Messages.text("check.feed", startup.profile().name(), feed.serviceRoot()));
        out.println(Messages.text("check.rules", startup.profile().source()));
        out.println();
        out.flush();
        var clock = surroundings.clock();
        var requests = new SentRequests();
        // One connection for all trial sites, because they share its budget.
        var connection = FeedConnection.open(feed, surroundings.directory(), RateLimit.Shared.NONE, clock, requests);
        var remedies = new Remedies(
                tried -> TrialSite.start(startup.settings(), tried, startup.profile(), connection, requests, clock),
                feed,
                connection,
                requests);
        var site = new SiteCheck(remedies, requests);
        var tried = new FeedCheck(
                        connection, feed, startup.profile(), PropertyFields.detail(startup.profile()), site, clock)
                .report();
        var report = ServiceCheck.with(tried, startup.settings(), surroundings.directory());
        out.println(FeedTable.of(report));
        out.flush();
        return report.passed();
    }
}
