package porchlight.odata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void collectionsAreRead() throws XMLStreamException {
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
    void enumerationsAndTheirStandardNamesAreRead() throws XMLStreamException {
        var metadata = parse("""
                <Edmx><DataServices><Schema Namespace="N" Alias="A">
                  <EntityType Name="Property"><Key><PropertyRef Name="ListingKeyNumeric"/></Key>
                    <Property Name="ListingKeyNumeric" Type="Edm.Int64"/>
                    <Property Name="StandardStatus" Type="A.Status"/>
                    <Property Name="View" Type="Collection(N.View)"/>
                    <Property Name="Media" Type="Collection(N.Picture)"/></EntityType>
                  <ComplexType Name="Picture"><Property Name="MediaURL" Type="Edm.String"/></ComplexType>
                  <EnumType Name="Status"><Member Name="Active"/><Member Name="ActiveUnderContract">
                    <Annotation Term="RESO.OData.Metadata.StandardName" String="Active Under Contract"/></Member></EnumType>
                  <EnumType Name="View" IsFlags="true"><Member Name="Mountains" Value="1"/></EnumType>
                  <EntityContainer Name="C"><EntitySet Name="Property" EntityType="N.Property"/></EntityContainer>
                </Schema></DataServices></Edmx>
                """);
        var property = metadata.entityType("Property").orElseThrow();
        assertEquals(List.of("ListingKeyNumeric"), property.key());
        assertEquals(Set.of("MediaURL"), property.related().get("Media"));
        var status = metadata.enumType(property, "StandardStatus").orElseThrow();
        assertEquals("N.Status", status.name());
        assertFalse(status.flags());
        assertEquals(
                List.of(
                        new Metadata.Member("Active", null),
                        new Metadata.Member("ActiveUnderContract", "Active Under Contract")),
                status.members());
        assertTrue(metadata.enumType(property, "View").orElseThrow().flags());
        assertEquals(Optional.empty(), metadata.enumType(property, "Media"));
    }

    /** The annotations may be inside the entity set or separate from it. */
    @Test
    void capabilitiesAreRead() throws XMLStreamException {
        var inside = """
                <Annotation Term="Org.OData.Capabilities.V1.FilterRestrictions"><Record>
                  <PropertyValue Property="NonFilterableProperties"><Collection><PropertyPath>City</PropertyPath>
                    </Collection></PropertyValue></Record></Annotation>
                <Annotation Term="Org.OData.Capabilities.V1.SortRestrictions"><Record>
                  <PropertyValue Property="Sortable" Bool="false"/></Record></Annotation>
                <Annotation Term="Org.OData.Capabilities.V1.CountRestrictions"><Record>
                  <PropertyValue Property="Countable"><Bool>false</Bool></PropertyValue></Record></Annotation>
                <Annotation Term="Org.OData.Capabilities.V1.SkipSupported" Bool="false"/>
                """;
        for (var xml : List.of(
                "<EntitySet Name='Property' EntityType='N.P'>" + inside + "</EntitySet></EntityContainer>",
                "<EntitySet Name='Property' EntityType='N.P'/></EntityContainer><Annotations Target='N.C/Property'>"
                        + inside + "</Annotations>")) {
            var limits = parse("<Schema Namespace='N'><EntityType Name='P'/><EntityContainer Name='C'>" + xml
                            + "</Schema>")
                    .entityType("Property")
                    .orElseThrow()
                    .limits();
            assertEquals(
                    new Metadata.Limits(true, false, false, true, false, Set.of("City"), Set.of(), Set.of()), limits);
        }
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
