package porchlight.diagnosis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import porchlight.diagnosis.FeedReport.Row;
import porchlight.diagnosis.TrialSite.Visit;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingKey;
import porchlight.listing.OfficeDirectory;
import porchlight.listing.OurOffices;
import porchlight.listing.RelatedData;
import porchlight.message.Messages;
import porchlight.odata.ODataException;
import porchlight.odata.Retrieval;

/**
 * Visits a {@link TrialSite} like a visitor: home page, results, a listing with its photos, each filter and order. It
 * also reads a page of open houses and of the catalog.
 */
public final class SiteCheck {
    private static final Pattern LISTING = Pattern.compile("href=\"(/listing/([^/\"]+)/[^\"?#]+)\"");
    private static final int PHOTOS_TRIED = 3;
    private static final int LISTINGS_TRIED = 3;

    private final Remedies remedies;
    private final SentRequests requests;
    private final List<Row> rows = new ArrayList<>();
    /** What pages cost that no cached response covers. */
    private final List<String> cold = new ArrayList<>();

    public SiteCheck(Remedies remedies, SentRequests requests) {
        this.remedies = remedies;
        this.requests = requests;
    }

    List<Row> rows() {
        try (var site = remedies.site()) {
            visit(site);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            rows.add(Row.failed(Messages.text("check.site"), Messages.text("check.interrupted"), null));
        }
        return rows;
    }

    private void visit(TrialSite site) throws InterruptedException {
        var home = page(Messages.text("check.home"), "/", site.visit("/"));
        var all = home == null ? new AllHomes() : AllHomes.of(home.body());
        // A second page, which no cached response covers.
        cold("check.requests.results", site.visit(all.with("sort=price")));
        var results = page(Messages.text("check.results"), all.path(), site.visit(all.path()));
        var listings = results == null ? List.<String>of() : paths(results.body());
        var shown = List.<Listing>of();
        if (listings.isEmpty()) {
            rows.add(Row.failed(Messages.text("check.listing"), Messages.text("check.listing.skipped"), null));
            rows.add(Row.failed(Messages.text("check.photos"), Messages.text("check.photos.skipped"), null));
        } else {
            page(
                    Messages.text("check.listing"),
                    listings.get(0),
                    cold("check.requests.listing", site.visit(listings.get(0))));
            shown = listings(site, results.body());
            rows.add(photos(site, all, shown));
        }
        rows.add(openHouses(site));
        rows.add(catalog(site));
        offices(site);
        if (results != null) {
            related(site);
            rows.addAll(new SearchCheck(site, remedies, all).rows(shown.isEmpty() ? null : shown.get(0)));
        }
        rows.add(Row.ok(
                Messages.text("check.requests"),
                Messages.text("check.requests.pages", site.learning(), String.join(", ", cold))));
    }

    private Visit cold(String message, Visit visit) {
        cold.add(Messages.text(message, visit.sent()));
        return visit;
    }

    /** @return the visit if it showed homes or a home's page; otherwise null */
    private @Nullable Visit page(String subject, String path, Visit visit) throws InterruptedException {
        if (works(path, visit)) {
            rows.add(Row.ok(subject, path));
            return visit;
        }
        var problem = visit.isPage() ? Messages.text("check.page.empty") : visit.problem();
        // Settings that did not help the home page do not help the other pages.
        var tried = visit.isPage() || !rows.isEmpty() && rows.get(0).needed();
        rows.add(Row.failed(
                subject,
                problem,
                tried ? null : remedies.first(remedies.withoutAnyFunction(), site -> works(path, site.visit(path)))));
        return null;
    }

    private static boolean works(String path, Visit visit) {
        return path.startsWith("/listing/") ? visit.isPage() : visit.showsHomes();
    }

    private static List<String> paths(String page) {
        return LISTING.matcher(page)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static List<Listing> listings(TrialSite site, String page) throws InterruptedException {
        var keys = LISTING.matcher(page)
                .results()
                .flatMap(match -> ListingKey.ofSegment(match.group(2)).stream())
                .distinct()
                .limit(LISTINGS_TRIED)
                .toList();
        var found = new ArrayList<Listing>();
        for (var key : keys)
            try {
                site.awaitBudget();
                if (site.homes().properties().find(key, Retrieval.unhurried()) instanceof Found.Displayed displayed)
                    found.add(displayed.listing());
            } catch (ODataException fault) {
                // The listing page's own row reports it.
            }
        return found;
    }

    private Row photos(TrialSite site, AllHomes all, List<Listing> listings) throws InterruptedException {
        var photos = listings.stream()
                .flatMap(listing -> listing.photos().stream().limit(1))
                .limit(PHOTOS_TRIED)
                .toList();
        var subject = Messages.text("check.photos");
        if (photos.isEmpty())
            return Row.failed(
                    subject, Messages.text("check.photos.none", listings.size()), remedies.first(forPhotos(), other -> {
                        var results = other.visit(all.path());
                        return results.isPage()
                                && listings(other, results.body()).stream()
                                        .anyMatch(listing -> listing.leadPhoto()
                                                .filter(photo -> other.photoProblem(photo.url())
                                                        .isEmpty())
                                                .isPresent());
                    }));
        String problem = null;
        for (var photo : photos) {
            var fault = site.photoProblem(photo.url());
            if (fault.isEmpty())
                return Row.ok(subject, Messages.text("check.photos.ok", photos.size(), listings.size()));
            problem = fault.get();
        }
        return Row.failed(subject, Messages.text("check.photos.broken", String.valueOf(problem)), null);
    }

    /** A feed that rejects counts only together with photos seems to have no photos. */
    private List<Remedies.Remedy> forPhotos() throws InterruptedException {
        var all = new ArrayList<>(remedies.expansions(RelatedData.PHOTOS));
        all.addAll(remedies.without("COUNT"));
        return all;
    }

    private Row openHouses(TrialSite site) throws InterruptedException {
        var subject = Messages.text("check.open-houses");
        try {
            site.awaitBudget();
            site.homes().openHouses().refresh();
            var coming = site.homes().openHouses().coming().size();
            var sent = requests.openHouses();
            if (coming > 0) return Row.ok(subject, Messages.text("check.open-houses.ok", coming));
            if (sent > 0) return Row.missing(subject, Messages.text("check.open-houses.unreadable", sent), null);
            return site.homes().properties().plan().lacking().contains(RelatedData.OPEN_HOUSES)
                    ? Row.missing(subject, Messages.text("check.open-houses.none"), null)
                    : Row.limited(subject, Messages.text("check.open-houses.past"), null);
        } catch (ODataException fault) {
            return Row.missing(
                    subject, String.valueOf(fault.getMessage()), remedies.first(remedies.smallerPages(), other -> {
                        other.homes().openHouses().refresh();
                        return !other.homes().openHouses().coming().isEmpty();
                    }));
        }
    }

    /** Data missing from listing pages. */
    private void related(TrialSite site) throws InterruptedException {
        var lacking = site.homes().properties().plan().lacking();
        for (var data : List.of(RelatedData.OPEN_HOUSES, RelatedData.ROOMS, RelatedData.UNITS)) {
            if (!lacking.contains(data)) continue;
            var remedy = remedies.first(remedies.expansions(data), other -> {
                // A site that has only begun to learn the feed does not yet know the next steps.
                other.visit("/homes");
                return !other.homes().properties().plan().lacking().contains(data);
            });
            var subject = Messages.text(
                    "check.lacking." + data.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            rows.add(
                    remedy == null
                            ? Row.missing(subject, Messages.text("check.lacking.none"), null)
                            : Row.missing(subject, Messages.text("check.lacking.renamed"), remedy));
        }
    }

    /** Our offices, each with the number of its listings. */
    private void offices(TrialSite site) throws InterruptedException {
        var directory = site.homes().offices();
        try {
            site.awaitBudget();
            directory.refresh();
            for (var office : directory.offices()) {
                site.awaitBudget();
                rows.add(office(directory, office));
            }
            if (!directory.offices().isEmpty()
                    && !OurOffices.areNamedBy(site.homes().properties().plan()))
                rows.add(Row.missing(Messages.text("check.ours"), Messages.text("check.ours.unnamed"), null));
        } catch (ODataException fault) {
            rows.add(Row.missing(
                    Messages.text("check.ours"),
                    Messages.text("check.ours.failed", String.valueOf(fault.getMessage())),
                    null));
        }
    }

    private static Row office(OfficeDirectory directory, OfficeDirectory.Office office) {
        var subject = Messages.text("check.office", office.id());
        return switch (office.presence()) {
            case KNOWN -> {
                var listings = directory.listings(office);
                var name = office.name() == null ? office.id() : office.name();
                yield listings == null
                        ? Row.ok(subject, Messages.text("check.office.uncounted", name))
                        : Row.ok(subject, Messages.text("check.office.ok", name, listings));
            }
            case UNKNOWN -> Row.failed(subject, Messages.text("check.office.unknown"), null);
            case AMBIGUOUS ->
                Row.failed(subject, Messages.text("check.office.ambiguous", String.valueOf(office.name())), null);
            case UNCERTAIN -> Row.limited(subject, Messages.text("check.office.uncertain"), null);
        };
    }

    private Row catalog(TrialSite site) throws InterruptedException {
        var subject = Messages.text("check.catalog");
        try {
            site.awaitBudget();
            if (!isRead(site)) return Row.limited(subject, Messages.text("check.catalog.empty"), null);
            return pace(site, subject);
        } catch (ODataException | IllegalStateException fault) {
            return Row.missing(
                    subject,
                    Messages.text("check.catalog.failed", String.valueOf(fault.getMessage())),
                    remedies.first(remedies.smallerPages(), SiteCheck::isRead));
        }
    }

    /** After the first page: whether the others can be read often enough. */
    private static Row pace(TrialSite site, String subject) {
        var status = site.homes().catalog().status();
        if (status.read() == 0 || status.expected() == null) return Row.ok(subject, Messages.text("check.catalog.ok"));
        var limit = site.homes().catalog().limit();
        var times = site.homes().sweep().timetable(status.expected(), status.read());
        var pass = words(times.pass());
        if (!times.isCurrent(limit))
            return Row.missing(
                    subject,
                    Messages.text(
                            "check.catalog.too-large",
                            times.listings(),
                            times.rows(),
                            pass,
                            words(limit),
                            times.most(limit)),
                    null);
        return times.isPrompt()
                ? Row.ok(subject, Messages.text("check.catalog.ok"))
                : Row.limited(
                        subject,
                        Messages.text("check.catalog.slow", times.listings(), times.rows(), pass, words(limit)),
                        null);
    }

    private static String words(Duration time) {
        return Messages.text("check.catalog.time", time.toHours(), time.toMinutesPart())
                .strip();
    }

    private static boolean isRead(TrialSite site) {
        site.homes().sweep().step();
        var status = site.homes().catalog().status();
        return status.read() > 0 || status.complete() && status.listings() > 0;
    }
}
