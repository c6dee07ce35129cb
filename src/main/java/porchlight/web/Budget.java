package porchlight.web;

/** The budgets of a client that requests are taken from. */
public enum Budget {
    /** Nobody pays: what monitors and every page ask for. */
    FREE,
    /** Pages, which people read and search engines fetch. */
    PAGES,
    /** What scripts ask while somebody types or moves the map. */
    ANSWERS,
    /** Photos that this site passes on: a page shows dozens. */
    PHOTOS
}
