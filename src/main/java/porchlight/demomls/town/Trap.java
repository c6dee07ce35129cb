package porchlight.demomls.town;

/**
 * Peculiarities of real feeds that trip up careless sites. Each affects one listing in every
 * {@value #EVERY}, so that the default market has ten of each and a test can find one by number.
 */
public enum Trap {
    ENTIRE_LISTING_HIDDEN(7),
    ADDRESS_HIDDEN(13),
    ADDRESS_HIDDEN_TOO(133),
    NO_VALUATION(17),
    NO_COMMENTS(19),
    DELAYED_MARKETING(23),
    NOT_APPROVED(29),
    NO_CITY(31),
    NO_COORDINATES(37),
    NO_REMARKS(41),
    MARKUP_IN_REMARKS(43),
    UNICODE_REMARKS(47),
    HUGE_PRICE(59),
    NO_PHOTOS(61),
    ONE_PHOTO(67),
    MANY_PHOTOS(71),
    DEAD_PHOTO(73),
    PREFERRED_PHOTO_NOT_FIRST(79),
    SHUFFLED_MEDIA(83),
    PRIVATE_MEDIA(89),
    HYPHEN_IN_LISTING_ID(101),
    SHARED_LISTING_ID(103),
    NO_LIVING_AREA(109),
    NO_ATTRIBUTION_CONTACT(127),
    TWO_PHOTOS(147),
    THREE_PHOTOS(151),
    FOUR_PHOTOS(157),
    FIVE_PHOTOS(163);

    static final int EVERY = 240;

    private final int at;

    Trap(int at) {
        this.at = at;
    }

    boolean on(int number) {
        return number % EVERY == at;
    }

    /** The first listing it affects. */
    public int first() {
        return at;
    }
}
