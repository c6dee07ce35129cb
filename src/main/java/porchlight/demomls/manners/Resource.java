package porchlight.demomls.manners;

import java.util.List;
import java.util.Map;

/**
 * A RESO resource in Data Dictionary terms, before any vendor expresses it.
 * @param rows numbers are {@link java.math.BigDecimal}, dates {@link java.time.LocalDate}, times
 * {@link java.time.Instant}; one enumerated value is a String, several are a List
 */
public record Resource(String name, List<Field> fields, List<Map<String, Object>> rows) {
    public Resource {
        fields = List.copyOf(fields);
        rows = List.copyOf(rows);
    }
}
