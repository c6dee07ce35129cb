package porchlight.site;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ognl.ObjectPropertyAccessor;
import ognl.OgnlException;
import ognl.OgnlRuntime;
import ognl.enhance.ExpressionCompiler;
import org.jspecify.annotations.Nullable;

/**
 * Lets templates read {@code home.price} of a record through the accessor of that name, which is looked up once. OGNL
 * itself searches all methods of the class each time, because it only caches those whose names begin with {@code get};
 * that took a third of a page's rendering time.
 */
final class RecordProperties extends ObjectPropertyAccessor {
    private final ClassValue<Map<String, Optional<Method>>> accessors = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private RecordProperties() {}

    /** Applies to all template engines in the process: OGNL has one global registry. */
    static void install() {
        OgnlRuntime.setPropertyAccessor(Record.class, new RecordProperties());
        // Nothing is compiled, so there is no need for an interface that generated code could name; OGNL searched for
        // one at each property access.
        OgnlRuntime.setCompiler(new ExpressionCompiler() {
            @Override
            public Class<?> getInterfaceClass(Class type) {
                return type;
            }
        });
    }

    @Override
    public @Nullable Object getProperty(Map context, Object target, Object name) throws OgnlException {
        var found = accessors
                .get(target.getClass())
                .computeIfAbsent(name.toString(), property -> accessor(target.getClass(), property));
        if (found.isEmpty()) return super.getProperty(context, target, name);
        try {
            return found.get().invoke(target);
        } catch (ReflectiveOperationException fault) {
            throw new OgnlException(name + " of " + target.getClass().getName(), fault);
        }
    }

    /** The accessor of a component or of another public property of a record. */
    private static Optional<Method> accessor(Class<?> type, String property) {
        try {
            var method = type.getMethod(property);
            if (Modifier.isStatic(method.getModifiers()) || method.getReturnType() == void.class)
                return Optional.empty();
            method.setAccessible(true);
            return Optional.of(method);
        } catch (NoSuchMethodException otherwise) {
            return Optional.empty();
        }
    }
}
