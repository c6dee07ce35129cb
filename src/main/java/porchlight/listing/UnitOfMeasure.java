package porchlight.listing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The units in which feeds give lengths and areas (RESO lookups AreaUnits, LotSizeUnits,
 * LinearUnits), with their alternative names.
 */
enum UnitOfMeasure {
    FEET(false, "1", "feet", "foot", "ft"),
    METERS(false, "3.280839895", "meters", "meter", "metres", "m"),
    SQUARE_FEET(true, "1", "squarefeet", "squarefoot", "sqft", "sf", "ft2"),
    SQUARE_METERS(true, "10.763910417", "squaremeters", "squaremeter", "squaremetres", "sqm", "m2", "m²"),
    SQUARE_YARDS(true, "9", "squareyards", "sqyd"),
    ACRES(true, "43560", "acres", "acre", "ac"),
    HECTARES(true, "107639.10417", "hectares", "hectare", "ha");

    private final boolean area;
    /** In feet or square feet. */
    private final BigDecimal size;

    private final Set<String> names;

    UnitOfMeasure(boolean area, String size, String... names) {
        this.area = area;
        this.size = new BigDecimal(size);
        this.names = Set.of(names);
    }

    /** The unit with a name, in any case and spelling; null if unknown. */
    static @Nullable UnitOfMeasure named(String name) {
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
        for (var unit : values()) if (unit.names.contains(plain)) return unit;
        return null;
    }

    /**
     * Converts a number in this unit to another; null if one is a length and the other an area.
     */
    @Nullable
    BigDecimal in(UnitOfMeasure other, BigDecimal number) {
        if (this == other) return number;
        return area == other.area ? number.multiply(size).divide(other.size, MathContext.DECIMAL64) : null;
    }
}
