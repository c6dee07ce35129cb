package porchlight.site;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.util.EscapedAttributeUtils;

/** The elements of a template, as Thymeleaf's own parser finds them. */
final class TemplateMarkup extends AbstractSimpleMarkupHandler {
    private final String template;
    private final Element root;
    private final Deque<Element> open = new ArrayDeque<>();

    /** Text or an element in an element. */
    sealed interface Content {}

    record Text(String text) implements Content {}

    /** @param attributes unescaped, in the order of the template */
    record Element(
            String template, int line, int column, String name, Map<String, String> attributes, List<Content> content)
            implements Content {
        /** The value of a Thymeleaf attribute; empty for none. */
        Optional<String> th(String attribute) {
            return Optional.ofNullable(attributes.get("th:" + attribute));
        }

        Stream<Element> all() {
            return Stream.concat(
                    Stream.of(this),
                    content.stream()
                            .filter(Element.class::isInstance)
                            .map(Element.class::cast)
                            .flatMap(Element::all));
        }
    }

    private TemplateMarkup(String template) {
        this.template = template;
        this.root = new Element(template, 0, 0, "", Map.of(), new ArrayList<>());
        open.push(root);
    }

    static Element parse(String template, String source) {
        var configuration = ParseConfiguration.htmlConfiguration();
        configuration.setElementBalancing(ParseConfiguration.ElementBalancing.AUTO_CLOSE);
        var markup = new TemplateMarkup(template);
        try {
            new SimpleMarkupParser(configuration).parse(source, markup);
        } catch (ParseException broken) {
            throw new IllegalArgumentException(template, broken);
        }
        return markup.root;
    }

    private Element add(String name, Map<String, String> attributes, int line, int column) {
        var unescaped = new LinkedHashMap<String, String>();
        if (attributes != null)
            attributes.forEach((key, value) -> unescaped.put(
                    key, value == null ? "" : EscapedAttributeUtils.unescapeAttribute(TemplateMode.HTML, value)));
        var element = new Element(template, line, column, name, unescaped, new ArrayList<>());
        open.element().content.add(element);
        return element;
    }

    @Override
    public void handleStandaloneElement(
            String name, Map<String, String> attributes, boolean minimized, int line, int column) {
        add(name, attributes, line, column);
    }

    @Override
    public void handleOpenElement(String name, Map<String, String> attributes, int line, int column) {
        open.push(add(name, attributes, line, column));
    }

    @Override
    public void handleAutoOpenElement(String name, Map<String, String> attributes, int line, int column) {
        handleOpenElement(name, attributes, line, column);
    }

    @Override
    public void handleCloseElement(String name, int line, int column) {
        if (!open.pop().name.equals(name)) throw new IllegalArgumentException(template + ":" + line + " </" + name);
    }

    @Override
    public void handleAutoCloseElement(String name, int line, int column) {
        handleCloseElement(name, line, column);
    }

    @Override
    public void handleText(char[] buffer, int offset, int length, int line, int column) {
        open.element().content.add(new Text(new String(buffer, offset, length)));
    }
}
