package porchlight.demomls.town;

import java.util.List;

/**
 * What a demo property physically is: everything that the listing's fields, rooms, pictures, and
 * remarks must agree on.
 * @param exterior name of the picture of its front, or of the land
 * @param turn its index among the homes with this picture; different turns show the picture
 * differently, see {@link Look}
 * @param palette which set of room pictures it is furnished from
 * @param acres lot size; 0 for condominiums
 */
record Home(
        Place place,
        Kind kind,
        String style,
        String exterior,
        int turn,
        int palette,
        int beds,
        int bathsFull,
        int bathsHalf,
        int squareFeet,
        double acres,
        int yearBuilt,
        int stories,
        int garage,
        boolean luxury,
        boolean remodeled,
        boolean newConstruction,
        boolean fireplace,
        boolean pool,
        boolean basement,
        List<String> view,
        boolean waterfront,
        int units,
        String streetNumber,
        String street,
        String unit) {

    /** Kinds of property, with their RESO PropertyType and PropertySubType. */
    enum Kind {
        HOUSE("Residential", "Single Family Residence"),
        CABIN("Residential", "Cabin"),
        CONDO("Residential", "Condominium"),
        TOWNHOUSE("Residential", "Townhouse"),
        MANUFACTURED("Residential", "Manufactured Home"),
        DUPLEX("Residential Income", "Duplex"),
        TRIPLEX("Residential Income", "Triplex"),
        QUADRUPLEX("Residential Income", "Quadruplex"),
        LAND("Land", "Unimproved Land"),
        FARM("Farm", "Farm"),
        RENTAL_HOUSE("Residential Lease", "Single Family Residence"),
        RENTAL_APARTMENT("Residential Lease", "Apartment"),
        OFFICE_SALE("Commercial Sale", "Office"),
        RETAIL_LEASE("Commercial Lease", "Retail");

        private final String propertyType;
        private final String subType;

        Kind(String propertyType, String subType) {
            this.propertyType = propertyType;
            this.subType = subType;
        }

        String propertyType() {
            return propertyType;
        }

        String subType() {
            return subType;
        }

        boolean isLease() {
            return propertyType.endsWith("Lease");
        }

        boolean isCommercial() {
            return propertyType.startsWith("Commercial");
        }

        boolean isIncome() {
            return propertyType.equals("Residential Income");
        }

        boolean isLand() {
            return this == LAND;
        }

        /** Whether it is on one floor of a building with several. */
        boolean isInBuilding() {
            return isStacked() || this == OFFICE_SALE;
        }

        boolean isStacked() {
            return this == CONDO || this == RENTAL_APARTMENT;
        }
    }

    /** This home with a different picture. */
    Home showing(String picture, int itsTurn) {
        return new Home(
                place,
                kind,
                style,
                picture,
                itsTurn,
                palette,
                beds,
                bathsFull,
                bathsHalf,
                squareFeet,
                acres,
                yearBuilt,
                stories,
                garage,
                luxury,
                remodeled,
                newConstruction,
                fireplace,
                pool,
                basement,
                view,
                waterfront,
                units,
                streetNumber,
                street,
                unit);
    }

    /** One of the homes in this building, as if it stood alone. */
    Home unit(Units.Unit its) {
        return new Home(
                place,
                kind,
                style,
                exterior,
                turn,
                palette,
                its.beds(),
                1,
                0,
                its.squareFeet(),
                acres,
                yearBuilt,
                its.stories(),
                garage,
                luxury,
                remodeled,
                newConstruction,
                fireplace,
                pool,
                basement,
                view,
                waterfront,
                1,
                streetNumber,
                street,
                unit);
    }

    Look look() {
        return Look.of(exterior, turn);
    }

    /** Whether it is an apartment above the ground floor, which its number shows. */
    boolean isUpperFlat() {
        return kind.isStacked() && !unit.startsWith("1");
    }

    boolean isDwelling() {
        return !kind.isLand() && !kind.isCommercial();
    }
}
