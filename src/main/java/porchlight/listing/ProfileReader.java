package porchlight.listing;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a profile from its files, and collects every fault before reporting any. */
final class ProfileReader {
    private static final Duration REFRESH_RULE = Duration.ofHours(12);
    /** No MLS may limit a search to fewer results (NAR IDX model rules, MLS GRID rule 26). */
    private static final int LEAST_RESULTS = 500;

    private static final Set<String> KEYS = Set.of(
            "extends",
            "source",
            "demonstration",
            "mls.name",
            "mls.timeZone",
            "feed.hardMaxAge",
            "feed.atom",
            "feed.liveSearch",
            "feed.photoLinks",
            "feed.markedNumbers",
            "attribution.labels.office",
            "attribution.labels.agent",
            "attribution.contactOrder",
            "attribution.agentOnCard",
            "attribution.adjacentTo",
            "compliance.source",
            "compliance.summary",
            "compliance.detail",
            "agent.coBrand",
            "agent.license",
            "monitoring.script",
            "monitoring.integrity",
            "monitoring.pixel",
            "status.allowed",
            "history.shown",
            "sold.enabled",
            "sold.maxAge",
            "sold.price",
            "sold.photos",
            "sold.buyerOffice",
            "sold.notice",
            "search.maxResults",
            "search.filters",
            "disclaimer.paragraphs",
            "disclaimer.excluded",
            "disclaimer.partialFields",
            "logo.url",
            "logo.alt",
            "logo.width",
            "logo.height",
            "copyright.owner",
            "eula.paragraphs",
            "dmca.required",
            "dmca.agent",
            "dmca.email",
            "optOut.listing",
            "optOut.address",
            "sharing.listings",
            "sharing.maxFields",
            "sharing.maxCharacters",
            "photos.resize");

    /**
     * Requirements of some MLSs that Porchlight does not support, and the message that says so. A
     * profile that relies on them must not start.
     */
    private static final Map<String, String> NOT_OFFERED = Map.of("feeds", "profile.feeds");

    private final List<ProfileLayer> layers;
    private final ProfileValues values;

    /** @param layers the file itself first, then the files it extends */
    ProfileReader(List<ProfileLayer> layers) {
        this.layers = layers;
        this.values = new ProfileValues(layers);
    }

    /** @throws InvalidProfile if anything is wrong */
    MlsProfile read() {
        for (var layer : layers)
            for (var key : layer.unknown(KEYS))
                values.faultIn(layer.file(), key, NOT_OFFERED.getOrDefault(key, "profile.unknown"));
        var name = ownText("mls.name", "{ name: \"…\", timeZone: America/… }");
        var owner = ownText("copyright.owner", "{ owner: \"…\" }");
        var zone = timeZone();
        var staleLimit = staleLimit();
        var sold = sold();
        var statuses = statuses(sold != null);
        var maxResults = values.number("search.maxResults", LEAST_RESULTS, 1_000_000);
        var attribution = attribution();
        var disclaimer = disclaimer();
        var logo = logo();
        var resizes = new PhotoResizes(values).read("photos.resize");
        var atom = values.flag("feed.atom");
        var demonstration = values.flag("demonstration");
        var history = values.flag("history.shown");
        var eula = values.has("eula.paragraphs") ? new MlsProfile.Eula(paragraphs("eula.paragraphs")) : null;
        var dmca = dmca();
        var optOut = new MlsProfile.OptOut(field("optOut.listing"), field("optOut.address"));
        var sharing = new MlsProfile.Sharing(
                values.flag("sharing.listings"),
                values.number("sharing.maxFields", 3, 20),
                values.number("sharing.maxCharacters", 80, 1_000));
        var required = new MlsProfile.Required(
                oneOf("compliance.source", "none", "spark-v1").equals("spark-v1"),
                required("compliance.summary"),
                required("compliance.detail"));
        var coBrand = coBrand();
        var monitoring = monitoring();
        var terms = new MlsProfile.FeedTerms(
                values.flag("feed.liveSearch"), values.flag("feed.photoLinks"), values.flag("feed.markedNumbers"));
        var filters = filters();
        var source = values.text("source");
        values.refuseFaults();
        return new MlsProfile(
                name,
                zone,
                staleLimit,
                statuses,
                maxResults,
                attribution,
                disclaimer,
                logo,
                owner,
                resizes,
                atom,
                demonstration,
                history,
                eula,
                dmca,
                optOut,
                sharing,
                sold,
                required,
                coBrand,
                monitoring,
                filters,
                terms,
                source,
                OurOffices.NONE);
    }

    /** A value that a preset for many MLSs cannot know. */
    private String ownText(String key, String example) {
        if (values.has(key)) return values.text(key);
        var preset = layers.get(0).file().replace(".yaml", "");
        var base = MlsProfiles.PRESETS.contains(preset) ? preset : "nar";
        values.fault(key, "profile.own", "", base, key.substring(0, key.indexOf('.')), example);
        return "";
    }

    private ZoneId timeZone() {
        var text = ownText("mls.timeZone", "{ name: \"…\", timeZone: America/… }");
        try {
            // An offset would be wrong for half of the year.
            if (text.contains("/")) return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            // Reported below, with the other errors.
        }
        if (!text.isEmpty()) values.fault("mls.timeZone", "profile.zone", text);
        return ZoneOffset.UTC;
    }

    private Duration staleLimit() {
        var text = values.text("feed.hardMaxAge");
        try {
            var age = Duration.parse(text);
            if (!age.isNegative() && !age.isZero() && age.compareTo(REFRESH_RULE) <= 0) return age;
        } catch (DateTimeException unreadable) {
            // Reported below, with the other errors.
        }
        values.fault("feed.hardMaxAge", "profile.age", text);
        return REFRESH_RULE;
    }

    private MlsProfile.@Nullable Sold sold() {
        var maxAge = Period.ofYears(3);
        var text = values.text("sold.maxAge");
        try {
            maxAge = Period.parse(text);
            if (maxAge.isNegative()
                    || maxAge.isZero()
                    || maxAge.toTotalMonths() > 100 * 12
                    || maxAge.getDays() > 36_500) throw new DateTimeException(text);
        } catch (DateTimeException unreadable) {
            values.fault("sold.maxAge", "profile.period", text);
        }
        var sold = new MlsProfile.Sold(
                maxAge,
                values.flag("sold.price"),
                oneOf("sold.photos", "all", "first").equals("first"),
                values.flag("sold.buyerOffice"));
        return values.flag("sold.enabled") ? sold : null;
    }

    private Set<String> statuses(boolean sold) {
        var statuses = values.texts("status.allowed");
        for (var status : statuses)
            if (status.equals(MlsProfile.Sold.STATUS)) values.fault("status.allowed", "profile.status.sold", status);
            else if (!MlsProfile.STATUSES.contains(status))
                values.fault("status.allowed", "profile.status", status, String.join(", ", MlsProfile.STATUSES));
        var all = new HashSet<>(statuses);
        if (sold) all.add(MlsProfile.Sold.STATUS);
        return Set.copyOf(all);
    }

    private MlsProfile.Attribution attribution() {
        var order = fields("attribution.contactOrder");
        return new MlsProfile.Attribution(
                label("attribution.labels.office"),
                label("attribution.labels.agent"),
                order,
                values.flag("attribution.agentOnCard"),
                oneOf("attribution.adjacentTo", "facts", "photo").equals("photo"));
    }

    private String oneOf(String key, String one, String other) {
        var word = values.text(key);
        if (!word.isEmpty() && !List.of(one, other).contains(word)) values.neither(key, word, one, other);
        return word;
    }

    private @Nullable String optional(String key) {
        return values.has(key) ? values.text(key) : null;
    }

    private MlsProfile.@Nullable CoBrand coBrand() {
        var agent = optional("agent.coBrand");
        return agent == null ? null : new MlsProfile.CoBrand(agent, optional("agent.license"));
    }

    private MlsProfile.@Nullable Monitoring monitoring() {
        var script = address("monitoring.script");
        var pixel = address("monitoring.pixel");
        var integrity = optional("monitoring.integrity");
        if (integrity != null && !integrity.matches("sha(256|384|512)-[A-Za-z0-9+/]+={0,2}"))
            values.fault("monitoring.integrity", "profile.hash", integrity);
        return script == null && pixel == null ? null : new MlsProfile.Monitoring(script, integrity, pixel);
    }

    /** An address that a Content-Security-Policy can name. */
    private @Nullable String address(String key) {
        var url = optional(key);
        if (url != null && !url.matches("https://[A-Za-z0-9.-]+(:\\d+)?/[^\\s\"'<>;,\\\\]*"))
            values.fault(key, "profile.address", url);
        return url;
    }

    private String label(String key) {
        var label = values.text(key);
        if (label.toLowerCase(Locale.ROOT).contains("courtesy")) values.fault(key, "profile.label", label);
        return label;
    }

    private MlsProfile.Disclaimer disclaimer() {
        var excluded = optional("disclaimer.excluded");
        if (excluded != null) checkPlaceholders("disclaimer.excluded", excluded);
        var sentences = new ArrayList<>(paragraphs("disclaimer.paragraphs"));
        for (var key : List.of("disclaimer.partialFields", "sold.notice")) {
            var sentence = optional(key);
            if (sentence == null || key.startsWith("sold") && !values.flag("sold.enabled")) continue;
            checkPlaceholders(key, sentence);
            sentences.add(sentence);
        }
        return new MlsProfile.Disclaimer(sentences, excluded);
    }

    private List<String> paragraphs(String key) {
        var paragraphs = values.texts(key);
        for (var paragraph : paragraphs) checkPlaceholders(key, paragraph);
        return paragraphs;
    }

    private void checkPlaceholders(String key, String text) {
        var rest = text.replaceAll("\\{(mls|broker|year)}", "");
        if (rest.contains("{") || rest.contains("}")) values.fault(key, "profile.placeholder", text);
    }

    private MlsProfile.@Nullable Logo logo() {
        if (!values.has("logo.url")) return null;
        var url = values.text("logo.url");
        if (!url.matches("/[^/\\s].*|https://[^\\s]+")) values.fault("logo.url", "profile.logo", url);
        return new MlsProfile.Logo(
                url,
                values.text("logo.alt"),
                values.number("logo.width", 1, 2_000),
                values.number("logo.height", 1, 2_000));
    }

    private MlsProfile.@Nullable Dmca dmca() {
        if (!values.flag("dmca.required") && !values.has("dmca.agent") && !values.has("dmca.email")) return null;
        var agent = optional("dmca.agent");
        var email = optional("dmca.email");
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) values.fault("dmca.email", "profile.mail", email);
        return new MlsProfile.Dmca(agent, email);
    }

    private List<String> fields(String key) {
        var fields = values.texts(key);
        for (var field : fields) checkField(key, field);
        return fields;
    }

    private List<String> required(String key) {
        return values.has(key) ? fields(key) : List.of();
    }

    private List<String> filters() {
        if (!values.has("search.filters")) return List.of();
        var fields = fields("search.filters");
        for (var field : fields)
            if (!field.isEmpty() && !PrivateFields.isConfidential(field) && !FeatureGroup.isPossible(field))
                values.fault("search.filters", "profile.filter", field);
        return fields;
    }

    private String field(String key) {
        var field = values.text(key);
        checkField(key, field);
        return field;
    }

    private void checkField(String key, String field) {
        if (!field.isEmpty() && !field.matches("[A-Za-z][A-Za-z0-9_]*")) values.fault(key, "profile.field", field);
        if (PrivateFields.isConfidential(field)) values.fault(key, "profile.private", field);
    }
}
