package porchlight.site;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.standard.StandardDialect;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;
import porchlight.web.Head;
import porchlight.web.View;

/** Renders the pages: Thymeleaf templates around one layout. */
public final class Pages {
    private static final ObjectMapper JSON = new ObjectMapper().setSerializationInclusion(Include.NON_NULL);

    /** Characters of a page, so that few need more room than they begin with. */
    private static final int LONG = 100_000;

    static final String HTML = "text/html; charset=utf-8";

    private final TemplateEngine engine = new TemplateEngine();
    private final SiteInfo site;
    private final Assets assets;
    private final BooleanSupplier drawsCards;
    private final Supplier<PlaceTerms> terms;

    /**
     * @param drawsCards whether this machine can draw the pictures of shared links; pages name none otherwise
     * @param terms for parts of places, as far as is known today where the site's homes are
     */
    public Pages(
            Sources sources, SiteInfo site, Assets assets, BooleanSupplier drawsCards, Supplier<PlaceTerms> terms) {
        this.site = site;
        this.assets = assets;
        this.drawsCards = drawsCards;
        this.terms = terms;
        RecordProperties.install();
        var dialect = new StandardDialect();
        dialect.setJavaScriptSerializer(new ScriptJson());
        engine.setDialects(Set.of(dialect, new MessageTexts.Dialect()));
        engine.setMessageResolver(new MessageTexts());
        engine.setTemplateResolver(resolver(sources));
        engine.setLinkBuilder(new PathLinks());
        engine.setEngineContextFactory(new StrictNames());
    }

    /** Renders the HTML of a mail, which knows nothing of any request. */
    public String mail(View view) {
        return engine.process(
                view.template(), new org.thymeleaf.context.Context(Locale.US, Map.of("view", view, "site", site)));
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
        var variables = new HashMap<String, Object>();
        variables.put("view", view);
        variables.put("page", head);
        variables.put("site", site);
        variables.put("assets", assets.urls());
        variables.put("origin", origin(ctx));
        variables.put("terms", terms.get());
        variables.put("drawsCards", drawsCards.getAsBoolean());
        // A string would be widened, narrowed and widened again for the few characters that are not Latin.
        var html = new CharArrayWriter(LONG);
        engine.process(view.template(), new org.thymeleaf.context.Context(Locale.US, variables), html);
        var bytes = new ByteArrayOutputStream(LONG);
        try (var utf8 = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            html.writeTo(utf8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** The public origin: as configured, else as this request says. */
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

    /** {@code @{/path}} without a servlet context: the site stands at the root of its host. */
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
