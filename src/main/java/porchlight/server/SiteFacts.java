package porchlight.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import porchlight.brand.Brand;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.settings.Settings;
import porchlight.site.SiteInfo;

/** What pages say about the site, from the owner's settings and the MLS's rules. */
final class SiteFacts {
    private SiteFacts() {}

    static SiteInfo of(
            Settings settings, MlsProfile profile, Duration limit, Supplier<Brand> brand, InstantSource clock) {
        var broker = settings.broker();
        var disclaimer = new ArrayList<>(profile.disclaimer().paragraphs());
        var excluded = profile.disclaimer().excluded();
        if (excluded != null && settings.feed() != null && settings.feed().filter() != null) disclaimer.add(excluded);
        var logo = profile.logo();
        var url = settings.siteUrl();
        var agent = profile.coBrand();
        var watched = profile.monitoring();
        return new SiteInfo(
                broker.siteName(),
                broker.brokerage(),
                broker.phone(),
                broker.email(),
                broker.address(),
                broker.license(),
                url == null ? null : url.toString().replaceAll("/$", ""),
                profile.name(),
                profile.timeZone(),
                filledIn(disclaimer, settings, profile),
                Messages.text(
                        "layout.copyright",
                        SiteInfo.YEAR,
                        profile.copyrightOwner().replaceFirst("\\.$", "")),
                logo == null ? null : new SiteInfo.MlsLogo(logo.url(), logo.alt(), logo.width(), logo.height()),
                agent == null
                        ? null
                        : agent.license() == null
                                ? agent.agent()
                                : Messages.text("layout.agent", agent.agent(), agent.license()),
                watched == null
                        ? null
                        : new SiteInfo.Monitoring(watched.script(), watched.integrity(), watched.pixel()),
                profile.demonstration(),
                profile.showsHistory(),
                profile.dmca() != null,
                !profile.ours().isNone(),
                limit,
                settings.embedOrigins(),
                brand,
                clock);
    }

    /** The license that visitors must accept; empty for none. */
    static List<String> license(Settings settings, MlsProfile profile) {
        var eula = profile.eula();
        return eula == null ? List.of() : filledIn(eula.paragraphs(), settings, profile);
    }

    private static List<String> filledIn(List<String> paragraphs, Settings settings, MlsProfile profile) {
        return paragraphs.stream()
                .map(text ->
                        text.replace("{broker}", settings.broker().brokerage()).replace("{mls}", profile.name()))
                .toList();
    }
}
