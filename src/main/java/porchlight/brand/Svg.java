package porchlight.brand;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An SVG drawing that runs nothing and fetches nothing, without comments, metadata, and what drawing programs leave for
 * themselves.
 *
 * @param width in pixels, or of the view box
 */
record Svg(byte[] bytes, double width, double height) {
    private static final String SVG = "http://www.w3.org/2000/svg";

    /** Everything that draws and nothing that runs, animates, or embeds other documents. */
    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "title",
            "desc",
            "style",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "textPath",
            "linearGradient",
            "radialGradient",
            "stop",
            "clipPath",
            "mask",
            "pattern",
            "marker",
            "switch",
            "filter",
            "feBlend",
            "feColorMatrix",
            "feComponentTransfer",
            "feComposite",
            "feDropShadow",
            "feFlood",
            "feFuncA",
            "feFuncB",
            "feFuncG",
            "feFuncR",
            "feGaussianBlur",
            "feMerge",
            "feMergeNode",
            "feMorphology",
            "feOffset",
            "feTile",
            "image",
            "a");

    private static final Set<String> DROPPED = Set.of("metadata", "title", "desc");

    private static final Pattern URL = Pattern.compile("url\\(\\s*(['\"]?)\\s*([^)'\"]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMBEDDED =
            Pattern.compile("data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=\\s]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern LENGTH = Pattern.compile("\\s*(\\d*\\.?\\d+)\\s*(px)?\\s*");
    private static final int MOST_ELEMENTS = 20_000;

    /** Whether a file looks like a drawing, by its beginning. */
    static boolean looksLike(byte[] file) {
        var start = new String(file, 0, Math.min(file.length, 4_096), java.nio.charset.StandardCharsets.UTF_8);
        return start.stripLeading().replaceFirst("^\uFEFF", "").startsWith("<") && start.contains("<svg");
    }

    /** Null, with a fault of the value that names it, if the file isn't a harmless drawing. */
    static @Nullable Svg read(byte[] file, Section.Value named) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            var document = builder.parse(new ByteArrayInputStream(file));
            var root = document.getDocumentElement();
            var forbidden = new ArrayList<String>();
            if (!SVG.equals(root.getNamespaceURI()) || !"svg".equals(root.getLocalName())) {
                named.fault("brand.svg.root");
                return null;
            }
            for (var node = document.getFirstChild(); node != null; node = node.getNextSibling())
                if (node.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE) forbidden.add("<?" + node.getNodeName());
            clean(root, forbidden, new int[1]);
            if (!forbidden.isEmpty()) {
                named.fault(
                        "brand.svg.forbidden",
                        String.join(", ", forbidden.stream().distinct().limit(6).toList()));
                return null;
            }
            var size = size(root);
            if (size == null) {
                named.fault("brand.svg.size");
                return null;
            }
            if (root.getAttribute("viewBox").isBlank()) root.setAttribute("viewBox", "0 0 " + size[0] + " " + size[1]);
            return new Svg(written(root), size[0], size[1]);
        } catch (SAXParseException broken) {
            if (String.valueOf(broken.getMessage()).contains("DOCTYPE")) named.fault("brand.svg.doctype");
            else named.fault("brand.svg.broken", broken.getLineNumber(), String.valueOf(broken.getMessage()));
        } catch (SAXException | IOException | TransformerException broken) {
            named.fault("brand.svg.broken", 0, String.valueOf(broken.getMessage()));
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return null;
    }

    private static void clean(Element element, List<String> forbidden, int[] count) {
        if (++count[0] > MOST_ELEMENTS) {
            if (count[0] == MOST_ELEMENTS + 1) forbidden.add("over " + MOST_ELEMENTS + " elements");
            return;
        }
        attributes(element, forbidden);
        if ("style".equals(element.getLocalName())) style(element.getTextContent(), "<style>", forbidden);
        for (Node child = element.getFirstChild(), next; child != null; child = next) {
            next = child.getNextSibling();
            if (child instanceof Element inner) {
                var ours = SVG.equals(inner.getNamespaceURI());
                var name = String.valueOf(inner.getLocalName());
                if (ours && DROPPED.contains(name) || !ours && isEditors(inner)) element.removeChild(inner);
                else if (!ours || !ELEMENTS.contains(name)) forbidden.add("<" + inner.getNodeName() + ">");
                else clean(inner, forbidden, count);
            } else if (child.getNodeType() != Node.TEXT_NODE && child.getNodeType() != Node.CDATA_SECTION_NODE) {
                if (child.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE) forbidden.add("<?" + child.getNodeName());
                element.removeChild(child);
            }
        }
    }

    /** What Inkscape, Illustrator, and Sketch write for themselves; browsers ignore it, except for XHTML. */
    private static boolean isEditors(Element element) {
        var space = element.getNamespaceURI();
        return space != null && !space.isEmpty() && !space.contains("w3.org/1999/xhtml") && !space.contains("MathML");
    }

    private static void attributes(Element element, List<String> forbidden) {
        var attributes = element.getAttributes();
        var dropped = new ArrayList<String>();
        for (int i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            var name = String.valueOf(attribute.getNodeName()).toLowerCase(Locale.ROOT);
            var value = String.valueOf(attribute.getNodeValue());
            var local = name.substring(name.indexOf(':') + 1);
            if (local.startsWith("on")) forbidden.add(name);
            else if (local.equals("href")) {
                var target = value.strip();
                var inside = target.startsWith("#");
                if ("a".equals(element.getLocalName()) && !inside) dropped.add(attribute.getNodeName());
                else if (!inside
                        && !("image".equals(element.getLocalName())
                                && EMBEDDED.matcher(target).matches()))
                    forbidden.add(name + "=\"" + shortened(target) + "\"");
            } else if (local.equals("src")) forbidden.add(name);
            else if (name.contains(":")
                    && !name.startsWith("xmlns")
                    && !name.startsWith("xlink:")
                    && !name.startsWith("xml:")) dropped.add(attribute.getNodeName());
            else style(value, name, forbidden);
        }
        dropped.forEach(element::removeAttribute);
    }

    /** A value that may refer to something, in a style sheet or in an attribute. */
    private static void style(String text, String where, List<String> forbidden) {
        // Escapes could hide what the patterns look for.
        if (text.contains("\\")) forbidden.add(where + ": \\");
        var lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("@import") || lower.contains("javascript:") || lower.contains("image-set("))
            forbidden.add(where);
        URL.matcher(text).results().forEach(url -> {
            if (!url.group(2).startsWith("#")) forbidden.add("url(" + shortened(url.group(2)) + ")");
        });
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** Width and height; null if neither the attributes nor the view box say. */
    private static double @Nullable [] size(Element root) {
        var box = root.getAttribute("viewBox").strip().split("[\\s,]+");
        var boxed = box.length == 4 && box[2].matches("\\d*\\.?\\d+") && box[3].matches("\\d*\\.?\\d+");
        var width = length(root.getAttribute("width"), boxed ? box[2] : "");
        var height = length(root.getAttribute("height"), boxed ? box[3] : "");
        return width > 0 && height > 0 ? new double[] {width, height} : null;
    }

    private static double length(String attribute, String otherwise) {
        // The view box gives the same proportions, without units.
        var text = otherwise.isEmpty() ? attribute : otherwise;
        var length = LENGTH.matcher(text);
        return length.matches() ? Double.parseDouble(length.group(1)) : 0;
    }

    private static byte[] written(Element root) throws TransformerException {
        var factory = TransformerFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        var transformer = factory.newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
        var bytes = new ByteArrayOutputStream();
        transformer.transform(new DOMSource(root), new StreamResult(bytes));
        return bytes.toByteArray();
    }
}
