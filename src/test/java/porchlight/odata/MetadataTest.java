package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static final String ANNOTATED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
            <Schema Namespace="ODataService" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              <EntityType Name="Property">
                <Key><PropertyRef Name="ListingKey"/></Key>
                <Property Name="ListingKey" Type="Edm.String"/>
                <Property Name="View" Type="Collection(Edm.String)">
                  <Annotation Term="RESO.OData.Metadata.LookupName" String="View"/></Property>
                <NavigationProperty Name="Media" Type="Collection(ODataService.Media)" ContainsTarget="true"/>
              </EntityType>
              <ComplexType Name="Extra"><Property Name="Stray" Type="Edm.String"/></ComplexType>
              <EntityType Name="Media"><Property Name="MediaKey" Type="Edm.String"/></EntityType>
            </Schema>
            <Schema Namespace="Default" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              <EntityContainer Name="Container">
                <EntitySet Name="Property" EntityType="ODataService.Property"/>
                <EntitySet Name="Ghost" EntityType="ODataService.Ghost"/>
              </EntityContainer>
            </Schema></edmx:DataServices></edmx:Edmx>
            """;

    private static final String INHERITING = """
            <Edmx Version="4.0" xmlns="http://docs.oasis-open.org/odata/ns/edmx"><DataServices>
            <Schema Namespace="org.reso.metadata" Alias="R" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              <EntityType Name="Property" BaseType="Common.Record">
                <Property Name="ListPrice" Type="Edm.Decimal"/>
                <NavigationProperty Name="ListAgent" Type="R.Member"/>
              </EntityType>
              <EntityType Name="Loop" BaseType="R.Loop"><Property Name="Self" Type="Edm.Int64"/></EntityType>
              <EntityContainer Name="Default">
                <EntitySet Name="Property" EntityType="R.Property"/><EntitySet Name="Loop" EntityType="R.Loop"/>
              </EntityContainer>
            </Schema>
            <Schema Namespace="org.reso.common" Alias="Common" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              <EntityType Name="Record" Abstract="true">
                <Property Name="ModificationTimestamp" Type="Edm.DateTimeOffset"/>
                <NavigationProperty Name="History" Type="Collection(R.History)"/>
              </EntityType>
            </Schema></DataServices></Edmx>
            """;

    @Test
    void fieldsAndNavigationOfAnEntitySetAreKnownByName() throws XMLStreamException {
        var property = parse(ANNOTATED).entityType("Property").orElseThrow();
        assertEquals(Set.of("ListingKey", "View"), property.properties());
        assertEquals(Set.of("Media"), property.navigation());
        assertTrue(property.declares("View"));
        assertFalse(property.declares("Media"));
        assertFalse(property.declares("Stray"));
    }

    @Test
    void collectionsAreTold() throws XMLStreamException {
        var property = parse(ANNOTATED).entityType("Property").orElseThrow();
        assertTrue(property.isCollection("View"));
        assertTrue(property.isCollection("Media"));
        assertFalse(property.isCollection("ListingKey"));
        assertFalse(property.isCollection("Unknown"));
    }

    @Test
    void inheritedMembersCountAcrossSchemasAndAliases() throws XMLStreamException {
        var property = parse(INHERITING).entityType("Property").orElseThrow();
        assertEquals(Set.of("ListPrice", "ModificationTimestamp"), property.properties());
        assertEquals(Set.of("ListAgent", "History"), property.navigation());
        assertEquals("Edm.Decimal", property.types().get("ListPrice"));
    }

    @Test
    void aTypeThatInheritsFromItselfEndsTheSearch() throws XMLStreamException {
        assertEquals(
                Set.of("Self"),
                parse(INHERITING).entityType("Loop").orElseThrow().properties());
    }

    @Test
    void unknownSetsAreEmptyAndUndeclaredTypesHaveNoFields() throws XMLStreamException {
        assertEquals(Optional.empty(), parse(ANNOTATED).entityType("Office"));
        assertEquals(
                Set.of(), parse(ANNOTATED).entityType("Ghost").orElseThrow().properties());
    }

    @Test
    void externalEntitiesAreNotResolved() {
        var hostile = """
                <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>
                <Schema Namespace="N"><EntityContainer><EntitySet Name="A">&e;</EntitySet></EntityContainer></Schema>
                """;
        assertThrows(XMLStreamException.class, () -> parse(hostile));
    }

    private static Metadata parse(String xml) throws XMLStreamException {
        return Csdl.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
