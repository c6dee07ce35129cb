package porchlight;

import io.javalin.config.RoutesConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import porchlight.lead.Channels;
import porchlight.lead.ContactPages;
import porchlight.lead.LeadDatabase;
import porchlight.lead.LeadStore;
import porchlight.lead.Reception;
import porchlight.listing.PropertyResource;
import porchlight.site.Pages;
import porchlight.site.SiteInfo;

/** Everything the site does with inquiries, put together. */
final class LeadOffice implements AutoCloseable {
    private final LeadDatabase database;
    private final ContactPages pages;

    private LeadOffice(LeadDatabase database, ContactPages pages) {
        this.database = database;
        this.pages = pages;
    }

    /** @param directory holds {@code data/} */
    static LeadOffice open(
            Settings settings,
            PropertyResource properties,
            SiteInfo site,
            Pages pages,
            Path directory,
            InstantSource clock) {
        var database = database(settings, directory, clock);
        var store = new LeadStore(database, clock);
        var reception = new Reception(store, channels(settings), clock, () -> {});
        return new LeadOffice(database, new ContactPages(store, reception, properties, site, pages, clock));
    }

    static LeadDatabase database(Settings settings, Path directory, InstantSource clock) {
        var database = settings.database();
        return LeadDatabase.beside(
                database.jdbcUrl(), database.user(), database.password(), directory.resolve("data"), clock);
    }

    static Channels channels(Settings settings) {
        return new Channels(settings.leads().to(), settings.leads().webhook() != null);
    }

    /** The form beside a listing. */
    ContactPages pages() {
        return pages;
    }

    void route(RoutesConfig routes) {
        Website.route(routes, "/contact", pages::serveContact);
        Website.route(routes, "/listing/{key}/inquiry", pages::serveInquiry);
        Website.route(routes, "/thanks", pages::serveThanks);
        routes.post("/contact", pages::receiveContact);
        routes.post("/listing/{key}/inquiry", pages::receiveInquiry);
    }

    @Override
    public void close() {
        database.close();
    }
}
