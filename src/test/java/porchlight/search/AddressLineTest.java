package porchlight.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import porchlight.catalog.IndexedListing;
import porchlight.catalog.ManyHomes;
import porchlight.catalog.Snapshot;
import porchlight.harness.Seed;
import porchlight.listing.Address;
import porchlight.place.Indexes;
import porchlight.search.phrase.QueryText;

/** Lines that are addresses, in the spellings people use, and the homes they find. */
class AddressLineTest {
    private static final List<String> HOMES = List.of(
            "7822 NE Jarrett St, Portland, OR 97211, Concordia",
            "4711 SE MAIN ST, PORTLAND, OR 97215, MT TABOR",
            "9493 Lakeview Blvd, Lake Oswego, OR 97035, Bryant",
            "4394 Seventh St, Lake Oswego, OR 97034, First Addition",
            "1290 SW Taylor St #311, Portland, OR 97205, Downtown",
            "1290 SW Taylor St #312, Portland, OR 97205, Downtown",
            "2196 NW Overton St #207, Portland, OR 97210, Pearl",
            "8505 SW Country View Ln, Beaverton, OR 97007, Cooper Mountain",
            "14230 SE McLoughlin Blvd, Milwaukie, OR 97267, Oak Grove",
            "455 N MacArthur Dr, Salem, OR 97301-4412, Grant",
            "5926 1/2 N Princeton St, Portland, OR 97203, University Park",
            "12 St. Johns Way, St. Helens, OR 97051, Old Town",
            "77 Mt Angel Hwy, Mt. Angel, OR 97362, Abbey",
            "2306 SE 122nd Ave, Portland, OR 97233, Hazelwood",
            "910 NE 23rd Pl, Portland, OR 97232, Kerns",
            "300 O'Bryant Sq, Portland, OR 97205, Downtown",
            "41 E St, Ashland, OR 97520, Railroad",
            "8 North St, Bend, OR 97701, Orchard",
            "16 N Park Ave, Bend, OR 97701, Orchard",
            "900 Broadway, Portland, OR 97205, Downtown",
            "550 Main St N, Fargo, ND 58102, Core",
            "61 Ave Marbella #Bldg C Unit 5, Naples, FL 34102, Bay",
            "3005 N Dr Martin Luther King Jr Blvd, Portland, OR 97212, Eliot",
            "17 Lake Front Rd Unit 4B, Salem, OR 97301, Grant",
            "100 W Bloor St, Toronto, ON M5S 1M4, Annex",
            "18800 SE State Route 26, Sandy, OR 97055, Mount Hood",
            "2500 County Road 12, Kiowa, CO 80117, Plains",
            "19100 OR-43, West Linn, OR 97068, Willamette",
            "640 Hwy 30, Scappoose, OR 97056, River",
            "W204N1183 Goldendale Rd, Germantown, WI 53022, Rockfield");

    private static final Snapshot CATALOG =
            ManyHomes.at(HOMES.stream().map(AddressLineTest::address).toList());
    private final Vocabulary names = Indexes.of(CATALOG);

    /** @param line with its parts separated by commas: street, city, state and code, neighborhood */
    private static Address address(String line) {
        var parts = line.split(", ");
        var region = parts[2].split(" ", 2);
        return new Address(parts[0], parts[1], region[0], region[1], null, parts[3], false, false);
    }

    /** The house numbers, with units, of what a line finds; what else it means if it is no address. */
    private String found(String line) {
        var reading = QueryText.read(line, names);
        if (reading.listingId() != null) return "MLS " + reading.listingId();
        var somewhere = reading.criteria().stream()
                .filter(Criterion.Somewhere.class::isInstance)
                .map(Criterion.Somewhere.class::cast)
                .toList();
        if (somewhere.isEmpty()) return "no address: " + reading.criteria();
        return CATALOG.select(reading.criteria().stream()
                        .map(criterion -> criterion.condition(null).orElseThrow())
                        .toList())
                .homes()
                .map(IndexedListing::address)
                .map(Address::street)
                .sorted()
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7822 NE Jarrett Street | 7822 NE Jarrett St
            7822 NE Jarrett St. | 7822 NE Jarrett St
            7822 N.E. Jarrett St | 7822 NE Jarrett St
            7822 N. E. Jarrett St. | 7822 NE Jarrett St
            7822 n.e. jarrett st. | 7822 NE Jarrett St
            7822 Northeast Jarrett Street | 7822 NE Jarrett St
            7822 North East Jarrett Street | 7822 NE Jarrett St
            7822 north-east jarrett street | 7822 NE Jarrett St
            7822 Jarrett St | 7822 NE Jarrett St
            7822 Jarrett | 7822 NE Jarrett St
            7822 JARRETT STREET NE | 7822 NE Jarrett St
            7822 ne jarrett st portland | 7822 NE Jarrett St
            7822 NE Jarrett St Portland Oregon | 7822 NE Jarrett St
            7822 NE Jarrett St, Portland, OR 97211 | 7822 NE Jarrett St
            7822 NE Jarrett St, Portland, Oregon, 97211, USA | 7822 NE Jarrett St
            7822 NE Jarrett St 97211 | 7822 NE Jarrett St
            7822 NE Jarrett St 97211-3344 | 7822 NE Jarrett St
            7822 NE Jarrett St, Concordia | 7822 NE Jarrett St
            `  7822   NE  Jarrett   St ` | 7822 NE Jarrett St
            Jarrett Street | 7822 NE Jarrett St
            N.E. Jarrett | 7822 NE Jarrett St
            Northeast Jarrett Street in Portland | 7822 NE Jarrett St
            4711 SE Main St | 4711 SE MAIN ST
            4711 Southeast Main Street | 4711 SE MAIN ST
            4711 se main st., portland, or | 4711 SE MAIN ST
            9493 Lakeview Boulevard | 9493 Lakeview Blvd
            9493 Lake View Blvd. | 9493 Lakeview Blvd
            9493 LAKEVIEW BLVD LAKE OSWEGO OR | 9493 Lakeview Blvd
            Lakeview Boulevard | 9493 Lakeview Blvd
            4394 7th St Lake Oswego | 4394 Seventh St
            4394 7th Street | 4394 Seventh St
            4394 Seventh Street, Lake Oswego | 4394 Seventh St
            4394 7 St | 4394 Seventh St
            7th street | 4394 Seventh St
            1290 SW Taylor St | 1290 SW Taylor St #311; 1290 SW Taylor St #312
            1290 SW Taylor St Unit 311 | 1290 SW Taylor St #311
            1290 SW Taylor St, Unit 311, Portland, OR 97205 | 1290 SW Taylor St #311
            1290 SW Taylor St #311 | 1290 SW Taylor St #311
            1290 SW Taylor St # 311 | 1290 SW Taylor St #311
            1290 SW Taylor St Apt. 311 | 1290 SW Taylor St #311
            1290 SW Taylor St Apt 311 Portland | 1290 SW Taylor St #311
            1290 SW Taylor St Apt311 | 1290 SW Taylor St #311
            1290 SW Taylor St Suite 312 | 1290 SW Taylor St #312
            1290 SW Taylor St Ste 312 | 1290 SW Taylor St #312
            1290 SW Taylor St 312 | 1290 SW Taylor St #312
            1290 SW Taylor St No. 312 | 1290 SW Taylor St #312
            1290 Taylor #312, Portland | 1290 SW Taylor St #312
            2196 NW Overton Street Apt 207 | 2196 NW Overton St #207
            2196 Northwest Overton Street Apartment 207 | 2196 NW Overton St #207
            8505 SW Country View Lane | 8505 SW Country View Ln
            8505 Country View Lane | 8505 SW Country View Ln
            8505 southwest country view ln. beaverton | 8505 SW Country View Ln
            Country View Lane | 8505 SW Country View Ln
            SW Country View Ln | 8505 SW Country View Ln
            14230 SE McLoughlin Blvd | 14230 SE McLoughlin Blvd
            14230 se mcloughlin boulevard | 14230 SE McLoughlin Blvd
            14230 SE MCLOUGHLIN BLVD | 14230 SE McLoughlin Blvd
            14230 SE Mc Loughlin Blvd | 14230 SE McLoughlin Blvd
            mcloughlin blvd | 14230 SE McLoughlin Blvd
            455 North MacArthur Drive | 455 N MacArthur Dr
            455 N Macarthur Dr Salem OR 97301 | 455 N MacArthur Dr
            455 N. Mac Arthur Dr., Salem, OR 97301-4412 | 455 N MacArthur Dr
            5926 1/2 N Princeton St | 5926 1/2 N Princeton St
            5926½ North Princeton Street | 5926 1/2 N Princeton St
            North Princeton St | 5926 1/2 N Princeton St
            12 Saint Johns Way | 12 St. Johns Way
            12 St Johns Way, Saint Helens | 12 St. Johns Way
            12 st. john's way st helens oregon | 12 St. Johns Way
            77 Mount Angel Highway | 77 Mt Angel Hwy
            77 Mt. Angel Hwy, Mount Angel, OR | 77 Mt Angel Hwy
            2306 SE 122nd Avenue | 2306 SE 122nd Ave
            2306 SE 122 Ave | 2306 SE 122nd Ave
            910 NE Twenty-Third Place | 910 NE 23rd Pl
            910 northeast twenty third pl | 910 NE 23rd Pl
            300 OBryant Square | 300 O'Bryant Sq
            300 o’bryant sq. | 300 O'Bryant Sq
            41 E Street | 41 E St
            41 E St Ashland | 41 E St
            41 East St | 41 E St
            8 North Street | 8 North St
            8 N St, Bend, OR | 8 North St
            16 North Park Avenue | 16 N Park Ave
            16 Park Ave | 16 N Park Ave
            16 N Park | 16 N Park Ave
            900 broadway portland | 900 Broadway
            550 Main Street North | 550 Main St N
            550 N Main St, Fargo, ND | 550 Main St N
            61 Avenue Marbella Building C Unit 5 | 61 Ave Marbella #Bldg C Unit 5
            61 Ave Marbella Bldg C #5, Naples FL 34102 | 61 Ave Marbella #Bldg C Unit 5
            3005 N MLK Blvd | 3005 N Dr Martin Luther King Jr Blvd
            17 Lakefront Road #4B | 17 Lake Front Rd Unit 4B
            17 Lake Front Rd apt 4-b | 17 Lake Front Rd Unit 4B
            100 West Bloor Street, Toronto, ON M5S 1M4 | 100 W Bloor St
            100 w bloor st toronto m5s1m4 | 100 W Bloor St
            18800 SE Hwy 26 | 18800 SE State Route 26
            18800 SE Highway 26, Sandy, OR 97055 | 18800 SE State Route 26
            18800 southeast state rte 26 | 18800 SE State Route 26
            18800 US-26 | 18800 SE State Route 26
            18800 US Highway 26 Sandy | 18800 SE State Route 26
            18800 SR 26 | 18800 SE State Route 26
            18800 OR-26 | 18800 SE State Route 26
            2500 County Rd 12 | 2500 County Road 12
            2500 Co. Rd. 12 | 2500 County Road 12
            2500 CR 12, Kiowa, CO | 2500 County Road 12
            2500 cnty road 12 | 2500 County Road 12
            19100 OR-43 | 19100 OR-43
            19100 OR 43 | 19100 OR-43
            19100 Highway 43, West Linn | 19100 OR-43
            19100 Oregon Highway 43 | 19100 OR-43
            19100 State Hwy 43 | 19100 OR-43
            640 Highway 30 | 640 Hwy 30
            640 hwy. 30 scappoose | 640 Hwy 30
            640 US 30 | 640 Hwy 30
            w204n1183 goldendale road | W204N1183 Goldendale Rd
            """)
    void anAddressIsFoundInAnySpelling(String line, String homes) {
        assertEquals(homes, found(line));
    }

    /** An address that no home has finds none; it is not left out, which would show all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            7823 NE Jarrett St
            7822 NE Jarrett Ave
            7822 SE Jarrett St
            7822 NE Jarrett St Salem
            7822 NE Jarrett St Unit 4
            1290 SW Taylor St Unit 313
            99999 SW Country View Lane
            123 Main St, Chicago, IL 60601
            4711 SE Main St, Portland, WA
            5926 N Princeton St
            7822 NE Jarret
            7822 jarret
            1247 divsion
            1247 SE divsion Portland
            640 Hwy 31
            2501 County Road 12
            2500 Highway 12
            """)
    void anAddressNobodyHasFindsNothing(String line) {
        assertEquals("", found(line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            26000003 | MLS RC26000003
            rc26000003 | MLS RC26000003
            RC 26000003 | MLS RC26000003
            RC-26000003 | MLS RC26000003
            MLS RC 26000003 | MLS RC26000003
            #RC26000003 | MLS RC26000003
            #26000003 | MLS RC26000003
            MLS# 26000003 | MLS RC26000003
            mls number: rc26000003 | MLS RC26000003
            MLS #26000003 | MLS RC26000003
            MLS# 123 | MLS 123
            mls 123 | MLS 123
            26101123 | MLS 26101123
            26-101123 | MLS 26-101123
            """)
    void aListingIsFoundByItsNumberWithOrWithoutThePrefix(String line, String number) {
        assertEquals(number, found(line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3 bed house in Portland
            2 story Portland house under 500k
            house with a view
            under 500k in Lake Oswego
            97211
            Mount Tabor
            Mt. Tabor
            Saint Helens
            St Helens
            Mount Angel
            """)
    void otherLinesAreNoAddresses(String line) {
        assertEquals("no address", found(line).split(":")[0], found(line));
    }

    /** Any home of a large feed, as it is printed and rewritten by the rules of postal spelling. */
    @Test
    void everyHomeIsFoundHoweverItsAddressIsSpelled() {
        var seed = Seed.ofThisRun();
        var random = seed.random();
        var catalog = ManyHomes.of(2_000);
        var vocabulary = Indexes.of(catalog);
        for (int i = 0; i < 600; i++) {
            var home = catalog.home(random.nextInt(catalog.size()));
            var address = home.address();
            var line = Spelling.of(address, random);
            var reading = QueryText.read(line, vocabulary);
            var keys = reading.criteria().stream()
                    .flatMap(criterion -> criterion instanceof Criterion.Somewhere somewhere
                            ? catalog.select(List.of(somewhere.homes())).homes()
                            : Stream.<IndexedListing>empty())
                    .filter(entry -> entry.address().street().equals(address.street()))
                    .map(IndexedListing::listingKey)
                    .toList();
            assertEquals(
                    true,
                    keys.contains(home.listingKey()),
                    address.full() + " as \"" + line + "\": " + reading + ", " + seed);
        }
    }
}
