package porchlight.odata;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * Reads CSDL XML (OData CSDL XML 4.01). Elements are identified by their local names, because
 * servers use different namespaces. Types may be named by namespace or alias and may inherit across
 * schemas. Documents far larger than any real service's are refused, because entity sets, types,
 * and members multiply.
 */
final class Csdl {
    /** The RESO Data Dictionary has some fifty. */
    private static final int MOST_ENTITY_SETS = 500;

    private static final int MOST_TYPES = 5_000;
    /** Property has about 1,500, including all that MLSs add. */
    private static final int MOST_MEMBERS = 10_000;

    private static final String STANDARD_NAME = "RESO.OData.Metadata.StandardName";
    private static final String CAPABILITIES = "Org.OData.Capabilities.V1.";

    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, EnumeratedType> enumTypes = new HashMap<>();
    private final Map<String, String> namespaces = new HashMap<>();
    private final Map<String, String> entitySets = new LinkedHashMap<>();
    /** Capabilities by entity set: "FilterRestrictions.Filterable" and the like. */
    private final Map<String, Map<String, List<String>>> capabilities = new HashMap<>();
    /** The properties of each type that refer to other types. */
    private final Map<String, Set<String>> fields = new HashMap<>();

    private int members;
    private String namespace = "";
    private @Nullable Type open;
    private @Nullable EnumeratedType openEnum;
    private @Nullable String openMember;
    /** The entity set that the annotations apply to. */
    private @Nullable String target;

    private @Nullable String term;
    private final Deque<String> recordProperties = new ArrayDeque<>();

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
            } else if (event == XMLStreamConstants.END_ELEMENT) csdl.end(reader.getLocalName());
        }
        return csdl.metadata();
    }

    private boolean isTooLarge() {
        return entitySets.size() > MOST_ENTITY_SETS
                || types.size() + enumTypes.size() > MOST_TYPES
                || members > MOST_TYPES * 20;
    }

    private void start(XMLStreamReader element) throws XMLStreamException {
        switch (element.getLocalName()) {
            case "Schema" -> openSchema(element);
            case "EntityType", "ComplexType" -> openType(element);
            case "EnumType" -> openEnum(element);
            case "Member" -> enumMember(element);
            case "PropertyRef" -> {
                if (open != null) open.key.add(attribute(element, "Name", ""));
            }
            case "Property" -> member(element, false);
            case "NavigationProperty" -> member(element, true);
            case "EntitySet" -> entitySet(element);
            case "Annotations" -> {
                var path = attribute(element, "Target", "");
                target = path.substring(path.lastIndexOf('/') + 1);
            }
            case "Annotation" -> annotation(element);
            case "PropertyValue" -> {
                recordProperties.push(attribute(element, "Property", ""));
                var flag = attribute(element, "Bool", "");
                if (!flag.isEmpty()) note(flag);
            }
            case "Bool" -> note(element.getElementText().strip());
            case "PropertyPath", "NavigationPropertyPath" ->
                note(element.getElementText().strip());
            default -> {
                // Functions, actions, and anything else that only writing clients need.
            }
        }
    }

    private void end(String name) {
        switch (name) {
            case "EntityType", "ComplexType" -> open = null;
            case "EnumType" -> openEnum = null;
            case "Member" -> openMember = null;
            case "EntitySet", "Annotations" -> target = null;
            case "Annotation" -> term = null;
            case "PropertyValue" -> recordProperties.poll();
            default -> {
                // Elements that need no state here.
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
        open = new Type(attribute(element, "BaseType", ""), new ArrayList<>(), new ArrayList<>());
        types.put(namespace + "." + attribute(element, "Name", ""), open);
    }

    private void openEnum(XMLStreamReader element) {
        openEnum = new EnumeratedType(Boolean.parseBoolean(attribute(element, "IsFlags", "")), new LinkedHashMap<>());
        enumTypes.put(namespace + "." + attribute(element, "Name", ""), openEnum);
    }

    private void enumMember(XMLStreamReader element) {
        if (openEnum == null) return;
        members++;
        openMember = attribute(element, "Name", "");
        openEnum.members.put(openMember, "");
    }

    private void member(XMLStreamReader element, boolean navigation) {
        var name = attribute(element, "Name", "");
        if (open == null || name.isEmpty()) return;
        members++;
        open.members.add(new Member(name, attribute(element, "Type", ""), navigation));
    }

    private void entitySet(XMLStreamReader element) {
        target = attribute(element, "Name", "");
        entitySets.put(target, attribute(element, "EntityType", ""));
    }

    private void annotation(XMLStreamReader element) {
        term = attribute(element, "Term", "");
        if (openEnum != null && openMember != null && term.equals(STANDARD_NAME))
            openEnum.members.put(openMember, attribute(element, "String", ""));
        var flag = attribute(element, "Bool", "");
        if (!flag.isEmpty()) note(flag);
    }

    private void note(String value) {
        if (target == null || term == null || !term.startsWith(CAPABILITIES)) return;
        var property = recordProperties.peek();
        var name = term.substring(CAPABILITIES.length()) + (property == null ? "" : "." + property);
        capabilities
                .computeIfAbsent(target, set -> new HashMap<>())
                .computeIfAbsent(name, any -> new ArrayList<>())
                .add(value);
    }

    private static String attribute(XMLStreamReader element, String name, String otherwise) {
        var value = element.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }

    private Metadata metadata() {
        var sets = new LinkedHashMap<String, Metadata.EntityType>();
        entitySets.forEach((set, type) -> sets.put(set, entityType(set, type)));
        var enumerations = new HashMap<String, Metadata.EnumType>();
        enumTypes.forEach((name, type) -> enumerations.put(
                name,
                new Metadata.EnumType(
                        name,
                        type.flags,
                        type.members.entrySet().stream()
                                .map(each -> new Metadata.Member(
                                        each.getKey(), each.getValue().isBlank() ? null : each.getValue()))
                                .toList())));
        return new Metadata(sets, enumerations);
    }

    private Metadata.EntityType entityType(String set, String name) {
        var properties = new LinkedHashSet<String>();
        var navigation = new LinkedHashSet<String>();
        var typeOf = new HashMap<String, String>();
        var related = new HashMap<String, Set<String>>();
        for (var member : membersOf(name)) {
            (member.navigation ? navigation : properties).add(member.name);
            typeOf.putIfAbsent(member.name, resolved(member.type));
            if (!member.type.contains("Edm.")) related.merge(member.name, fieldsOf(member.type), Csdl::union);
        }
        related.values().removeIf(Set::isEmpty);
        return new Metadata.EntityType(properties, navigation, typeOf, related, keyOf(name), limits(set));
    }

    /**
     * Some services declare one name twice, as a complex property and as a navigation property.
     */
    private static Set<String> union(Set<String> one, Set<String> other) {
        var both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }

    private Metadata.Limits limits(String set) {
        var restrictions = capabilities.getOrDefault(set, Map.of());
        return new Metadata.Limits(
                allows(restrictions, "FilterRestrictions.Filterable"),
                allows(restrictions, "SortRestrictions.Sortable"),
                allows(restrictions, "CountRestrictions.Countable"),
                allows(restrictions, "ExpandRestrictions.Expandable"),
                allows(restrictions, "SkipSupported"),
                names(restrictions, "FilterRestrictions.NonFilterableProperties"),
                names(restrictions, "SortRestrictions.NonSortableProperties"),
                names(restrictions, "ExpandRestrictions.NonExpandableProperties"));
    }

    private static boolean allows(Map<String, List<String>> restrictions, String name) {
        return !restrictions.getOrDefault(name, List.of()).contains("false");
    }

    private static Set<String> names(Map<String, List<String>> restrictions, String name) {
        return new HashSet<>(restrictions.getOrDefault(name, List.of()));
    }

    private Set<String> fieldsOf(String type) {
        return fields.computeIfAbsent(
                type.replaceFirst("^Collection\\((.*)\\)$", "$1"),
                name -> membersOf(name).stream()
                        .filter(member -> !member.navigation)
                        .map(Member::name)
                        .collect(Collectors.toSet()));
    }

    /** The members of a type, including inherited ones. */
    private List<Member> membersOf(String name) {
        var members = new ArrayList<Member>();
        for (var type : lineage(name)) {
            members.addAll(type.members);
            if (members.size() >= MOST_MEMBERS) break;
        }
        return members;
    }

    private List<String> keyOf(String name) {
        return lineage(name).stream()
                .map(Type::key)
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Type> lineage(String name) {
        var lineage = new ArrayList<Type>();
        Set<String> seen = new HashSet<>();
        for (var next = qualified(name); seen.add(next); ) {
            var type = types.get(next);
            if (type == null) break;
            lineage.add(type);
            next = qualified(type.base);
        }
        return lineage;
    }

    private String resolved(String type) {
        return type.startsWith("Collection(") && type.endsWith(")")
                ? "Collection(" + qualified(type.substring("Collection(".length(), type.length() - 1)) + ")"
                : qualified(type);
    }

    private String qualified(String name) {
        var dot = name.lastIndexOf('.');
        if (dot < 0) return name;
        var prefix = name.substring(0, dot);
        return namespaces.getOrDefault(prefix, prefix) + name.substring(dot);
    }

    private record Member(String name, String type, boolean navigation) {}

    private record Type(String base, List<Member> members, List<String> key) {}

    /** @param members by name, with their standard names if they have any */
    private record EnumeratedType(boolean flags, Map<String, String> members) {}
}
