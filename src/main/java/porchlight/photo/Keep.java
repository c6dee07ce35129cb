package porchlight.photo;

/** Which metadata of a photo stays when the photo is passed on. */
public enum Keep {
    /**
     * Nothing at all, not even color profiles: for decoders, which should not be exposed to what
     * others wrote there.
     */
    NOTHING,
    /**
     * What the photographer is due and the picture needs: creator, credit, copyright,
     * DigitalSourceType, orientation, color profile, and camera settings in numbers. For homes
     * whose address is withheld.
     */
    CREDITS,
    /**
     * Everything except locations: GPS data in every form, and data that cannot be inspected and
     * may contain them (maker notes, embedded previews, anything after the end of the image).
     */
    ALL_BUT_POSITION
}
