package porchlight.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, decoded once. Handlers read this value and never the query string itself, so that the
 * page cache's key contains exactly what the page was made from ({@link Caching.Kept}). Names and values are UTF-8
 * whatever charset a request declares; a malformed percent-encoding is taken literally (WHATWG URL, percent-decode),
 * and invalid UTF-8 becomes U+FFFD. Immutable.
 */
public final class Query {
    /** The maximum number of parameters in one request, counting repeated names. */
    public static final int MOST_PARAMETERS = 200;

    /** The maximum length of a query string in characters, as sent. */
    public static final int LONGEST = 32 * 1024;

    /** The same for a query with a {@code polygon}. */
    public static final int LONGEST_WITH_POLYGON = 64 * 1024;

    private static final Query NONE = new Query(List.of());
    private static final String PARSED = Query.class.getName();

    private final List<Pair> pairs;
    private final Map<String, List<String>> values;

    private record Pair(String name, String value, String asSent) {}

    private Query(List<Pair> pairs) {
        this.pairs = pairs;
        var byName = new LinkedHashMap<String, List<String>>();
        for (var pair : pairs)
            byName.computeIfAbsent(pair.name, name -> new ArrayList<>(1)).add(pair.value);
        this.values = byName;
    }

    /**
     * The parameters of a request. Inside a cached handler, only those that are part of the page's cache key.
     *
     * @throws HttpResponseException 414 if the query string is too long, 400 if it has too many parameters
     */
    public static Query of(Context ctx) {
        if (ctx.attribute(PARSED) instanceof Query known) return known;
        // The error page reads parameters too.
        NONE.use(ctx);
        var parsed = parse(ctx.req().getQueryString());
        parsed.use(ctx);
        return parsed;
    }

    /** Makes {@link #of} return this query from now on. */
    public void use(Context ctx) {
        ctx.attribute(PARSED, this);
    }

    /**
     * Reads a query string.
     *
     * @throws HttpResponseException as {@link #of}
     */
    public static Query parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) return NONE;
        if (raw.length() > LONGEST_WITH_POLYGON) throw tooLong();
        var pairs = new ArrayList<Pair>();
        for (int from = 0; from <= raw.length(); ) {
            var to = raw.indexOf('&', from);
            if (to < 0) to = raw.length();
            if (to > from) {
                if (pairs.size() == MOST_PARAMETERS) throw new HttpResponseException(400, "Too many parameters");
                pairs.add(pair(raw.substring(from, to)));
            }
            from = to + 1;
        }
        if (raw.length() > LONGEST && pairs.stream().noneMatch(pair -> pair.name.equals("polygon"))) throw tooLong();
        return new Query(pairs);
    }

    private static HttpResponseException tooLong() {
        return new HttpResponseException(414, "Query too long");
    }

    private static Pair pair(String sent) {
        var equals = sent.indexOf('=');
        return equals < 0
                ? new Pair(decoded(sent), "", sent)
                : new Pair(decoded(sent.substring(0, equals)), decoded(sent.substring(equals + 1)), sent);
    }

    private static Pair pair(String name, String value) {
        return new Pair(name, value, encoded(name) + "=" + encoded(value));
    }

    private static String decoded(String text) {
        if (text.indexOf('+') < 0 && text.indexOf('%') < 0) return text;
        var bytes = ByteBuffer.allocate(3 * text.length());
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var high = c == '%' && i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
            var low = high < 0 ? -1 : hex(text.charAt(i + 2));
            if (low >= 0) {
                bytes.put((byte) (16 * high + low));
                i += 2;
            } else if (c == '+') bytes.put((byte) ' ');
            else if (c < 0x80) bytes.put((byte) c);
            else {
                var end = Character.isSurrogate(c) ? Math.min(i + 2, text.length()) : i + 1;
                bytes.put(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    /** ASCII only: {@link Character#digit} also accepts digits of other scripts. */
    private static int hex(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    /** The first value of a parameter, null if there is none. */
    public @Nullable String first(String name) {
        var all = values.get(name);
        return all == null ? null : all.get(0);
    }

    public boolean isEmpty() {
        return pairs.isEmpty();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values by name, in the order in which they were sent; read-only. */
    public Map<String, List<String>> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** Only the parameters with these names, in the order of the names; several values of one name keep their order. */
    public Query only(Collection<String> names) {
        if (pairs.isEmpty()) return NONE;
        var kept = new ArrayList<Pair>();
        for (var name : names) for (var value : values.getOrDefault(name, List.of())) kept.add(pair(name, value));
        return kept.isEmpty() ? NONE : new Query(kept);
    }

    /**
     * The names of the parameters that have none of these names, in the order in which they were sent, except for those
     * that only tell where a visitor comes from, and for blank ones.
     */
    public List<String> others(Collection<String> names) {
        return values.keySet().stream()
                .filter(name -> !names.contains(name) && !name.isBlank() && !Tracking.isName(name))
                .toList();
    }

    /** The same parameters under other names, by the names that they have. */
    public Query renamed(Map<String, String> names) {
        return new Query(pairs.stream()
                .map(pair -> pair(names.getOrDefault(pair.name, pair.name), pair.value))
                .toList());
    }

    /** Whether the parameters with these names were sent exactly as {@link #only} would write them. */
    public boolean isCanonical(Collection<String> names) {
        var sent = new ArrayList<String>();
        for (var pair : pairs) if (names.contains(pair.name)) sent.add(pair.asSent);
        return String.join("&", sent).equals(only(names).toString());
    }

    /** A query string; after {@link #only}, in canonical spelling. */
    @Override
    public String toString() {
        if (pairs.isEmpty()) return "";
        var text = new StringBuilder();
        for (var pair : pairs) text.append(text.isEmpty() ? "" : "&").append(pair.asSent);
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
