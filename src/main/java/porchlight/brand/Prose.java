package porchlight.brand;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text of the owner's: parsed CommonMark as a tree of the few elements that pages show. It contains no HTML; templates
 * escape its texts like any other. Immutable.
 */
public record Prose(List<Element> elements) {
    public static final Prose NONE = new Prose(List.of());

    public Prose {
        elements = List.copyOf(elements);
    }

    /** What an element is shown as. */
    public enum Tag {
        H2,
        H3,
        H4,
        P,
        UL,
        OL,
        LI,
        BLOCKQUOTE,
        TABLE,
        TR,
        TH,
        TD,
        HR,
        IMG,
        STRONG,
        EM,
        CODE,
        A,
        BR,
        TEXT,
        /** A block of the site's own; only at the top level. */
        BLOCK
    }

    /**
     * @param text of a text, the text alternative of a picture, or the ID of a heading; otherwise empty
     * @param to the address of a link; null for others
     * @param picture null for other elements
     * @param block null for other elements
     */
    public record Element(
            Tag tag,
            String text,
            @Nullable String to,
            @Nullable Media picture,
            @Nullable Block block,
            List<Element> inside) {
        public Element {
            inside = List.copyOf(inside);
        }

        static Element of(Tag tag, List<Element> inside) {
            return new Element(tag, "", null, null, null, inside);
        }

        static Element text(String text) {
            return new Element(Tag.TEXT, text, null, null, null, List.of());
        }

        /** All its texts, joined. */
        String words() {
            return tag == Tag.TEXT ? text : inside.stream().map(Element::words).collect(Collectors.joining());
        }
    }

    /** Something that the site shows within a text: a search, homes, a form, or figures. */
    public record Block(Kind kind, Map<String, String> options) {
        public Block {
            options = Map.copyOf(options);
        }

        /** The parameters of the search that it shows, as after a question mark; empty for none. */
        public String parameters() {
            return options.entrySet().stream()
                    .filter(option -> !option.getKey().equals("title"))
                    .sorted(Map.Entry.comparingByKey())
                    .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
        }

        /** As written after two colons, in lower case. */
        public enum Kind {
            /** A search box, or, with parameters of a search, its newest homes. */
            SEARCH,
            /** Homes of the brokerage. */
            OURS,
            /** Someone of the brokerage. */
            AGENT,
            /** The form for messages. */
            CONTACT,
            /** Figures of a city's market. */
            MARKET
        }
    }

    /** The beginning of the text, for search engines; empty if there is none. */
    String summary(int longest) {
        var first = elements.stream()
                .filter(element -> element.tag() == Tag.P)
                .map(Element::words)
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElse("");
        if (first.length() <= longest) return first;
        var end = first.lastIndexOf(' ', longest - 1);
        return first.substring(0, end < 0 ? longest - 1 : end) + "…";
    }
}
