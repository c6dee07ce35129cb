package porchlight.lead;

import io.javalin.http.GoneResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingPath;
import porchlight.listing.PropertyResource;
import porchlight.odata.ODataException;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.FormBody;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Request;

/** The contact form beside a listing and on pages of its own, and what comes of it. */
public final class ContactPages {
    private static final Logger log = LoggerFactory.getLogger(ContactPages.class);
    private static final String KEY = "[^\\p{C}]{1," + ListingPath.LONGEST_KEY + "}";

    private static final int UNPROCESSABLE = 422;

    private final LeadStore store;
    private final Reception reception;
    private final PropertyResource properties;
    private final SiteInfo site;
    private final InstantSource clock;
    private volatile @Nullable FormToken tokens;
    /** When a form last went out without a token, since none could be signed. */
    private volatile Instant unsigned = Instant.MIN;

    public ContactPages(
            LeadStore store, Reception reception, PropertyResource properties, SiteInfo site, InstantSource clock) {
        this.store = store;
        this.reception = reception;
        this.properties = properties;
        this.site = site;
        this.clock = clock;
    }

    /** The form beside a listing, the same for everyone for an hour. */
    public ContactForm beside(Listing listing) {
        var key = listing.listingKey();
        return form(key, listing, Map.of(), Map.of(), "question", token(key, true));
    }

    /** {@code GET /contact}. */
    public Answer contact(Request request) {
        return shown(200, null, null, Map.of(), Map.of());
    }

    /** {@code GET /listing/{key}/inquiry?about=}: question, showing or problem. */
    public Answer inquiry(Request request) {
        var key = key(request);
        var about = request.query().first("about");
        return shown(200, key, listing(key, true), about == null ? Map.of() : Map.of("kind", about), Map.of());
    }

    /** {@code POST /contact}. */
    public Answer receiveContact(Request request) {
        return received(request, null);
    }

    /** {@code POST /listing/{key}/inquiry}: taken whether or not the MLS can tell of the listing now. */
    public Answer receiveInquiry(Request request) {
        return received(request, key(request));
    }

    /** {@code GET /thanks?listing=&about=}. */
    public Answer thanks(Request request) {
        var key = request.query().first("listing");
        var model = new HashMap<String, Object>();
        model.put("back", key != null && key.matches(KEY) ? ListingPath.ofKey(key) : null);
        model.put("about", request.query().first("about"));
        return Answer.page(
                        "lead/thanks",
                        Head.titled("Thank you").robots("noindex").styles("listing.css"),
                        model,
                        Duration.ZERO)
                .lasting(new Lifetime.Private(Duration.ZERO));
    }

    private Answer received(Request request, @Nullable String key) {
        Map<String, String> typed;
        try {
            typed = FormBody.read(request.body());
        } catch (HttpResponseException unread) {
            var problem = unread.getStatus() == 413
                    ? "Your message is too long"
                    : "What was sent is no form that we can read. Please fill it in here";
            return shown(unread.getStatus(), key, listing(key, false), Map.of(), Map.of("message", problem));
        }
        var form = InquiryForm.parse(typed, key, today());
        var inquiry = form.inquiry();
        if (inquiry.isEmpty()) return shown(UNPROCESSABLE, key, listing(key, false), typed, form.wrong());
        try {
            var verdict = verdict(formName(key), typed.getOrDefault("token", ""));
            if (verdict == FormToken.Verdict.OLD)
                return again(
                        UNPROCESSABLE,
                        key,
                        typed,
                        "This page was open for a long time. Check what it says and send it again");
            var arrival = new Reception.Arrival(
                    request.client(),
                    verdict,
                    typed.getOrDefault("subject", ""),
                    seconds(typed.getOrDefault("seconds", "")));
            var wait = reception.receive(inquiry.get(), consent(), arrival);
            if (wait.isPresent())
                return again(
                                429,
                                key,
                                typed,
                                "Too many messages came from your connection. Send it again in " + minutes(wait.get())
                                        + orCall())
                        .with("Retry-After", Long.toString(wait.get().toSeconds() + 1));
        } catch (LeadsUnavailable fault) {
            log.error("An inquiry could not be kept, and its sender was told so: {}", fault.getMessage());
            // Without asking the MLS for the home: the database may have taken much of the time that a visitor waits.
            return shown(
                            503,
                            key,
                            null,
                            typed,
                            Map.of("send", "We could not keep your message. Send it again in a minute" + orCall()))
                    .with("Retry-After", "60");
        }
        var about = InquiryForm.word(inquiry.get().kind());
        return Answer.seeOther("/thanks?" + (key == null ? "" : "listing=" + encoded(key) + "&") + "about=" + about);
    }

    private Answer.Page again(int status, @Nullable String key, Map<String, String> typed, String problem) {
        return shown(status, key, listing(key, false), typed, Map.of("send", problem));
    }

    private Answer.Page shown(
            int status,
            @Nullable String key,
            @Nullable Listing listing,
            Map<String, String> typed,
            Map<String, String> wrong) {
        var kind = key == null ? "contact" : typed.getOrDefault("kind", "question");
        if (key != null && !kind.equals("showing") && !kind.equals("problem")) kind = "question";
        var form = form(key, listing, typed, new LinkedHashMap<>(wrong), kind, token(key, false));
        var title = switch (kind) {
            case "contact" -> "Contact " + site.brokerage();
            case "problem" -> "Report a problem with a listing";
            case "showing" -> "Request a showing";
            default -> "Ask about a home";
        };
        var head = Head.titled((wrong.isEmpty() ? "" : "Error: ") + title)
                .styles("listing.css")
                .scripts("contact.js");
        var model = new HashMap<String, Object>();
        head = key == null
                ? head.canonical("/contact")
                        .menu(Head.Menu.CONTACT)
                        .described("Write to " + site.brokerage() + " about a home, a showing or anything else"
                                + (site.phone() == null ? "." : ", or call " + site.phone() + "."))
                : head.robots("noindex");
        model.put("title", title);
        model.put("contact", form);
        model.put("home", listing == null ? null : listing.address().full());
        model.put("homePath", key == null ? null : listing == null ? ListingPath.ofKey(key) : listing.path());
        var page = Answer.refusal(status, "lead/contact", head, model);
        // What somebody typed is nobody else's.
        return page.lasting(wrong.isEmpty() ? new Lifetime.Private(Duration.ZERO) : new Lifetime.None());
    }

    private ContactForm form(
            @Nullable String key,
            @Nullable Listing listing,
            Map<String, String> typed,
            Map<String, String> wrong,
            String kind,
            String token) {
        var action = key == null ? "/contact" : ListingPath.ofKey(key) + "/inquiry";
        return new ContactForm(
                action,
                key == null ? null : action + "?about=problem",
                kind,
                token,
                site.brokerage(),
                notice(key, listing),
                consent(),
                typed,
                wrong,
                today());
    }

    /** CRMLS 12.16.5: a call to action says who answers, and whether that is who lists the home. */
    private String notice(@Nullable String key, @Nullable Listing listing) {
        if (key == null) return site.brokerage() + " reads and answers your message.";
        var office = listing == null ? null : listing.attribution().office();
        if (site.brokerage().equalsIgnoreCase(office)) return site.brokerage() + ", who lists this home, answers you.";
        return "Your message goes to " + site.brokerage() + ", not to the listing agent.";
    }

    private String consent() {
        return "By sending you agree that " + site.brokerage()
                + " may answer you by e-mail, phone or text message, at what you enter here and about what you ask."
                + " You need not agree to buy or rent anything.";
    }

    /** The listing a form is about; null when the MLS cannot tell of it now. */
    private @Nullable Listing listing(@Nullable String key, boolean mustExist) {
        if (key == null) return null;
        try {
            var found = properties.find(key);
            if (found instanceof Found.Displayed displayed) return displayed.listing();
            if (!mustExist) return null;
            if (found instanceof Found.Withdrawn) throw new GoneResponse();
            throw new NotFoundResponse();
        } catch (ODataException away) {
            return null;
        }
    }

    private static String key(Request request) {
        var key = request.variable("key");
        if (!key.matches(KEY)) throw new NotFoundResponse();
        return key;
    }

    private String token(@Nullable String key, boolean cached) {
        try {
            var now = clock.instant();
            return cached ? tokens().byTheHour(formName(key), now) : tokens().byTheSecond(formName(key), now);
        } catch (LeadsUnavailable fault) {
            // The page is worth more than the token.
            unsigned = clock.instant();
            return "";
        }
    }

    private FormToken.Verdict verdict(String form, String token) {
        var now = clock.instant();
        if (token.isEmpty() && unsigned.isAfter(now.minus(FormToken.VALID_FOR))) return FormToken.Verdict.GOOD;
        return tokens().check(form, token, now);
    }

    private FormToken tokens() {
        var known = tokens;
        if (known == null) tokens = known = new FormToken(store.secret("form"));
        return known;
    }

    private static String formName(@Nullable String key) {
        return key == null ? "contact" : "listing " + key;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), site.timeZone());
    }

    private String orCall() {
        return site.phone() == null ? "" : ", or call " + site.phone();
    }

    private static String minutes(Duration time) {
        var minutes = time.toSeconds() / 60 + 1;
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    private static @Nullable Integer seconds(String text) {
        return text.matches("\\d{1,7}") ? Integer.valueOf(text) : null;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
