package porchlight.lead;

import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import porchlight.message.Messages;
import porchlight.site.AgentCard;
import porchlight.site.SiteInfo;
import porchlight.web.Answer;

/** What all forms have in common: signed tokens, and what happens to an inquiry once it was read. Thread-safe. */
public final class FormDesk {
    private static final Logger log = LoggerFactory.getLogger(FormDesk.class);
    private static final int UNPROCESSABLE = 422;

    /** The field with whom of ours it is for. */
    static final String AGENT = "agent";

    private final LeadStore store;
    private final Reception reception;
    private final SiteInfo site;
    private final Function<String, Optional<AgentCard>> agents;
    private final InstantSource clock;
    private volatile @Nullable FormToken tokens;
    /** When a form was last served without a token because none could be signed. */
    private volatile Instant unsigned = Instant.MIN;

    /** @param agents finds one of ours by the last part of their page's path */
    public FormDesk(
            LeadStore store,
            Reception reception,
            SiteInfo site,
            Function<String, Optional<AgentCard>> agents,
            InstantSource clock) {
        this.store = store;
        this.reception = reception;
        this.site = site;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * Why an inquiry wasn't stored.
     *
     * @param problem for the visitor
     * @param pause until it may be sent again; null for at once
     * @param slow whether storing may have used up much of the visitor's waiting time
     */
    record Refusal(int status, String problem, @Nullable Duration pause, boolean slow) {
        Answer.Page waiting(Answer.Page page) {
            return pause == null ? page : page.with("Retry-After", Long.toString(pause.toSeconds()));
        }
    }

    /** Whom of ours a form is for. Someone who left, or whom a visitor made up, is nobody. */
    Optional<AgentCard> agent(Map<String, String> typed) {
        return Optional.ofNullable(typed.get(AGENT)).flatMap(agents);
    }

    /** Today, where the homes are. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), site.timeZone());
    }

    /**
     * A form's token; empty if none can be signed now.
     *
     * @param cached whether everyone gets the same page for an hour
     */
    String token(String form, boolean cached) {
        try {
            var now = clock.instant();
            return cached ? tokens().byTheHour(form, now) : tokens().byTheSecond(form, now);
        } catch (LeadsUnavailable fault) {
            // The page is more important than the token.
            unsigned = clock.instant();
            return "";
        }
    }

    /** Why a body wasn't read, for the visitor. */
    static String unread(HttpResponseException unread) {
        return Messages.text(unread.getStatus() == 413 ? "lead.wrong.size" : "lead.wrong.form");
    }

    /**
     * Stores an inquiry; it is on disk once this returns empty.
     *
     * @param form named as for its token
     * @param typed the form as it was sent
     * @param client the sender's network address
     */
    Optional<Refusal> take(String form, Map<String, String> typed, Inquiry inquiry, String consent, String client) {
        var agent = agent(typed);
        try {
            var verdict = verdict(form, typed.getOrDefault("token", ""));
            if (verdict == FormToken.Verdict.OLD)
                return Optional.of(new Refusal(UNPROCESSABLE, Messages.text("lead.wrong.old"), null, false));
            var arrival = new Reception.Arrival(
                    client,
                    verdict,
                    typed.getOrDefault("subject", ""),
                    seconds(typed.getOrDefault("seconds", "")),
                    agent.map(AgentCard::inbox).orElse(null));
            var sent = agent.map(one -> inquiry.to(one.name())).orElse(inquiry);
            return reception
                    .receive(sent, consent, arrival)
                    .map(wait -> new Refusal(429, tooMany(wait), wait.plusSeconds(1), false));
        } catch (LeadsUnavailable fault) {
            log.error("An inquiry could not be kept, and its sender was told so: {}", fault.getMessage());
            return Optional.of(new Refusal(503, unkept(), Duration.ofMinutes(1), true));
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

    private String tooMany(Duration wait) {
        var minutes = wait.toSeconds() / 60 + 1;
        return site.phone() == null
                ? Messages.text("lead.wrong.many", minutes)
                : Messages.text("lead.wrong.many.call", minutes, site.phone());
    }

    private String unkept() {
        return site.phone() == null
                ? Messages.text("lead.wrong.unkept")
                : Messages.text("lead.wrong.unkept.call", site.phone());
    }

    private static @Nullable Integer seconds(String text) {
        return text.matches("\\d{1,7}") ? Integer.valueOf(text) : null;
    }
}
