package porchlight.search.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.listing.Money;
import porchlight.message.Messages;
import porchlight.search.Criterion;
import porchlight.search.SearchField;
import porchlight.search.SearchQuery;
import porchlight.search.Words;

/** The filter menus beside the search line, each showing its setting in a few words. */
public record FilterBar(Menu price, Menu rooms, Menu kinds, Menu more) {
    private static final Set<SearchField> PRICES = Set.of(
            SearchField.MIN_PRICE,
            SearchField.MAX_PRICE,
            SearchField.MAX_MONTHLY,
            SearchField.DOWN,
            SearchField.RATE,
            SearchField.TERM);
    private static final Set<SearchField> ROOMS =
            Set.of(SearchField.BEDS, SearchField.MAX_BEDS, SearchField.BATHS, SearchField.MAX_BATHS);
    private static final Set<SearchField> KINDS = Set.of(SearchField.SUBTYPE);
    /** Parameters shown in the search line itself. */
    private static final Set<SearchField> LINE = Set.of(SearchField.LINE);

    /**
     * A menu.
     *
     * @param used whether one of its filters is set
     * @param wrong whether it contains an invalid value, so that it must be open
     */
    public record Menu(String label, boolean used, boolean wrong) {
        /** Additional CSS classes. */
        public String look() {
            return (used ? "menu--used " : "") + (wrong ? "menu--wrong" : "");
        }
    }

    /** @param wrong the invalid fields */
    static FilterBar of(SearchQuery query, Set<SearchField> wrong) {
        var elsewhere =
                Stream.of(PRICES, ROOMS, KINDS, LINE).flatMap(Set::stream).toList();
        var further = query.criteria().stream()
                .filter(criterion -> !elsewhere.contains(criterion.field()))
                .count();
        return new FilterBar(
                menu(price(query), Messages.text("search.bar.price"), PRICES, wrong),
                menu(rooms(query), Messages.text("search.bar.rooms"), ROOMS, wrong),
                menu(kinds(query), Messages.text("search.bar.kinds"), KINDS, wrong),
                new Menu(
                        Messages.text("search.bar.more", further),
                        further > 0,
                        wrong.stream().anyMatch(field -> !elsewhere.contains(field))));
    }

    private static Menu menu(Optional<String> set, String otherwise, Set<SearchField> fields, Set<SearchField> wrong) {
        return new Menu(set.orElse(otherwise), set.isPresent(), wrong.stream().anyMatch(fields::contains));
    }

    private static Optional<String> price(SearchQuery query) {
        var parts = Stream.of(prices(query), query.monthly().map(Criterion::label))
                .flatMap(Optional::stream)
                .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    private static Optional<String> prices(SearchQuery query) {
        return query.prices().map(range -> {
            if (range.low() == null) return Messages.text("search.bar.price.under", dollars(range.high()));
            return range.high() == null
                    ? Messages.text("search.bar.price.over", dollars(range.low()))
                    : Messages.text("search.bar.price.span", dollars(range.low()), dollars(range.high()));
        });
    }

    private static String dollars(@Nullable BigDecimal amount) {
        return amount == null ? "" : Money.brief(amount.longValue());
    }

    private static Optional<String> rooms(SearchQuery query) {
        var rooms = new ArrayList<String>();
        for (var criterion : query.criteria()) {
            if (criterion instanceof Criterion.Beds beds) rooms.add(beds.brief());
            if (criterion instanceof Criterion.Baths baths) rooms.add(baths.brief());
        }
        return rooms.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", rooms));
    }

    private static Optional<String> kinds(SearchQuery query) {
        return query.criteria().stream()
                .filter(Criterion.SubTypes.class::isInstance)
                .map(criterion -> ((Criterion.SubTypes) criterion).values())
                .map(values -> Words.capital(Words.plural(values.get(0)))
                        + (values.size() == 1 ? "" : " +" + (values.size() - 1)))
                .findFirst();
    }
}
