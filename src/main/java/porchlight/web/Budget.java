package porchlight.web;

/** The per-client budgets that requests are charged to. */
public enum Budget {
    /** Free of charge: monitoring, and files that every page needs. */
    FREE,
    /** Pages, read by people and fetched by search engines. */
    PAGES,
    /** Script requests sent while a visitor types or moves the map. */
    ANSWERS,
    /** Photos passed through by this site; one page shows dozens. */
    PHOTOS
}
