package porchlight.lead;

import io.javalin.http.GoneResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import porchlight.lead.Inquiry.Kind;
import porchlight.listing.Found;
import porchlight.listing.Listing;
import porchlight.listing.ListingKey;
import porchlight.listing.PropertyResource;
import porchlight.message.Messages;
import porchlight.odata.ODataException;
import porchlight.odata.Retrieval;
import porchlight.site.AgentCard;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.FormBody;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Request;
import porchlight.web.View;

/** The contact form, beside a listing and on pages of its own, and its submission. */
public final class ContactPages {
    private static final int UNPROCESSABLE = 422;

    private final FormDesk desk;
    private final PropertyResource properties;
    private final SiteInfo site;

    public ContactPages(FormDesk desk, PropertyResource properties, SiteInfo site) {
        this.desk = desk;
        this.properties = properties;
        this.site = site;
    }

    /** The form beside a listing, the same for everyone for an hour. */
    public ContactForm beside(Listing listing) {
        var key = new ListingKey(listing.listingKey());
        var heading = listing.isLand()
                ? Messages.text("lead.question.land")
                : listing.isCommercial()
                        ? Messages.text("lead.question.property")
                        : Messages.text("lead.question.home");
        return form(key, listing, Map.of(), Map.of(), "question", heading, desk.token(formName(key), true));
    }

    /**
     * The form for messages on another page, the same for everyone for an hour.
     *
     * @param heading null for the usual one
     */
    public ContactForm onPage(@Nullable String heading) {
        var title = heading == null ? Messages.text("lead.contact", site.brokerage()) : heading;
        return form(null, null, Map.of(), Map.of(), "contact", title, desk.token(formName(null), true));
    }

    /** The form on the page of one of our agents, the same for everyone for an hour. */
    public ContactForm to(AgentCard agent) {
        return form(
                null,
                null,
                Map.of(FormDesk.AGENT, agent.slug()),
                Map.of(),
                "contact",
                Messages.text("lead.agent", agent.name()),
                desk.token(formName(null), true));
    }

    /** {@code GET /contact}. */
    public Answer contact(Request request) {
        return shown(200, null, null, Map.of(), Map.of());
    }

    /** {@code GET /listing/{key}/inquiry?about=}: question, showing, or problem. */
    public Answer inquiry(Request request) {
        var key = key(request);
        var about = request.query().first("about");
        return shown(
                200,
                key,
                listing(key, true, request.retrieval()),
                about == null ? Map.of() : Map.of("kind", about),
                Map.of());
    }

    /** {@code POST /contact}. */
    public Answer receiveContact(Request request) {
        return received(request, null);
    }

    /** {@code POST /listing/{key}/inquiry}: accepted even if the MLS cannot provide the listing now. */
    public Answer receiveInquiry(Request request) {
        return received(request, key(request));
    }

    /** {@code GET /thanks?listing=&about=}. */
    public Answer thanks(Request request) {
        var key = request.query().first("listing");
        var about = request.query().first("about");
        var view = new ThanksView(
                InquiryForm.word(Kind.PROBLEM).equals(about),
                InquiryForm.word(Kind.SHOWING).equals(about),
                key == null ? null : ListingKey.of(key).map(ListingKey::path).orElse(null));
        var head = Head.titled(Messages.text("lead.thanks")).robots("noindex").styles("listing.css");
        return Answer.page(view, head).lasting(new Lifetime.Private(Duration.ZERO));
    }

    /**
     * @param report whether a problem with a listing was reported
     * @param showing whether a showing was requested
     * @param back link to the home's page, null if there is no home
     */
    private record ThanksView(
            boolean report, boolean showing, @Nullable String back) implements View {
        @Override
        public String template() {
            return "lead/thanks";
        }
    }

    private Answer received(Request request, @Nullable ListingKey key) {
        Map<String, String> typed;
        try {
            typed = FormBody.read(request.body());
        } catch (HttpResponseException unread) {
            return shown(
                    unread.getStatus(),
                    key,
                    listing(key, false, request.retrieval()),
                    Map.of(),
                    Map.of("message", FormDesk.unread(unread)));
        }
        var form = InquiryForm.parse(typed, key, desk.today());
        var inquiry = form.inquiry();
        if (inquiry.isEmpty())
            return shown(UNPROCESSABLE, key, listing(key, false, request.retrieval()), typed, form.wrong());
        var refusal = desk.take(formName(key), typed, inquiry.get(), consent(), request.client());
        if (refusal.isPresent()) {
            var why = refusal.get();
            // Does not query the MLS for the home if the database may have used up much of the visitor's waiting time.
            var listing = why.slow() ? null : listing(key, false, request.retrieval());
            return why.waiting(shown(why.status(), key, listing, typed, Map.of("send", why.problem())));
        }
        var about = InquiryForm.word(inquiry.get().kind());
        return Answer.seeOther("/thanks?" + (key == null ? "" : "listing=" + key.segment() + "&") + "about=" + about);
    }

    private Answer.Page shown(
            int status,
            @Nullable ListingKey key,
            @Nullable Listing listing,
            Map<String, String> typed,
            Map<String, String> wrong) {
        var kind = key == null ? "contact" : typed.getOrDefault("kind", "question");
        if (key != null && !kind.equals("showing") && !kind.equals("problem")) kind = "question";
        var title = switch (kind) {
            case "contact" -> Messages.text("lead.contact", site.brokerage());
            case "problem" -> Messages.text("lead.problem");
            case "showing" -> Messages.text("lead.showing");
            default -> Messages.text("lead.question");
        };
        var form = form(key, listing, typed, new LinkedHashMap<>(wrong), kind, title, desk.token(formName(key), false));
        var head = Head.titled(wrong.isEmpty() ? title : Messages.text("lead.title.error", title))
                .styles("listing.css")
                .scripts("contact.js");
        head = key == null
                ? head.canonical("/contact").menu(Head.Menu.CONTACT).described(description())
                : head.robots("noindex");
        var page = Answer.refusal(status, new ContactView(form, key == null ? null : home(key, listing)), head);
        // What a visitor typed must not be shown to others.
        return page.lasting(wrong.isEmpty() ? new Lifetime.Private(Duration.ZERO) : new Lifetime.None());
    }

    private String description() {
        return site.phone() == null
                ? Messages.text("lead.contact.description", site.brokerage())
                : Messages.text("lead.contact.description.call", site.brokerage(), site.phone());
    }

    private static ContactView.Home home(ListingKey key, @Nullable Listing listing) {
        return listing == null
                ? new ContactView.Home(Messages.text("lead.home.unknown"), key.path())
                : new ContactView.Home(listing.address().full(), listing.path());
    }

    private ContactForm form(
            @Nullable ListingKey key,
            @Nullable Listing listing,
            Map<String, String> typed,
            Map<String, String> wrong,
            String kind,
            String heading,
            String token) {
        var action = key == null ? "/contact" : key.path() + "/inquiry";
        return new ContactForm(
                action,
                key == null ? null : action + "?about=problem",
                kind,
                heading,
                token,
                site.brokerage(),
                desk.agent(typed).orElse(null),
                notice(key, listing),
                consent(),
                typed,
                wrong,
                desk.today());
    }

    /** CRMLS 12.16.5: a call to action must say who answers, and whether that is the listing broker. */
    private String notice(@Nullable ListingKey key, @Nullable Listing listing) {
        if (key == null) return Messages.text("lead.notice", site.brokerage());
        var isOurs = listing != null
                && (listing.ours()
                        || site.brokerage()
                                .equalsIgnoreCase(listing.attribution().office()));
        return Messages.text(isOurs ? "lead.notice.lists" : "lead.notice.other", site.brokerage());
    }

    private String consent() {
        return Messages.text("lead.consent", site.brokerage());
    }

    /** The form's listing; null if the MLS cannot provide it now. */
    private @Nullable Listing listing(@Nullable ListingKey key, boolean mustExist, Retrieval retrieval) {
        if (key == null) return null;
        try {
            var found = properties.find(key, retrieval);
            if (found instanceof Found.Displayed displayed) return displayed.listing();
            if (!mustExist) return null;
            if (found instanceof Found.Withdrawn) throw new GoneResponse();
            throw new NotFoundResponse();
        } catch (ODataException away) {
            return null;
        }
    }

    private static ListingKey key(Request request) {
        return ListingKey.of(request.variable("key")).orElseThrow(NotFoundResponse::new);
    }

    private static String formName(@Nullable ListingKey key) {
        return key == null ? "contact" : "listing " + key;
    }
}
