package porchlight.demomls.manners;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlComplexType;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlEnumMember;
import org.apache.olingo.commons.api.edm.provider.CsdlEnumType;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.jspecify.annotations.Nullable;

/** A vendor's model: for Olingo's parser, and as the XML of {@code $metadata}. */
final class Model extends CsdlAbstractEdmProvider {
    private static final String CONTAINER = "Container";

    private final Manners manners;
    /** Entity sets in order, each with the fields of its type. */
    private final Map<String, List<Field>> sets = new LinkedHashMap<>();
    /** The Dictionary's values of each enumerated field. */
    private final Map<String, TreeSet<String>> values = new TreeMap<>();

    private final Set<String> enumerated;

    Model(Manners manners, List<Resource> resources) {
        this.manners = manners;
        for (var resource : resources) if (isServed(resource.name())) sets.put(resource.name(), fields(resource));
        if (manners.lookups) sets.put("Lookup", Field.LOOKUP);
        enumerated = sets.values().stream()
                .flatMap(List::stream)
                .filter(Field::isEnumerated)
                .map(Field::name)
                .collect(Collectors.toUnmodifiableSet());
        // Values that no home has, since every model has some.
        for (var status : List.of(
                "Active",
                "Active Under Contract",
                "Canceled",
                "Closed",
                "Coming Soon",
                "Expired",
                "Hold",
                "Pending",
                "Withdrawn")) note("StandardStatus", status);
        note("PropertyType", "Business Opportunity");
        note("PropertyType", "Manufactured In Park");
        note("PropertySubType", "Own Your Own");
        note("MajorChangeType", "Back On Market");
        note("OpenHouseType", "Private");
        note("MediaCategory", "Floor Plan");
        for (var resource : resources) resource.rows().forEach(this::note);
    }

    private boolean isServed(String resource) {
        return switch (resource) {
            case "OpenHouse" -> manners.openHouseSet || manners.openHouseNavigation;
            case "PropertyRooms" -> manners.roomsName != null;
            default -> true;
        };
    }

    private List<Field> fields(Resource resource) {
        var ofProperty = resource.name().equals("Property");
        var fields = new ArrayList<Field>();
        var names = new HashSet<String>();
        for (var field : resource.fields()) {
            if (ofProperty && manners.undeclared.contains(field.name())) continue;
            // If the MLS number is the key, they are one field.
            if (names.add(keyed(field).name())) fields.add(keyed(field));
        }
        if (ofProperty) manners.extra.forEach(name -> fields.add(new Field(name, Field.Kind.STRING)));
        return fields;
    }

    /** The field as this vendor has it: some have a different key. */
    private Field keyed(Field field) {
        var name = keyed(manners, field.name());
        return new Field(name, manners.numericKey && !name.equals(field.name()) ? Field.Kind.INT : field.kind());
    }

    static String keyed(Manners manners, String name) {
        if (manners.keyField.equals("ListingKey")) return name;
        if (name.equals("ListingKey")) return manners.keyField;
        return name.equals("ResourceRecordKey") && manners.numericKey ? "ResourceRecordKeyNumeric" : name;
    }

    private void note(Map<String, Object> row) {
        row.forEach((name, value) -> {
            if (value instanceof String text) note(name, text);
            else if (value instanceof List<?> many) many.forEach(each -> note(name, String.valueOf(each)));
        });
    }

    private void note(String field, String value) {
        if (enumerated.contains(field))
            values.computeIfAbsent(field, any -> new TreeSet<>()).add(manners.ownWords.getOrDefault(value, value));
    }

    Map<String, TreeSet<String>> values() {
        return values;
    }

    List<Field> fields(String set) {
        return sets.getOrDefault(set, List.of());
    }

    boolean hasSet(String set) {
        return sets.containsKey(set)
                && (!set.equals("OpenHouse") || manners.openHouseSet)
                && (manners.relatedSets || set.equals("Property") || set.equals("Lookup"));
    }

    /** Navigation properties of Property and the entity sets they lead to. */
    Map<String, String> navigation() {
        var navigation = new LinkedHashMap<String, String>();
        if (manners.media == Manners.MediaIs.EXPANSION || manners.media == Manners.MediaIs.SELECTED_EXPANSION)
            navigation.put(manners.mediaName, "Media");
        if (manners.openHouseNavigation) navigation.put(manners.openHousesName, "OpenHouse");
        if (manners.roomNavigation && manners.roomsName != null) navigation.put(manners.roomsName, "PropertyRooms");
        // Its content does not matter for parsing requests.
        if (manners.unitsName != null) navigation.put(manners.unitsName, "PropertyRooms");
        return navigation;
    }

    private FullQualifiedName named(String name) {
        return new FullQualifiedName(manners.namespace, name);
    }

    private String type(Field field) {
        var single = switch (field.kind()) {
            case STRING -> "Edm.String";
            case INT -> "Edm.Int64";
            case DECIMAL -> "Edm.Decimal";
            case BOOL -> "Edm.Boolean";
            case DATE -> "Edm.Date";
            case INSTANT -> "Edm.DateTimeOffset";
            case ONE, MANY -> manners.isType(field) ? manners.enumNamespace + "." + field.name() : "Edm.String";
        };
        return isCollection(field) ? "Collection(" + single + ")" : single;
    }

    boolean isCollection(Field field) {
        return field.kind() == Field.Kind.MANY && manners.several == Manners.Several.COLLECTION;
    }

    private String key(String set) {
        return switch (set) {
            case "Property" -> manners.keyField;
            case "PropertyRooms" -> "RoomKey";
            case "Teams" -> "TeamKey";
            default -> set + "Key";
        };
    }

    // The model for Olingo.

    @Override
    public @Nullable CsdlEntityType getEntityType(FullQualifiedName name) {
        var set = name.getName();
        if (!name.getNamespace().equals(manners.namespace) || !sets.containsKey(set)) return null;
        var type = new CsdlEntityType().setName(set);
        var properties = new ArrayList<CsdlProperty>();
        for (var field : sets.get(set)) properties.add(property(field));
        if (set.equals("Property") && manners.media == Manners.MediaIs.INLINE)
            properties.add(
                    new CsdlProperty().setName("Media").setCollection(true).setType(named("InlineMedia")));
        type.setProperties(properties).setKey(List.of(new CsdlPropertyRef().setName(key(set))));
        if (set.equals("Property"))
            type.setNavigationProperties(navigation().entrySet().stream()
                    .map(leads -> new CsdlNavigationProperty()
                            .setName(leads.getKey())
                            .setType(named(leads.getValue()))
                            .setCollection(true))
                    .toList());
        return type;
    }

    private CsdlProperty property(Field field) {
        // A service that accepts only strings compares these fields only with strings.
        var type = manners.enumerated == Manners.Enumerated.LAX_TYPES && field.isEnumerated()
                ? "Edm.String"
                : type(field).replaceAll("^Collection\\((.*)\\)$", "$1");
        return new CsdlProperty()
                .setName(field.name())
                .setType(new FullQualifiedName(type))
                .setCollection(isCollection(field));
    }

    @Override
    public @Nullable CsdlComplexType getComplexType(FullQualifiedName name) {
        if (!name.equals(named("InlineMedia"))) return null;
        return new CsdlComplexType()
                .setName("InlineMedia")
                .setProperties(sets.get("Media").stream().map(this::property).toList());
    }

    @Override
    public @Nullable CsdlEnumType getEnumType(FullQualifiedName name) {
        var known = values.get(name.getName());
        if (!name.getNamespace().equals(manners.enumNamespace)) return null;
        var type = new CsdlEnumType()
                .setName(name.getName())
                .setFlags(isFlags(name.getName()))
                .setUnderlyingType(new FullQualifiedName("Edm.Int64"));
        var members = new ArrayList<CsdlEnumMember>();
        var value = 1L;
        if (known != null)
            for (var each : known) {
                members.add(new CsdlEnumMember().setName(manners.member(each)).setValue(Long.toString(value)));
                value = isFlags(name.getName()) ? value * 2 : value + 1;
            }
        return type.setMembers(members);
    }

    private boolean isFlags(String field) {
        return manners.several == Manners.Several.FLAGS
                && sets.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(each -> each.name().equals(field) && each.kind() == Field.Kind.MANY);
    }

    @Override
    public @Nullable CsdlEntitySet getEntitySet(FullQualifiedName container, String name) {
        return hasSet(name) ? new CsdlEntitySet().setName(name).setType(named(name)) : null;
    }

    @Override
    public CsdlEntityContainer getEntityContainer() {
        return new CsdlEntityContainer()
                .setName(CONTAINER)
                .setEntitySets(sets.keySet().stream()
                        .filter(this::hasSet)
                        .map(set -> new CsdlEntitySet().setName(set).setType(named(set)))
                        .toList());
    }

    @Override
    public @Nullable CsdlEntityContainerInfo getEntityContainerInfo(@Nullable FullQualifiedName container) {
        var name = named(CONTAINER);
        return container == null || container.equals(name)
                ? new CsdlEntityContainerInfo().setContainerName(name)
                : null;
    }

    // The model for clients.

    String xml() {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<edmx:Edmx Version=\"4.0\""
                + " xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\n");
        xml.append(
                "<Schema Namespace=\"" + manners.namespace + "\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n");
        sets.forEach((set, fields) -> entityType(xml, set, fields));
        if (manners.media == Manners.MediaIs.INLINE || manners.media == Manners.MediaIs.SELECTED_EXPANSION) {
            xml.append("<ComplexType Name=\"InlineMedia\">");
            sets.get("Media").forEach(field -> property(xml, field));
            xml.append("</ComplexType>\n");
        }
        xml.append("<EntityContainer Name=\"" + CONTAINER + "\">");
        for (var set : sets.keySet())
            if (hasSet(set))
                xml.append("<EntitySet Name=\"" + set + "\" EntityType=\"" + manners.namespace + "." + set + "\"/>");
        xml.append("</EntityContainer></Schema>\n");
        if (manners.enumerated == Manners.Enumerated.STRICT_TYPES
                || manners.enumerated == Manners.Enumerated.LAX_TYPES) {
            xml.append("<Schema Namespace=\"" + manners.enumNamespace
                    + "\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n");
            values.keySet().forEach(field -> enumType(xml, field));
            xml.append("</Schema>\n");
        }
        return xml.append("</edmx:DataServices></edmx:Edmx>\n").toString();
    }

    private void entityType(StringBuilder xml, String set, List<Field> fields) {
        xml.append("<EntityType Name=\"" + set + "\"><Key><PropertyRef Name=\"" + key(set) + "\"/></Key>\n");
        for (var field : fields) {
            var declared = !(set.equals("Media")
                    && manners.media == Manners.MediaIs.SELECTED_EXPANSION
                    && field.name().equals("MediaURL"));
            if (declared) property(xml, field);
        }
        if (set.equals("Property")) {
            if (manners.media == Manners.MediaIs.INLINE || manners.media == Manners.MediaIs.SELECTED_EXPANSION)
                xml.append("<Property Name=\"Media\" Type=\"Collection(" + manners.namespace + ".InlineMedia)\"/>");
            navigation().forEach((name, leads) -> {
                if (!manners.undeclaredNavigation || name.equals("Media"))
                    xml.append("<NavigationProperty Name=\"" + name + "\" Type=\"Collection(" + manners.namespace + "."
                            + leads + ")\"/>");
            });
        }
        xml.append("</EntityType>\n");
    }

    private void property(StringBuilder xml, Field field) {
        xml.append("<Property Name=\"" + field.name() + "\" Type=\"" + type(field) + "\">");
        if (manners.lookups && field.isEnumerated())
            xml.append("<Annotation Term=\"RESO.OData.Metadata.LookupName\" String=\"" + field.name() + "\"/>");
        xml.append("</Property>\n");
    }

    private void enumType(StringBuilder xml, String field) {
        xml.append("<EnumType Name=\"" + field + "\"" + (isFlags(field) ? " IsFlags=\"true\"" : "") + ">");
        for (var value : values.get(field)) {
            xml.append("<Member Name=\"" + manners.member(value) + "\">");
            if (manners.standardNames)
                xml.append("<Annotation Term=\"RESO.OData.Metadata.StandardName\" String=\""
                        + value.replace("&", "&amp;") + "\"/>");
            xml.append("</Member>");
        }
        xml.append("</EnumType>\n");
    }
}
