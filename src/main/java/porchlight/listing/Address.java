package porchlight.listing;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * The address of a property, as far as its seller allows it to be public.
 * @param street house number, street, and unit; null when hidden or unknown
 * @param canadian whether it is in Canada, with prices in Canadian dollars
 * @param hidden whether the seller asked not to show the address (InternetAddressDisplayYN)
 */
public record Address(
        @Nullable String street,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable String county,
        @Nullable String subdivision,
        boolean canadian,
        boolean hidden) {

    private static final int LONGEST_SLUG = 120;

    public Address {
        if (hidden && street != null) throw new IllegalArgumentException("a hidden address has no street");
    }

    /** This address with different spellings of its city and county. */
    public Address in(@Nullable String spelledCity, @Nullable String spelledCounty) {
        return new Address(street, spelledCity, state, postalCode, spelledCounty, subdivision, canadian, hidden);
    }

    /** The first line: the street, or the reason it is not shown. */
    public String line() {
        if (street != null) return street;
        return Messages.text(hidden ? "listing.address.withheld" : "listing.address.unknown");
    }

    /** "Portland, OR 97214", as much of it as is known. */
    public String locality() {
        var stateAndCode = join(" ", state, postalCode);
        return join(", ", city, stateAndCode.isEmpty() ? null : stateAndCode);
    }

    /** One line with everything that may be shown. */
    public String full() {
        var locality = locality();
        return street == null ? (locality.isEmpty() ? line() : locality) : join(", ", street, locality);
    }

    /** The decorative end of a listing's URL: lowercase ASCII words joined by hyphens. */
    public String slug() {
        var slug = Slug.of(join(" ", street, city, state, postalCode));
        if (slug.length() > LONGEST_SLUG) slug = slug.substring(0, LONGEST_SLUG).replaceAll("-+$", "");
        return slug.isEmpty() ? "home" : slug;
    }

    private static String join(String separator, @Nullable String... parts) {
        return Stream.of(parts)
                .filter(Objects::nonNull)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(separator));
    }
}
