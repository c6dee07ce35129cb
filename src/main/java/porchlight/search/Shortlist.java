package porchlight.search;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;

/** A search that many people ask for, with an address of its own. */
public enum Shortlist {
    NEW(new Criterion.MaxDays(7), Sort.NEWEST, false),
    PRICE_CUTS(new Criterion.Has(Feature.PRICE_CUT), Sort.PRICE_CUT, true),
    BACK_ON_MARKET(new Criterion.BackOnMarket(), Sort.BACK_ON_MARKET, true);

    private final SearchQuery query;
    private final boolean isHistory;

    Shortlist(Criterion criterion, Sort sort, boolean isHistory) {
        this.query = new SearchQuery(List.of(criterion), sort, 1, false);
        this.isHistory = isHistory;
    }

    /** Those that an MLS allows: some tell of the past of a listing. */
    public static Stream<Shortlist> of(MlsProfile profile) {
        return Stream.of(values()).filter(list -> profile.showsHistory() || !list.isHistory);
    }

    public SearchQuery query() {
        return query;
    }

    public String path() {
        return "/" + key();
    }

    public String title() {
        return Messages.text(message());
    }

    /** With the number of homes. */
    public String heading(long homes) {
        return Messages.text(message() + ".heading", homes);
    }

    /** For search engines. */
    public String description(String mls) {
        return Messages.text(message() + ".description", mls);
    }

    private String message() {
        return "search.shortlist." + key();
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
