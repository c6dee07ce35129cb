package porchlight.site;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.context.EngineContext;
import org.thymeleaf.context.IContext;
import org.thymeleaf.context.IEngineContext;
import org.thymeleaf.context.IEngineContextFactory;
import org.thymeleaf.engine.TemplateData;

/** Makes it an error for a template to read an undefined name; Thymeleaf would render empty text. */
final class StrictNames implements IEngineContextFactory {
    @Override
    public IEngineContext createEngineContext(
            IEngineConfiguration configuration,
            TemplateData template,
            @Nullable Map<String, Object> attributes,
            IContext context) {
        var variables = new HashMap<String, Object>();
        for (var name : context.getVariableNames()) variables.put(name, context.getVariable(name));
        return new Strict(configuration, template, attributes, context.getLocale(), variables);
    }

    private static final class Strict extends EngineContext {
        Strict(
                IEngineConfiguration configuration,
                TemplateData template,
                @Nullable Map<String, Object> attributes,
                Locale locale,
                Map<String, Object> variables) {
            super(configuration, template, attributes, locale, variables);
        }

        @Override
        public @Nullable Object getVariable(String key) {
            var value = super.getVariable(key);
            if (value == null && !containsVariable(key)) throw new IllegalStateException("nobody gave ${" + key + "}");
            return value;
        }
    }
}
