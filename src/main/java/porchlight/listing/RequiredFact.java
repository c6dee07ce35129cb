package porchlight.listing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import porchlight.message.Messages;

/**
 * Fields that an MLS requires to be shown, whichever they are: labeled after their RESO names, with
 * the values as sent.
 */
final class RequiredFact {
    /** Fields about agents and firms, whose own addresses are not the home's. */
    private static final Pattern PEOPLE =
            Pattern.compile("(?:Co)?(?:List|Buyer)(?:Agent|Office|Team)(?!.*(?:Address|URL|Remarks)).*");

    /** Fields that a home with a withheld address may show in addition to its facts. */
    private static final Set<String> WITHOUT_ADDRESS = Set.of(
            "AttributionContact",
            "City",
            "CloseDate",
            "ClosePrice",
            "Contingency",
            "CountyOrParish",
            "DaysOnMarket",
            "CumulativeDaysOnMarket",
            "ListingContractDate",
            "ListingId",
            "ListingTerms",
            "ListPrice",
            "MlsStatus",
            "ModificationTimestamp",
            "OnMarketDate",
            "OriginalListPrice",
            "OriginatingSystemName",
            "PropertySubType",
            "PropertyType",
            "SourceSystemName",
            "SpecialListingConditions",
            "StandardStatus",
            "StateOrProvince",
            "TaxAnnualAmount",
            "TaxYear",
            "YearBuilt");

    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private RequiredFact() {}

    static List<Facts.Fact> read(Fields fields, List<String> names, boolean addressHidden) {
        return names.stream()
                .filter(name -> !addressHidden || isShownWithoutAddress(name))
                .flatMap(name -> value(fields, name).map(value -> new Facts.Fact(name, label(name), value)).stream())
                .toList();
    }

    private static boolean isShownWithoutAddress(String name) {
        return WITHOUT_ADDRESS.contains(name)
                || PEOPLE.matcher(name).matches()
                || name.endsWith("YN")
                || Stream.of(FactField.values())
                        .anyMatch(field -> field.name().equals(name) && field.isShownWithoutAddress());
    }

    private static Optional<String> value(Fields fields, String name) {
        var text = fields.text(name);
        if (text == null) text = String.join(", ", fields.values(name));
        if (name.endsWith("YN"))
            text = fields.isTrue(name)
                    ? Messages.text("listing.fact-value.yes")
                    : fields.isFalse(name) ? Messages.text("listing.fact-value.no") : text;
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** "Listing office phone" for ListOfficePhone. */
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
