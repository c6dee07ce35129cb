package porchlight.site;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.cache.StandardCacheManager;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;
import porchlight.brand.Brand;
import porchlight.web.Head;
import porchlight.web.Query;
import porchlight.web.View;

/** Renders pages from Thymeleaf templates and one layout. */
public final class Pages {
    private static final ObjectMapper JSON = new ObjectMapper().setSerializationInclusion(Include.NON_NULL);

    /** Initial buffer size in characters, large enough for most pages. */
    private static final int LONG = 100_000;

    /** More than all templates have together: what does not fit is parsed again for each page. */
    private static final int EXPRESSIONS = 5_000;

    private static final String COMPANION = Companion.class.getName();

    static final String HTML = "text/html; charset=utf-8";

    private final TemplateEngine engine = new TemplateEngine();
    private final SiteInfo site;
    private final Assets assets;
    private final BooleanSupplier drawsCards;
    private final Supplier<PlaceTerms> terms;
    private final Function<String, Optional<AgentCard>> agents;

    /**
     * @param drawsCards whether this machine can draw the pictures for shared links; if not, pages refer to none
     * @param terms names for parts of addresses, given what is known today about the location of the site's homes
     * @param agents finds one of ours by the last part of their page's path
     */
    public Pages(
            Sources sources,
            SiteInfo site,
            Assets assets,
            BooleanSupplier drawsCards,
            Supplier<PlaceTerms> terms,
            Function<String, Optional<AgentCard>> agents) {
        this.site = site;
        this.assets = assets;
        this.drawsCards = drawsCards;
        this.terms = terms;
        this.agents = agents;
        RecordProperties.install();
        var dialect = new StandardDialect();
        dialect.setJavaScriptSerializer(new ScriptJson());
        engine.setDialects(Set.of(dialect, new MessageTexts.Dialect()));
        engine.setMessageResolver(new MessageTexts());
        var parsed = new StandardCacheManager();
        parsed.setExpressionCacheMaxSize(EXPRESSIONS);
        engine.setCacheManager(parsed);
        engine.setTemplateResolver(resolver(sources));
        engine.setLinkBuilder(new PathLinks());
        engine.setEngineContextFactory(new StrictNames());
    }

    /** Renders the HTML of a mail, which has no access to a request. */
    public String mail(View view) {
        var variables = new HashMap<String, Object>(Map.of("view", view, "site", site));
        variables.put("logoUrl", logoUrl());
        var palette = assets.palette();
        variables.put("ground", palette.tone("surface-raised"));
        variables.put("ink", palette.tone("text"));
        variables.put("accent", palette.tone("brand"));
        return engine.process(view.template(), new org.thymeleaf.context.Context(Locale.US, variables));
    }

    /** The address of the logo for programs that know only the mail; null if it has none. */
    private @Nullable String logoUrl() {
        var url = assets.urls().get(Brand.LOGO_BITMAP);
        return site.origin() == null || url == null ? null : site.origin() + url;
    }

    /** A record as JSON. */
    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("a record that cannot be written", fault);
        }
    }

    /** The bytes of a page. */
    byte[] html(Context ctx, Head head, View view) {
        var companion = companion(ctx);
        var variables = new HashMap<String, Object>();
        variables.put("view", view);
        variables.put("page", companion.isEmpty() ? head : head.unindexed());
        variables.put("companion", companion.orElse(null));
        variables.put("site", site);
        variables.put("assets", assets.urls());
        variables.put("ground", assets.palette().tone("surface"));
        variables.put("origin", origin(ctx));
        variables.put("terms", terms.get());
        variables.put("drawsCards", drawsCards.getAsBoolean());
        // A StringWriter would widen, narrow, and widen its text again because of the few non-Latin characters.
        var html = new CharArrayWriter(LONG);
        engine.process(view.template(), new org.thymeleaf.context.Context(Locale.US, variables), html);
        if (companion.isPresent())
            return PersonalLinks.in(html.toString(), companion.get().slug()).getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream(LONG);
        try (var utf8 = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            html.writeTo(utf8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The agent whose personal link the visitor followed, as the request's {@code with} says; empty for none, and for
     * nobody of ours. It is not among the parameters that handlers read: all pages show it alike.
     */
    public Optional<AgentCard> companion(Context ctx) {
        return asked(ctx).agent();
    }

    /** Whether a request's {@code with} names nobody of ours, at least not now. */
    boolean mentionsStranger(Context ctx) {
        var asked = asked(ctx);
        return asked.slug() != null && asked.agent().isEmpty();
    }

    private Companion asked(Context ctx) {
        if (ctx.attribute(COMPANION) instanceof Companion known) return known;
        var slug = slug(ctx.queryString());
        // The same for the cache's key and for the page.
        var found = new Companion(slug, slug == null ? Optional.empty() : agents.apply(slug));
        ctx.attribute(COMPANION, found);
        return found;
    }

    private static @Nullable String slug(@Nullable String query) {
        if (query == null || !query.contains(PersonalLinks.PARAMETER + "=")) return null;
        try {
            return Query.parse(query).first(PersonalLinks.PARAMETER);
        } catch (HttpResponseException tooLong) {
            return null;
        }
    }

    private record Companion(@Nullable String slug, Optional<AgentCard> agent) {}

    /** The public origin: as configured, or else from this request. */
    public String origin(Context ctx) {
        return site.origin() != null ? site.origin() : ctx.scheme() + "://" + ctx.host();
    }

    private static AbstractConfigurableTemplateResolver resolver(Sources sources) {
        AbstractConfigurableTemplateResolver resolver;
        if (sources.editable()) {
            resolver = new FileTemplateResolver();
            resolver.setPrefix(sources.templates() + "/");
        } else {
            resolver = new ClassLoaderTemplateResolver(Pages.class.getClassLoader());
            resolver.setPrefix("templates/");
        }
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(!sources.editable());
        return resolver;
    }

    /** {@code @{/path}} without a servlet context: the site is at the root of its host. */
    private static final class PathLinks extends StandardLinkBuilder {
        @Override
        protected String computeContextPath(IExpressionContext context, String base, Map<String, Object> parameters) {
            return "";
        }

        @Override
        protected String processLink(IExpressionContext context, String link) {
            return link;
        }
    }
}
