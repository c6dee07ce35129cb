package porchlight.photo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XMP metadata (ISO 16684-1): RDF in XML, whose properties are elements or, in short form,
 * attributes.
 */
final class Xmp {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int DEEPEST = 40;

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String RIGHTS = "http://ns.adobe.com/xap/1.0/rights/";
    private static final String PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/";
    private static final String TIFF = "http://ns.adobe.com/tiff/1.0/";
    private static final String IPTC_EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private static final String GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#";
    private static final String NOTE = "http://ns.adobe.com/xmp/note/";

    /** Namespace and name of the properties that {@link Keep#CREDITS} keeps. */
    private static final Set<String> CREDITS = Set.of(
            DC + "creator",
            DC + "rights",
            RIGHTS + "Marked",
            RIGHTS + "Owner",
            RIGHTS + "UsageTerms",
            RIGHTS + "WebStatement",
            PHOTOSHOP + "Credit",
            TIFF + "Orientation",
            TIFF + "Artist",
            TIFF + "Copyright",
            IPTC_EXTENSION + "DigitalSourceType");

    /**
     * A position under any vendor's name, such as {@code exif:GPSLatitude}, {@code
     * drone-dji:GpsLongtitude}, or {@code mapinfo:lat}.
     */
    private static final Pattern POSITION = Pattern.compile(
            "(?i).*(gps|latitude|longt?itude|altitude|geohash|geotag|coordinate).*|lat|lon|lng|long|alt");

    /**
     * Previews, which have metadata of their own, and references to parts of the packet that are
     * not passed on.
     */
    private static final Set<String> NEVER = Set.of(
            "http://ns.adobe.com/xap/1.0/Thumbnails",
            "http://ns.adobe.com/xap/1.0/g/img/image",
            "http://ns.google.com/photos/1.0/image/Data",
            "http://ns.google.com/photos/1.0/depthmap/Data",
            NOTE + "HasExtendedXMP");

    private Xmp() {}

    /** The kept part of a packet; empty when nothing is left of it or it cannot be read. */
    static Optional<byte[]> clean(byte[] packet, Keep keep) {
        if (keep == Keep.NOTHING || packet.length > MOST_BYTES) return Optional.empty();
        try {
            var document = parse(packet);
            var rdf = document.getElementsByTagNameNS(RDF, "RDF");
            if (rdf.getLength() != 1) return Optional.empty();
            var root = (Element) rdf.item(0);
            var left = keep == Keep.CREDITS ? keepCredits(root) : dropPositions(root);
            return left ? Optional.of(write(root)) : Optional.empty();
        } catch (IOException | SAXException | ParserConfigurationException | TransformerException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean keepCredits(Element rdf) {
        var left = false;
        for (var description : elements(rdf)) {
            if (!is(description, RDF, "Description")) {
                rdf.removeChild(description);
                continue;
            }
            for (var attribute : attributes(description))
                if (!isNamespace(attribute) && !isRdf(attribute) && !CREDITS.contains(name(attribute)))
                    description.removeAttributeNode(attribute);
            for (var property : elements(description))
                if (!CREDITS.contains(name(property))) description.removeChild(property);
            left |= isUsed(description);
        }
        dropRemarks(rdf);
        return left;
    }

    private static boolean dropPositions(Element rdf) {
        drop(rdf, 0);
        dropRemarks(rdf);
        return elements(rdf).stream().anyMatch(Xmp::isUsed);
    }

    private static void drop(Element parent, int depth) {
        for (var attribute : attributes(parent))
            if (!isNamespace(attribute) && isPosition(attribute)) parent.removeAttributeNode(attribute);
        for (var child : elements(parent))
            if (isPosition(child) || depth > DEEPEST) parent.removeChild(child);
            else drop(child, depth + 1);
    }

    private static boolean isPosition(Node node) {
        var namespace = node.getNamespaceURI();
        return GEO.equals(namespace)
                || NEVER.contains(name(node))
                || !RDF.equals(namespace)
                        && POSITION.matcher(node.getLocalName()).matches();
    }

    private static boolean isUsed(Element description) {
        return !elements(description).isEmpty()
                || attributes(description).stream().anyMatch(one -> !isNamespace(one) && !isRdf(one));
    }

    /** Removes comments, processing instructions, and text outside of properties. */
    private static void dropRemarks(Element rdf) {
        for (var description : elements(rdf))
            for (var child : children(description)) if (!(child instanceof Element)) description.removeChild(child);
        for (var child : children(rdf)) if (!(child instanceof Element)) rdf.removeChild(child);
        removeComments(rdf, 0);
    }

    private static void removeComments(Node node, int depth) {
        for (var child : children(node))
            if (child.getNodeType() == Node.COMMENT_NODE || child.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE)
                node.removeChild(child);
            else if (depth <= DEEPEST) removeComments(child, depth + 1);
    }

    private static Document parse(byte[] packet) throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        // No entities, nor anything else from outside the packet.
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", DEEPEST);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new Silent());
        return builder.parse(new ByteArrayInputStream(packet, 0, end(packet)));
    }

    /** Packets are padded with spaces, some with zeros. */
    private static int end(byte[] packet) {
        var end = packet.length;
        while (end > 0 && packet[end - 1] == 0) end--;
        return end;
    }

    private static byte[] write(Element rdf) throws TransformerException {
        var transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        var text = new StringWriter();
        text.write(
                "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">");
        transformer.transform(new DOMSource(rdf), new StreamResult(text));
        text.write("</x:xmpmeta><?xpacket end=\"r\"?>");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean is(Node node, String namespace, String name) {
        return namespace.equals(node.getNamespaceURI()) && name.equals(node.getLocalName());
    }

    private static boolean isNamespace(Node attribute) {
        return XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
    }

    private static boolean isRdf(Node attribute) {
        return RDF.equals(attribute.getNamespaceURI());
    }

    private static String name(Node node) {
        return node.getNamespaceURI() + node.getLocalName();
    }

    private static List<Node> children(Node parent) {
        var children = new ArrayList<Node>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) children.add(child);
        return children;
    }

    private static List<Element> elements(Node parent) {
        return children(parent).stream()
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static List<Attr> attributes(Element element) {
        var attributes = new ArrayList<Attr>();
        for (int i = 0; i < element.getAttributes().getLength(); i++)
            attributes.add((Attr) element.getAttributes().item(i));
        return attributes;
    }

    /** Damaged packets are left out, not reported. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException fault) {
            // Nobody reads warnings.
        }

        @Override
        public void error(SAXParseException fault) throws SAXException {
            throw fault;
        }

        @Override
        public void fatalError(SAXParseException fault) throws SAXException {
            throw fault;
        }
    }
}
