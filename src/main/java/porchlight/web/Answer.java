package porchlight.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A handler's response: what to send. How it is sent is not the handler's concern. */
public sealed interface Answer {
    int status();

    /** Whether others may cache it, and for how long. */
    Lifetime lifetime();

    /** Header fields other than those that follow from the rest. */
    Map<String, String> fields();

    /** A copy with another lifetime. */
    Answer lasting(Lifetime value);

    /**
     * A page rendered from a template.
     *
     * @param head what the layout shows
     * @param view what the page's template shows
     * @param foreign what the page needs from other origins
     */
    record Page(int status, Lifetime lifetime, Map<String, String> fields, Head head, View view, Foreign foreign)
            implements Answer {
        public Page with(String field, String value) {
            return new Page(status, lifetime, Fields.with(fields, field, value), head, view, foreign);
        }

        @Override
        public Page lasting(Lifetime value) {
            return new Page(status, value, fields, head, view, foreign);
        }

        public Page with(Foreign value) {
            return new Page(status, lifetime, fields, head, view, value);
        }
    }

    /** A redirect to another address for the requested content. */
    record Redirect(int status, Lifetime lifetime, Map<String, String> fields, String to) implements Answer {
        @Override
        public Redirect lasting(Lifetime value) {
            return new Redirect(status, value, fields, to);
        }

        public Redirect with(String field, String value) {
            return new Redirect(status, lifetime, Fields.with(fields, field, value), to);
        }
    }

    /** A record, sent as JSON. */
    record Json(int status, Lifetime lifetime, Map<String, String> fields, String type, Object value)
            implements Answer {
        /** A copy with another status, which is not cached. */
        public Json status(int code) {
            return new Json(code, new Lifetime.Confirmed(), fields, type, value);
        }

        @Override
        public Json lasting(Lifetime lifetime) {
            return new Json(status, lifetime, fields, type, value);
        }

        public Json with(String field, String text) {
            return new Json(status, lifetime, Fields.with(fields, field, text), type, value);
        }
    }

    /** An image that other sites may show. It is already compressed. */
    record Picture(int status, Lifetime lifetime, Map<String, String> fields, String type, byte[] bytes)
            implements Answer {
        @Override
        public Picture lasting(Lifetime value) {
            return new Picture(status, value, fields, type, bytes);
        }
    }

    /** Any other content, such as a calendar file or a feed. */
    record Content(int status, Lifetime lifetime, Map<String, String> fields, String type, byte[] bytes)
            implements Answer {
        @Override
        public Content lasting(Lifetime value) {
            return new Content(status, value, fields, type, bytes);
        }

        public Content with(String field, String value) {
            return new Content(status, lifetime, Fields.with(fields, field, value), type, bytes);
        }
    }

    /**
     * A file of the program, which other sites may use.
     *
     * @param digest of its bytes
     * @param codings content codings in which it can be sent
     */
    record File(
            int status,
            Lifetime lifetime,
            Map<String, String> fields,
            String type,
            String digest,
            Encoded bytes,
            List<ContentCoding> codings)
            implements Answer {
        @Override
        public File lasting(Lifetime value) {
            return new File(status, value, fields, type, digest, bytes, codings);
        }
    }

    /** The bytes of a file in one of its codings. */
    interface Encoded {
        byte[] in(ContentCoding coding);
    }

    /**
     * A photo from another host, passed through unchanged.
     *
     * @param etag the host's entity tag, quoted
     */
    record Photo(int status, Lifetime lifetime, Map<String, String> fields, String type, String etag, byte[] bytes)
            implements Answer {
        @Override
        public Photo lasting(Lifetime value) {
            return new Photo(status, value, fields, type, etag, bytes);
        }
    }

    /**
     * Content too long to hold in memory, written as it is sent.
     *
     * @param etag weak, quoted
     */
    record Stream(int status, Lifetime lifetime, Map<String, String> fields, String type, String etag, Writing content)
            implements Answer {
        @Override
        public Stream lasting(Lifetime value) {
            return new Stream(status, value, fields, type, etag, content);
        }
    }

    /** Writes the text of a stream. */
    interface Writing {
        void write(Writer out) throws IOException;
    }

    /** No content: the client already has it, or there is none. */
    record Bare(int status, Lifetime lifetime, Map<String, String> fields) implements Answer {
        @Override
        public Bare lasting(Lifetime value) {
            return new Bare(status, value, fields);
        }
    }

    /** How long a permanent redirect may be cached. It is limited because the target may move again. */
    Duration MOVED_FOR = Duration.ofMinutes(1);

    static Page page(View view, Head head) {
        return new Page(200, new Lifetime.OfRoute(), Map.of(), head, view, Foreign.NONE);
    }

    /** A page that reports an error; it is not cached. */
    static Page refusal(int status, View view, Head head) {
        return new Page(status, new Lifetime.Confirmed(), Map.of(), head, view, Foreign.NONE);
    }

    /**
     * A redirect to the page's current address. A permanent redirect without an explicit lifetime is cached
     * indefinitely (RFC 9111, 4.2.2); its address may later have to be hidden, and a later redirect in the opposite
     * direction would create a loop.
     */
    static Redirect moved(String to) {
        return new Redirect(301, new Lifetime.Shared(MOVED_FOR), Map.of(), to);
    }

    /** A redirect to where the content is now; that may differ for the next request. */
    static Redirect found(String to) {
        return new Redirect(302, new Lifetime.Confirmed(), Map.of(), to);
    }

    /** A redirect from a submitted form to a page that can be reloaded safely (RFC 9110, 15.4.4). */
    static Redirect seeOther(String to) {
        return new Redirect(303, new Lifetime.None(), Map.of(), to);
    }

    static Json json(Object value) {
        return new Json(200, new Lifetime.OfRoute(), Map.of(), "application/json; charset=utf-8", value);
    }

    static Picture picture(String type, byte[] bytes) {
        return new Picture(200, new Lifetime.OfRoute(), Map.of(), type, bytes);
    }

    static Content content(String type, String text) {
        return new Content(200, new Lifetime.OfRoute(), Map.of(), type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Plain text about the current state. */
    static Content text(int status, String text) {
        return new Content(
                status,
                new Lifetime.Confirmed(),
                Map.of(),
                "text/plain; charset=utf-8",
                text.getBytes(StandardCharsets.UTF_8));
    }

    /** Header fields by name. */
    final class Fields {
        private Fields() {}

        private static Map<String, String> with(Map<String, String> fields, String name, String value) {
            var more = new LinkedHashMap<>(fields);
            more.put(name, value);
            return more;
        }
    }
}
