package porchlight.site;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The static types of what a template can read of a value: by the rules of OGNL and of {@link RecordProperties}. */
final class MemberTypes {
    /** The type of the literal null. */
    static final Type NULL = new Type() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            int.class, Integer.class,
            long.class, Long.class,
            double.class, Double.class,
            float.class, Float.class,
            short.class, Short.class,
            byte.class, Byte.class,
            char.class, Character.class,
            boolean.class, Boolean.class);

    /** A generic type whose arguments are known. */
    private record Applied(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return raw.getDeclaringClass();
        }
    }

    private MemberTypes() {}

    /** The class of a type, boxed. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) return BOXES.getOrDefault(known, known);
        if (type instanceof ParameterizedType generic) return (Class<?>) generic.getRawType();
        if (type instanceof WildcardType any) return raw(any.getUpperBounds()[0]);
        if (type instanceof TypeVariable<?> any) return raw(any.getBounds()[0]);
        if (type instanceof GenericArrayType array)
            return raw(array.getGenericComponentType()).arrayType();
        return Object.class;
    }

    static boolean isNumber(Type type) {
        return Number.class.isAssignableFrom(raw(type));
    }

    /** Whether a value of the first type can be a value of the second, as far as OGNL cares. */
    static boolean fits(Type value, Type wanted) {
        return value == NULL
                || raw(wanted).isAssignableFrom(raw(value))
                || isNumber(value) && isNumber(wanted)
                // 'x' is a character.
                || value == Character.class && raw(wanted) == String.class;
    }

    /** The type of a property: of a record's method of that name, or of a getter; empty for none. */
    static Optional<Type> property(Type target, String name) {
        var capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        var getters = Stream.of("get" + capital, "is" + capital);
        var names = Record.class.isAssignableFrom(raw(target)) ? Stream.concat(Stream.of(name), getters) : getters;
        return names.flatMap(each -> methods(target, each, 0))
                .filter(method -> method.getParameterCount() == 0)
                .findFirst()
                .map(method -> resolved(target, method.getDeclaringClass(), method.getGenericReturnType()));
    }

    /** The type that a method returns for arguments of these types; empty for no such method. */
    static Optional<Type> method(Type target, String name, List<Type> arguments) {
        return methods(target, name, arguments.size())
                .filter(method -> IntStream.range(0, arguments.size())
                        .allMatch(at -> fits(arguments.get(at), parameter(target, method, at))))
                .findFirst()
                .map(method -> resolved(target, method.getDeclaringClass(), method.getGenericReturnType()));
    }

    private static Stream<Method> methods(Type target, String name, int arguments) {
        var all = raw(target).isInterface()
                ? Stream.of(raw(target), Object.class).flatMap(type -> Arrays.stream(type.getMethods()))
                : Arrays.stream(raw(target).getMethods());
        return all.filter(method -> method.getName().equals(name)
                && !method.isBridge()
                && !Modifier.isStatic(method.getModifiers())
                && method.getReturnType() != void.class
                && (method.getParameterCount() == arguments
                        || method.isVarArgs() && arguments >= method.getParameterCount() - 1));
    }

    private static Type parameter(Type target, Method method, int at) {
        var types = method.getGenericParameterTypes();
        if (method.isVarArgs() && at >= types.length - 1)
            return method.getParameterTypes()[types.length - 1].getComponentType();
        return resolved(target, method.getDeclaringClass(), types[at]);
    }

    /** What {@code th:each} hands out one by one; empty if it is nothing to iterate. */
    static Optional<Type> element(Type many) {
        if (raw(many).isArray()) return Optional.of(raw(many).getComponentType());
        if (Map.class.isAssignableFrom(raw(many)))
            return Optional.of(
                    new Applied(Map.Entry.class, List.of(argument(many, Map.class, 0), argument(many, Map.class, 1))));
        return Iterable.class.isAssignableFrom(raw(many))
                ? Optional.of(argument(many, Iterable.class, 0))
                : Optional.empty();
    }

    /** What stands at an index or under a key; empty if there is neither. */
    static Optional<Type> indexed(Type many) {
        if (raw(many).isArray()) return Optional.of(raw(many).getComponentType());
        if (List.class.isAssignableFrom(raw(many))) return Optional.of(argument(many, List.class, 0));
        return isMap(many) ? Optional.of(argument(many, Map.class, 1)) : Optional.empty();
    }

    static boolean isMap(Type type) {
        return Map.class.isAssignableFrom(raw(type));
    }

    private static Type argument(Type type, Class<?> generic, int at) {
        return resolved(type, generic, generic.getTypeParameters()[at]);
    }

    /** A type that a class mentions, with the arguments that a subtype of the class has. */
    private static Type resolved(Type target, Class<?> declaring, Type mentioned) {
        var arguments = new HashMap<TypeVariable<?>, Type>();
        bind(target, arguments);
        return declaring.isAssignableFrom(raw(target)) ? substituted(mentioned, arguments) : mentioned;
    }

    private static void bind(Type type, Map<TypeVariable<?>, Type> arguments) {
        var raw = raw(type);
        if (type instanceof ParameterizedType generic) {
            var parameters = raw.getTypeParameters();
            for (int at = 0; at < parameters.length; at++)
                arguments.put(parameters[at], substituted(generic.getActualTypeArguments()[at], Map.copyOf(arguments)));
        }
        var above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) above.add(raw.getGenericSuperclass());
        above.forEach(each -> bind(each, arguments));
    }

    private static Type substituted(Type type, Map<TypeVariable<?>, Type> arguments) {
        if (type instanceof TypeVariable<?> variable)
            return arguments.getOrDefault(variable, raw(variable.getBounds()[0]));
        if (type instanceof WildcardType any) return substituted(any.getUpperBounds()[0], arguments);
        if (type instanceof ParameterizedType generic)
            return new Applied(
                    raw(generic),
                    Stream.of(generic.getActualTypeArguments())
                            .map(argument -> substituted(argument, arguments))
                            .toList());
        return type;
    }
}
