package porchlight.server;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.lead.Channels;
import porchlight.lead.ContactPages;
import porchlight.lead.Delivery;
import porchlight.lead.Disk;
import porchlight.lead.FormDesk;
import porchlight.lead.LeadDatabase;
import porchlight.lead.LeadPost;
import porchlight.lead.LeadStore;
import porchlight.lead.LeadsUnavailable;
import porchlight.lead.MailServer;
import porchlight.lead.Reception;
import porchlight.lead.SellPages;
import porchlight.listing.PropertyResource;
import porchlight.settings.CheckedSettings;
import porchlight.settings.Settings;
import porchlight.site.AgentCard;
import porchlight.site.Assets;
import porchlight.site.Pages;
import porchlight.site.PlaceTerms;
import porchlight.site.SiteInfo;
import porchlight.site.Sources;

/** Everything that handles inquiries, wired together. */
public final class LeadModule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeadModule.class);

    private final LeadDatabase database;
    private final LeadStore store;
    private final Delivery delivery;
    private final ContactPages pages;
    private final SellPages sell;

    private LeadModule(LeadDatabase database, LeadStore store, Delivery delivery, ContactPages pages, SellPages sell) {
        this.database = database;
        this.store = store;
        this.delivery = delivery;
        this.pages = pages;
        this.sell = sell;
    }

    /** @param directory contains {@code data/} */
    static LeadModule open(
            Settings settings,
            PropertyResource properties,
            SiteInfo site,
            Pages pages,
            Function<String, Optional<AgentCard>> agents,
            Path directory,
            InstantSource clock,
            Disk disk) {
        var database = database(settings, directory, clock, disk);
        var store = new LeadStore(database, clock);
        var channels = channels(settings);
        var delivery = LeadPost.of(
                store,
                channels,
                mailServer(settings).orElse(null),
                settings.leads().webhook(),
                properties,
                site,
                pages,
                clock);
        delivery.start();
        var reception = new Reception(store, channels, clock, delivery::wake);
        var desk = new FormDesk(store, reception, site, agents, clock);
        return new LeadModule(
                database, store, delivery, new ContactPages(desk, properties, site), new SellPages(desk, site));
    }

    private static LeadDatabase database(Settings settings, Path directory, InstantSource clock, Disk disk) {
        var database = settings.database();
        return LeadDatabase.beside(
                database.jdbcUrl(), database.user(), database.password(), data(directory), clock, disk);
    }

    /** For the owner's commands, whether the site is running or not. */
    public static LeadDatabase forCommand(Settings settings, Path directory, InstantSource clock) {
        var database = settings.database();
        return LeadDatabase.forCommand(
                database.jdbcUrl(), database.user(), database.password(), data(directory), clock);
    }

    public static Path data(Path directory) {
        return directory.resolve("data");
    }

    public static Channels channels(Settings settings) {
        return new Channels(settings.leads().to(), settings.leads().webhook() != null);
    }

    /** Mail is sent from the brokerage's address or, without one, from the first address that receives leads. */
    public static Optional<MailServer> mailServer(Settings settings) {
        var leads = settings.leads();
        if (leads.smtp() == null || leads.to().isEmpty()) return Optional.empty();
        var email = settings.broker().email();
        return Optional.of(new MailServer(
                leads.smtp(),
                email != null ? email : leads.to().get(0),
                settings.broker().brokerage()));
    }

    /** Sends a test by each channel, once, and stores nothing of it. */
    public static List<LeadPost.Attempt> test(CheckedSettings startup, LeadStore store, InstantSource clock) {
        var settings = startup.settings();
        var brand = startup.currentBrand(false);
        var site = SiteFacts.of(settings, startup.profile(), startup.profile().staleLimit(), brand, clock);
        var sources = Sources.here();
        var pages = new Pages(
                sources,
                site,
                new Assets(sources, brand),
                () -> false,
                () -> PlaceTerms.UNITED_STATES,
                slug -> Optional.empty());
        return LeadPost.test(
                store,
                channels(settings),
                mailServer(settings).orElse(null),
                settings.leads().webhook(),
                site,
                pages,
                clock);
    }

    /** The contact forms. */
    ContactPages pages() {
        return pages;
    }

    /** The page of people who would like to sell. */
    SellPages sell() {
        return sell;
    }

    /** The number of leads and deliveries by state; empty if they cannot be counted. */
    Map<String, Long> numbers() {
        try {
            return store.numbers();
        } catch (LeadsUnavailable away) {
            return Map.of();
        }
    }

    /** Since when leads cannot be stored; empty if they can. */
    Optional<Instant> unavailableSince() {
        return store.unavailableSince();
    }

    @Override
    public void close() {
        for (var part : new AutoCloseable[] {delivery, database}) {
            try {
                part.close();
            } catch (Exception fault) {
                log.warn("Not closed in order: {}", fault.toString());
            }
        }
    }
}
