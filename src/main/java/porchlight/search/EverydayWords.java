package porchlight.search;

import java.util.List;
import java.util.Set;

/** Words that people write for what they are: "gardens" is neither Garden Street nor a misspelled Garden Home. */
public final class EverydayWords {
    private static final Set<String> ALL = Set.copyOf(List.of("""
            access acreage acres adult agent agents airport alley allow allows amenities apple appliance appliances architect art artist
            attached attic attorney babies baby backyard backyards balconies balcony bamboo barbecue barns basement bath bathroom baths
            bathtub bay bays beach beam beams bed bedroom bedrooms beds bigger bike bikes block board boat boats bonus brand brick bricks
            bright broker brook budget building buildings bungalow bungalows bus business busy buyers cabin cabinets cabins calm canal car
            carpet carpeting carport cars cash casita cat cats cave ceiling ceilings cellar center central character charger charming
            cheap cheaper chef cherry chicken chickens child children church cities city classic clean cleaner close closer closet closets
            club coastal coffee colonial comfort commercial community compact complex concrete condition contemporary cool coop corner
            cottage cottages couch country county court courtyard covered cozy craftsman creek crib cul custom dance dark daylight deck
            decks deep deer den dens depot design designer detached dining dishwasher dock dog dogs doors double downstairs downtown drive
            driveway drywall dump duplex dwelling earth east easy eat edge egg electric elegant elevated elevator entertain entertaining
            entire entry equity estate event evergreen exercise expansive exposed exterior fair fall family fantastic farm farmhouse farms
            feature features fee fees feet fenced fences field film finished fire fireplace fish fitness fixer flat flex flip floor
            flooring floors foot forest formal foyer freeway fresh front fruit full fully fun furnace furnished gable game garage garages
            garden gardens gas gate gated gates gem getaway glass goats gold golf gourmet grand granite grass gravel great green
            greenhouse groceries grocery ground grow guest guests gym hall hammock handicap harbor hard hardwood heart heat heated heating
            height heights hen hidden high higher highland highway hike hill hills hillside historic hobby hole home homes hoop horse
            horses hospital hot hotel house houses ice income indoor inlaw inside interior island jet keeper kids king kitchen kitchens
            lake lakefront lakes lane large laundry law lawn lawns leaf lease leased leasing level levels library lift light lights line
            linen link living lobby location lock loft lofts log long lot lots loud love low lower luxury magic main maintenance mall
            manufactured maple marble market massive master mature meadow meadows media mid mill mobile modern modernized money month
            monthly moon morning moss mother motor mountain mountains mud music natural nature nearby new newer north oak oaks ocean
            office offices old older oldest open orange orchard orchards original outdoor outside oven oversized owned owner owners oxford
            pace paint panels panoramic pantry park parking parks pasture patch path patio patios paved peace peaceful pear penthouse
            permit pet pets piano picnic pine pines pink pipe plan plant plants plaza plum plumbing point pole pond ponds pool pools porch
            porches post potential power prairie premier pride primary prime privacy private project pub public pump quartz queen quiet
            rail rain ranch ranches range rare raw reading ready recently red redone remodel remodeled remote reno renovated rent rental
            rentals restaurant restored retail retreat ridge river rivers road robin rock rocks rocky room rooms rose roses rug run rural
            rustic safe sale salt sand sauna scenic school schools sea secluded security seller sellers senior separate septic serene
            service setup sewer shack shade shared shed shelter shelters shelves shine shop shopping shops shore short showers side
            sidewalk siding single sink site size sky skylight skylights slab slate sleep slope small smart smoke smoker smooth snow soft
            soil solar solid soon south spa space spaces spacious split sports spot spring spruce square stable stables stage stainless
            stairs star starter station steel steep steps still stock stone stones storage store storefront stores storm storms story
            stove street streets strip strong studio style sub suburb suburban suburbs suite suites summer sun sunlight sunny sunroom
            sunset super surf swim table tall tank taste tenant tennis terrace theater tile tiled timber tiny top tower towers town
            townhouse toy track trade traditional trail trails train tranquil transit transport tree trees triangle trim tub tudor turf
            turn twin unfinished updated upgraded upper upscale upstairs urban usable useful user utilities utility valley van vaulted
            vibe victorian view views village vine vineyard vintage vinyl vista walk walkability walkable walking walks wall walls
            warehouse warm wash washer watch water waterfall waterfalls wave wear weekend well west wheelchair white wide wild willow wind
            window windows wine wing winter wire wood wooded woods work worker workshop world yard yards yurt zoning
            """.strip().split("\\s+")));

    private EverydayWords() {}

    /** @param plain a word as {@link Vocabulary#plain} writes it */
    public static boolean has(String plain) {
        return ALL.contains(plain);
    }
}
