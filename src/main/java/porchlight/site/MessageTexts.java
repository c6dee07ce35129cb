package porchlight.site;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import porchlight.message.Messages;

/**
 * Gives templates access to messages: {@code #{home.title}} is a whole message, and {@code
 * ${#sentence.parts('search.fix')}} is a message split into parts around a link or a date.
 */
final class MessageTexts extends AbstractMessageResolver {
    private static final Object[] NONE = {};

    @Override
    public String resolveMessage(
            ITemplateContext context, Class<?> origin, String key, Object @Nullable [] parameters) {
        return Messages.text(key, parameters == null ? NONE : parameters);
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context, Class<?> origin, String key, Object @Nullable [] parameters) {
        throw new IllegalArgumentException("no message " + key);
    }

    /** Adds {@code #sentence} to templates. */
    static final class Dialect extends AbstractDialect implements IExpressionObjectDialect {
        Dialect() {
            super("Messages");
        }

        @Override
        public IExpressionObjectFactory getExpressionObjectFactory() {
            return new IExpressionObjectFactory() {
                @Override
                public Set<String> getAllExpressionObjectNames() {
                    return Set.of("sentence");
                }

                @Override
                public Object buildObject(IExpressionContext context, String name) {
                    return new Sentence();
                }

                @Override
                public boolean isCacheable(String name) {
                    return true;
                }
            };
        }
    }

    /** The object {@code #sentence} in templates. */
    public static final class Sentence {
        /** For a sentence without arguments: a template expression cannot omit varargs. */
        public java.util.List<Messages.Part> parts(String key) {
            return Messages.parts(key);
        }

        public java.util.List<Messages.Part> parts(String key, Object... values) {
            return Messages.parts(key, values);
        }
    }
}
