package porchlight.lead;

import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.Map;
import porchlight.lead.Inquiry.Kind;
import porchlight.message.Messages;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;
import porchlight.web.FormBody;
import porchlight.web.Head;
import porchlight.web.Lifetime;
import porchlight.web.Request;
import porchlight.web.View;

/** How we sell homes, and the form of people who have one to sell. Nothing here puts a price on a home by itself. */
public final class SellPages {
    /** Its path. */
    public static final String PATH = "/sell";

    private static final String FORM = "sell";
    private static final int UNPROCESSABLE = 422;

    private final FormDesk desk;
    private final SiteInfo site;

    public SellPages(FormDesk desk, SiteInfo site) {
        this.desk = desk;
        this.site = site;
    }

    /** {@code GET /sell}. */
    public Answer answer(Request request) {
        return shown(200, Map.of(), Map.of());
    }

    /** {@code POST /sell}. */
    public Answer receive(Request request) {
        Map<String, String> typed;
        try {
            typed = FormBody.read(request.body());
        } catch (HttpResponseException unread) {
            return shown(unread.getStatus(), Map.of(), Map.of("message", FormDesk.unread(unread)));
        }
        var form = InquiryForm.parseSeller(typed, desk.today());
        var inquiry = form.inquiry();
        if (inquiry.isEmpty()) return shown(UNPROCESSABLE, typed, form.wrong());
        var refusal = desk.take(FORM, typed, inquiry.get(), consent(), request.client());
        if (refusal.isPresent()) {
            var why = refusal.get();
            return why.waiting(shown(why.status(), typed, Map.of("send", why.problem())));
        }
        return Answer.seeOther("/thanks?about=" + InquiryForm.word(Kind.SELLER));
    }

    private record SellView(ContactForm contact) implements View {
        @Override
        public String template() {
            return "lead/sell";
        }
    }

    private Answer.Page shown(int status, Map<String, String> typed, Map<String, String> wrong) {
        var title = Messages.text("lead.sell");
        var form = new ContactForm(
                PATH,
                null,
                InquiryForm.word(Kind.SELLER),
                Messages.text("lead.sell.form"),
                desk.token(FORM, false),
                site.brokerage(),
                desk.agent(typed).orElse(null),
                Messages.text("lead.sell.notice", site.brokerage()),
                consent(),
                typed,
                wrong,
                desk.today());
        var head = Head.titled(wrong.isEmpty() ? title : Messages.text("lead.title.error", title))
                .described(Messages.text("lead.sell.description", site.brokerage()))
                .canonical(PATH)
                .styles("listing.css")
                .scripts("contact.js", "suggest.js");
        // What a visitor typed must not be shown to others.
        return Answer.refusal(status, new SellView(form), head)
                .lasting(wrong.isEmpty() ? new Lifetime.Private(Duration.ZERO) : new Lifetime.None());
    }

    private String consent() {
        return Messages.text("lead.consent.sell", site.brokerage());
    }
}
