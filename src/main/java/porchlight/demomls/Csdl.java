package porchlight.demomls;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.edm.provider.CsdlAbstractEdmProvider;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainer;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityContainerInfo;
import org.apache.olingo.commons.api.edm.provider.CsdlEntitySet;
import org.apache.olingo.commons.api.edm.provider.CsdlEntityType;
import org.apache.olingo.commons.api.edm.provider.CsdlNavigationProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlProperty;
import org.apache.olingo.commons.api.edm.provider.CsdlPropertyRef;
import org.apache.olingo.commons.api.edm.provider.CsdlSchema;
import org.jspecify.annotations.Nullable;

/** The demo MLS's model: for Olingo's URI parser, and as the XML of {@code $metadata}. */
final class Csdl extends CsdlAbstractEdmProvider {
    private static final String NAMESPACE = "ODataService";
    private static final FullQualifiedName CONTAINER = new FullQualifiedName("Default", "Container");
    /** Can be used in filters even though $metadata does not declare it, as on Spark. */
    static final String LOCATION = "Location";

    private final Schema schema;
    private final DemoOptions.Role role;

    Csdl(Schema schema, DemoOptions.Role role) {
        this.schema = schema;
        this.role = role;
    }

    @Override
    public @Nullable CsdlEntityType getEntityType(FullQualifiedName name) {
        return schema.types().stream()
                .filter(type -> qualified(type.name()).equals(name))
                .findFirst()
                .map(this::entityType)
                .orElse(null);
    }

    @Override
    public @Nullable CsdlEntitySet getEntitySet(FullQualifiedName container, String name) {
        return Schema.ENTITY_SETS.contains(name) ? entitySet(name) : null;
    }

    @Override
    public CsdlEntityContainer getEntityContainer() {
        return new CsdlEntityContainer()
                .setName(CONTAINER.getName())
                .setEntitySets(Schema.ENTITY_SETS.stream().map(Csdl::entitySet).toList());
    }

    @Override
    public CsdlEntityContainerInfo getEntityContainerInfo(@Nullable FullQualifiedName name) {
        return new CsdlEntityContainerInfo().setContainerName(CONTAINER);
    }

    @Override
    public List<CsdlSchema> getSchemas() {
        var types = schema.types().stream().map(this::entityType).toList();
        return List.of(
                new CsdlSchema().setNamespace(NAMESPACE).setEntityTypes(types),
                new CsdlSchema().setNamespace(CONTAINER.getNamespace()).setEntityContainer(getEntityContainer()));
    }

    private static CsdlEntitySet entitySet(String name) {
        return new CsdlEntitySet().setName(name).setType(qualified(name));
    }

    private CsdlEntityType entityType(Schema.EntityType type) {
        var properties = new ArrayList<CsdlProperty>();
        for (var field : declared(type)) {
            var property = new CsdlProperty()
                    .setName(field.name())
                    .setType(EdmPrimitiveTypeKind.valueOf(field.edmType()).getFullQualifiedName())
                    .setCollection(field.isCollection());
            if (field.type().equals("Decimal")) property.setScale(10);
            properties.add(property);
        }
        if (type.name().equals("Property"))
            properties.add(new CsdlProperty()
                    .setName(LOCATION)
                    .setType(EdmPrimitiveTypeKind.GeographyPoint.getFullQualifiedName()));
        return new CsdlEntityType()
                .setName(type.name())
                .setKey(List.of(new CsdlPropertyRef().setName(type.key())))
                .setProperties(properties)
                .setNavigationProperties(type.navigation().entrySet().stream()
                        .map(entry -> new CsdlNavigationProperty()
                                .setName(entry.getKey())
                                .setType(qualified(entry.getValue()))
                                .setCollection(true)
                                .setContainsTarget(true))
                        .toList());
    }

    private List<Schema.Field> declared(Schema.EntityType type) {
        return type.fields().values().stream()
                .filter(field -> field.isDeclared(role))
                .toList();
    }

    private static FullQualifiedName qualified(String type) {
        return new FullQualifiedName(NAMESPACE, type);
    }

    /** The body of {@code $metadata}: OData CSDL 4.0 with RESO's and the MLS's own annotations. */
    String xml() {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("utf-8", "1.0");
            start(xml, "edmx:Edmx", "xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx", "Version", "4.0");
            start(xml, "edmx:DataServices");
            start(xml, "Schema", "xmlns", "http://docs.oasis-open.org/odata/ns/edm", "Namespace", NAMESPACE);
            for (var type : schema.types()) write(xml, type);
            xml.writeEndElement();
            start(xml, "Schema", "xmlns", "http://docs.oasis-open.org/odata/ns/edm", "Namespace", "Default");
            start(xml, "EntityContainer", "Name", "Container");
            for (var set : Schema.ENTITY_SETS) {
                start(xml, "EntitySet", "Name", set, "EntityType", NAMESPACE + "." + set);
                xml.writeEndElement();
            }
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString();
    }

    private void write(XMLStreamWriter xml, Schema.EntityType type) throws XMLStreamException {
        start(xml, "EntityType", "Name", type.name());
        start(xml, "Key");
        start(xml, "PropertyRef", "Name", type.key());
        xml.writeEndElement();
        xml.writeEndElement();
        for (var field : declared(type)) {
            var edm = "Edm." + field.edmType();
            start(
                    xml,
                    "Property",
                    "Name",
                    field.name(),
                    "Type",
                    field.isCollection() ? "Collection(" + edm + ")" : edm);
            if (field.isLookup()) annotate(xml, "RESO.OData.Metadata.LookupName", field.name());
            if (field.isLocal()) annotate(xml, "MLS.OData.Metadata.LocalName", localName(field.name()));
            xml.writeEndElement();
        }
        for (var navigation : type.navigation().entrySet()) {
            var target = "Collection(" + NAMESPACE + "." + navigation.getValue() + ")";
            start(xml, "NavigationProperty", "Name", navigation.getKey(), "Type", target, "ContainsTarget", "true");
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void annotate(XMLStreamWriter xml, String term, String value) throws XMLStreamException {
        start(xml, "Annotation", "Term", term, "String", value);
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, String name, String... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        for (int i = 0; i < attributes.length; i += 2) xml.writeAttribute(attributes[i], attributes[i + 1]);
    }

    private static final Map<String, String> ENCODED =
            Map.of("_co_", ": ", "_sp_", " ", "_hyphen_", "-", "_percent_", "%", "_pound_", "#");

    private static String localName(String encoded) {
        return ENCODED.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.collectingAndThen(Collectors.toList(), pairs -> {
                    var name = encoded;
                    for (var pair : pairs) name = name.replace(pair.getKey(), pair.getValue());
                    return name;
                }));
    }
}
