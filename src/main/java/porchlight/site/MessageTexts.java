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
 * How templates read messages: {@code #{home.title}} is one, and {@code ${#sentence.parts('search.fix')}} one in the parts
 * that a link or a date divides it into.
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

    /** Gives templates {@code #sentence}. */
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

    /** {@code #sentence} of the templates. */
    public static final class Sentence {
        /** Of a sentence without arguments: a template's expression cannot leave out variable ones. */
        public java.util.List<Messages.Part> parts(String key) {
            return Messages.parts(key);
        }

        public java.util.List<Messages.Part> parts(String key, Object... values) {
            return Messages.parts(key, values);
        }
    }
}
