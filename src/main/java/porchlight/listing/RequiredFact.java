package porchlight.listing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields that an MLS requires to be shown, whichever they are: named after their RESO names, told as they are sent. */
final class RequiredFact {
    /** What may tell where a home is whose address is hidden. */
    private static final Pattern PLACE = Pattern.compile(
            "Address|Street|Unit|Latitude|Longitude|Directions|Cross|Parcel|Legal|Location|Map|URL|Postal|Remarks");

    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private RequiredFact() {}

    static List<Facts.Fact> read(Fields fields, List<String> names, boolean addressHidden) {
        return names.stream()
                .filter(name -> !addressHidden || !PLACE.matcher(name).find())
                .flatMap(name -> value(fields, name).map(value -> new Facts.Fact(name, label(name), value)).stream())
                .toList();
    }

    private static Optional<String> value(Fields fields, String name) {
        var text = fields.text(name);
        if (text == null) text = String.join(", ", fields.values(name));
        if (name.endsWith("YN")) text = fields.isTrue(name) ? "Yes" : fields.isFalse(name) ? "No" : text;
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** "Listing office phone" of ListOfficePhone. */
    static String label(String name) {
        var plain = name.replaceFirst("^List(?=Agent|Office)", "Listing")
                .replaceFirst("^CoList(?=Agent|Office)", "CoListing")
                .replaceFirst("YN$", "");
        var words = Stream.of(WORD.split(plain))
                .map(word -> word.equals(word.toUpperCase(Locale.ROOT)) ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
