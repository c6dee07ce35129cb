package porchlight.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import porchlight.feed.FeedConnection;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;
import porchlight.odata.ODataException;
import porchlight.photo.PhotoFormat;
import porchlight.server.Homes;
import porchlight.server.Launch;
import porchlight.server.Pace;
import porchlight.server.Website;
import porchlight.settings.Settings;
import porchlight.settings.Settings.Feed;
import porchlight.site.Sources;

/** The site itself, on loopback and without storage, visited to see what visitors would see. */
public final class TrialSite implements AutoCloseable {
    /** A feed is being learned, or our own budget is used up for the moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Website website;
    private final FeedConnection connection;
    private final SentRequests requests;
    private final Path directory;
    private final OkHttpClient http = new OkHttpClient();
    private final int before;
    private @Nullable String cookie;
    private int learning;
    /** Why the feed could not be learned, which makes waiting for pages pointless; null if it was learned. */
    private @Nullable String unlearned;

    private TrialSite(Website website, FeedConnection connection, SentRequests requests, Path directory, int before) {
        this.before = before;
        this.website = website;
        this.connection = connection;
        this.requests = requests;
        this.directory = directory;
    }

    /** @param connection with {@code requests} as its innermost interceptor */
    public static TrialSite start(
            Settings settings,
            Feed feed,
            MlsProfile profile,
            FeedConnection connection,
            SentRequests requests,
            InstantSource clock) {
        try {
            var directory = Files.createTempDirectory("porchlight-check");
            var before = requests.sent();
            var website = Website.start(
                    Launch.of(settings.onTrial(), feed, profile, directory, Sources.here(), clock, Pace.onDemand())
                            .over((shared, meter) -> connection));
            var site = new TrialSite(website, connection, requests, directory, before);
            if (profile.eula() != null) site.agree();
            site.learnFeed();
            return site;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /**
     * The result of a visit.
     *
     * @param sent requests to the MLS
     * @param refusal what the MLS rejected during the visit, null for nothing
     */
    record Visit(
            int status, String body, int sent, @Nullable String refusal) {
        boolean isPage() {
            return status == 200;
        }

        boolean showsHomes() {
            return isPage() && body.contains("listing-card__link");
        }

        /** Why there is no page. */
        String problem() {
            return refusal != null ? refusal : Messages.text("check.page.status", Integer.toString(status));
        }
    }

    /**
     * Done first, so that a visit's cost includes only its own requests, and the way the feed is queried does not
     * change.
     */
    private void learnFeed() {
        try {
            website.mls().discovery().settle();
        } catch (ODataException fault) {
            // A used-up budget recovers soon.
            if (fault.kind() == ODataException.Kind.REFUSED) unlearned = fault.getMessage();
        }
        learning = requests.sent() - before;
    }

    /** The number of requests needed to learn the feed. */
    int learning() {
        return learning;
    }

    Homes homes() {
        return website.homes();
    }

    /** Visits a page, and retries if waiting is enough to get it. */
    Visit visit(String path) throws InterruptedException {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            awaitBudget(until);
            requests.takeRefusal();
            var before = requests.sent();
            var visit = got(path, before);
            if (visit.status() != 503 || visit.refusal() != null || System.nanoTime() > until) return visit;
            if (unlearned != null) return new Visit(visit.status(), visit.body(), visit.sent(), unlearned);
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Waits until a page's requests fit into the budget. */
    void awaitBudget() throws InterruptedException {
        awaitBudget(System.nanoTime() + PATIENCE.toNanos());
    }

    private void awaitBudget(long until) throws InterruptedException {
        awaitBudget(connection, until);
    }

    /** The same for requests sent without a site. */
    static void awaitBudget(FeedConnection connection) throws InterruptedException {
        awaitBudget(connection, System.nanoTime() + PATIENCE.toNanos());
    }

    private static void awaitBudget(FeedConnection connection, long until) throws InterruptedException {
        var budget = connection.budget();
        // With less than half, searches would be answered from the catalog; a page that is not cached takes a few more.
        connection.awaitBudget(Math.min(budget.requests(), budget.requests() / 2 + 2), until);
    }

    private Visit got(String path, int before) {
        var request = new Request.Builder().url(url(path));
        if (cookie != null) request.header("Cookie", cookie);
        try (var response = http.newCall(request.build()).execute()) {
            var body = response.body().string();
            return new Visit(response.code(), body, requests.sent() - before, requests.takeRefusal());
        } catch (IOException fault) {
            return new Visit(0, "", requests.sent() - before, fault.toString());
        }
    }

    /** The problem with a picture, loaded as a visitor's browser would; empty for none. */
    Optional<String> photoProblem(String address) {
        var request = new Request.Builder().url(address.startsWith("/") ? url(address) : address);
        if (cookie != null && address.startsWith("/")) request.header("Cookie", cookie);
        try (var response = http.newCall(request.build()).execute()) {
            if (!response.isSuccessful()) return Optional.of("HTTP " + response.code());
            var isImage = PhotoFormat.of(response.peekBody(64).bytes()).isPresent()
                    || String.valueOf(response.header("Content-Type")).startsWith("image/");
            return isImage ? Optional.empty() : Optional.of(Messages.text("check.photos.image"));
        } catch (IOException | IllegalArgumentException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private void agree() throws IOException {
        var request = new Request.Builder()
                .url(url("/agree"))
                .header("Origin", url(""))
                .post(new FormBody.Builder().add("to", "/terms").build())
                .build();
        try (var response = http.newBuilder()
                .followRedirects(false)
                .build()
                .newCall(request)
                .execute()) {
            var header = response.header("Set-Cookie");
            if (header != null) cookie = header.split(";", 2)[0];
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + website.port() + path;
    }

    @Override
    public void close() {
        website.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException left) {
            // The operating system cleans up its temporary directory.
        }
    }
}
