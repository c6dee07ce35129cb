package porchlight.server;

import java.time.Duration;
import java.util.Optional;
import okhttp3.Dns;
import porchlight.listing.PhotoLinks;
import porchlight.seo.StructuredData;
import porchlight.share.Cards;
import porchlight.site.Answers;
import porchlight.site.Assets;
import porchlight.site.Pages;
import porchlight.site.PhotoHosts;
import porchlight.site.PhotoProxy;
import porchlight.site.SiteInfo;

/** What pages are built with: templates, files, photos, and pictures. */
record Presentation(
        SiteInfo site,
        Assets assets,
        Pages pages,
        Answers answers,
        StructuredData structured,
        PhotoProxy photos,
        Cards cards) {
    private static final Duration CARDS_KEPT_FOR = Duration.ofMinutes(15);

    static Presentation open(Launch launch, Mls mls, Homes homes) {
        var profile = mls.profile();
        var limit = launch.limit();
        var links = homes.links();
        var site = SiteFacts.of(launch.settings(), profile, limit, launch.brand(), launch.clock());
        var assets = new Assets(launch.sources(), launch.brand());
        var hosts = new PhotoHosts(Dns.SYSTEM, mls.connection().budget()::spendSpare);
        var cards = new Cards(
                site::name,
                site.brokerage(),
                () -> launch.brand().get().logo(),
                role -> assets.palette().tone(role).light(),
                address -> hosts.bytes(picture(links, address).or(() -> PhotoHosts.Picture.elsewhere(address))),
                Launch.shorter(CARDS_KEPT_FOR, limit));
        var pages = new Pages(
                launch.sources(),
                site,
                assets,
                cards::canDraw,
                () -> homes.places().get().terms(),
                homes.people()::card);
        return new Presentation(
                site,
                assets,
                pages,
                new Answers(pages),
                new StructuredData(site, profile),
                new PhotoProxy(
                        asked -> picture(links, asked), links::beacon, hosts, profile.staleLimit(), launch.clock()),
                cards);
    }

    private static Optional<PhotoHosts.Picture> picture(PhotoLinks links, String asked) {
        return links.picture(asked).map(one -> new PhotoHosts.Picture(one.url(), one.ofFeed(), one.withheld()));
    }
}
