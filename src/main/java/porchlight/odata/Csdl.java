package porchlight.odata;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSDL XML (OData CSDL XML 4.01). Elements are known by their local names, because servers differ in the
 * namespaces they use; types may be named by namespace or alias and may inherit across schemas. What is larger than any
 * service's by far is refused: entity sets, types and members multiply.
 */
final class Csdl {
    /** The RESO Data Dictionary has some fifty. */
    private static final int MOST_ENTITY_SETS = 500;

    private static final int MOST_TYPES = 5_000;
    /** Property has some 1,500 with all that MLSs add. */
    private static final int MOST_MEMBERS = 10_000;

    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, String> namespaces = new HashMap<>();
    private final Map<String, String> entitySets = new LinkedHashMap<>();
    /** The properties of each type that others lead to. */
    private final Map<String, Set<String>> fields = new HashMap<>();

    private int members;
    private String namespace = "";
    private @Nullable Type open;

    private Csdl() {}

    /** A reader that resolves nothing outside the document. */
    static XMLStreamReader reader(InputStream xml) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(xml);
    }

    static Metadata parse(InputStream xml) throws XMLStreamException {
        var csdl = new Csdl();
        var reader = reader(xml);
        while (reader.hasNext()) {
            var event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                csdl.start(reader);
                if (csdl.isTooLarge()) throw new XMLStreamException("more types than any service has");
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("EntityType")) csdl.open = null;
        }
        return csdl.metadata();
    }

    private boolean isTooLarge() {
        return entitySets.size() > MOST_ENTITY_SETS || types.size() > MOST_TYPES || members > MOST_TYPES * 20;
    }

    private void start(XMLStreamReader element) {
        switch (element.getLocalName()) {
            case "Schema" -> openSchema(element);
            case "EntityType" -> openType(element);
            case "Property" -> member(element, false);
            case "NavigationProperty" -> member(element, true);
            case "EntitySet" -> entitySet(element);
            default -> {
                // Annotations, complex types, enumerations: of no use to a reader of entities.
            }
        }
    }

    private void openSchema(XMLStreamReader element) {
        namespace = attribute(element, "Namespace", "");
        namespaces.put(namespace, namespace);
        var alias = attribute(element, "Alias", "");
        if (!alias.isEmpty()) namespaces.put(alias, namespace);
    }

    private void openType(XMLStreamReader element) {
        open = new Type(attribute(element, "BaseType", ""), new ArrayList<>());
        types.put(namespace + "." + attribute(element, "Name", ""), open);
    }

    private void member(XMLStreamReader element, boolean navigation) {
        var name = attribute(element, "Name", "");
        if (open == null || name.isEmpty()) return;
        members++;
        open.members.add(new Member(name, attribute(element, "Type", ""), navigation));
    }

    private void entitySet(XMLStreamReader element) {
        entitySets.put(attribute(element, "Name", ""), attribute(element, "EntityType", ""));
    }

    private static String attribute(XMLStreamReader element, String name, String otherwise) {
        var value = element.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }

    private Metadata metadata() {
        var result = new LinkedHashMap<String, Metadata.EntityType>();
        entitySets.forEach((set, type) -> result.put(set, entityType(type)));
        return new Metadata(result);
    }

    private Metadata.EntityType entityType(String name) {
        var properties = new LinkedHashSet<String>();
        var navigation = new LinkedHashSet<String>();
        var typeOf = new HashMap<String, String>();
        var related = new HashMap<String, Set<String>>();
        for (var member : membersOf(name)) {
            (member.navigation ? navigation : properties).add(member.name);
            typeOf.putIfAbsent(member.name, member.type);
            if (member.navigation) related.putIfAbsent(member.name, fieldsOf(member.type));
        }
        related.values().removeIf(Set::isEmpty);
        return new Metadata.EntityType(properties, navigation, typeOf, related);
    }

    private Set<String> fieldsOf(String type) {
        return fields.computeIfAbsent(
                type.replaceFirst("^Collection\\((.*)\\)$", "$1"),
                name -> membersOf(name).stream()
                        .filter(member -> !member.navigation)
                        .map(Member::name)
                        .collect(Collectors.toSet()));
    }

    /** The members of a type and of all it inherits from. */
    private List<Member> membersOf(String name) {
        var members = new ArrayList<Member>();
        Set<String> seen = new HashSet<>();
        for (var next = qualified(name); seen.add(next) && members.size() < MOST_MEMBERS; ) {
            var type = types.get(next);
            if (type == null) break;
            members.addAll(type.members);
            next = qualified(type.base);
        }
        return members;
    }

    private String qualified(String name) {
        var dot = name.lastIndexOf('.');
        if (dot < 0) return name;
        var prefix = name.substring(0, dot);
        return namespaces.getOrDefault(prefix, prefix) + name.substring(dot);
    }

    private record Member(String name, String type, boolean navigation) {}

    private record Type(String base, List<Member> members) {}
}
