package porchlight.search;

/** A choice of a form field; an empty value means none. */
public record Option(String value, String label, boolean chosen) {}
