package porchlight.search;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import porchlight.listing.MlsProfile;
import porchlight.message.Messages;

/** A search that many people ask for, with an address of its own. */
public enum Shortlist {
    NEW(new Criterion.MaxDays(7), Sort.NEWEST, profile -> true),
    PRICE_CUTS(new Criterion.Has(Feature.PRICE_CUT), Sort.PRICE_CUT, MlsProfile::showsHistory),
    BACK_ON_MARKET(new Criterion.BackOnMarket(), Sort.BACK_ON_MARKET, MlsProfile::showsHistory),
    OUR_LISTINGS(new Criterion.Ours(), Sort.NEWEST, profile -> !profile.ours().isNone());

    private final SearchQuery query;
    private final Predicate<MlsProfile> allowed;

    Shortlist(Criterion criterion, Sort sort, Predicate<MlsProfile> allowed) {
        this.query = new SearchQuery(List.of(criterion), sort, 1, false);
        this.allowed = allowed;
    }

    /** Those that an MLS allows, since some tell of the past of a listing, and that the site has something for. */
    public static Stream<Shortlist> of(MlsProfile profile) {
        return Stream.of(values()).filter(list -> list.allowed.test(profile));
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
