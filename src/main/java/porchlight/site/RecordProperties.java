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
 * How templates read {@code home.price} of a record: by the accessor of that name, looked up once. OGNL itself goes
 * through all methods of the class each time, since it remembers only those that begin with {@code get}; that took a
 * third of the time of a page.
 */
final class RecordProperties extends ObjectPropertyAccessor {
    private final ClassValue<Map<String, Optional<Method>>> accessors = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private RecordProperties() {}

    /** For all template engines of the program: OGNL has one registry of them. */
    static void install() {
        OgnlRuntime.setPropertyAccessor(Record.class, new RecordProperties());
        // Nothing is compiled, so no class needs an interface that generated code could name; it was looked for at each
        // dot.
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

    /** Of a component, or of what a record tells beside them. */
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
