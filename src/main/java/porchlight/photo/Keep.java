package porchlight.photo;

/** What of a photo's metadata stays when the photo is passed on. */
public enum Keep {
    /** Nothing at all, color profiles included: for decoders, which need not meet what others wrote there. */
    NOTHING,
    /**
     * What the photographer is owed and the picture needs: creator, credit, copyright, DigitalSourceType, orientation,
     * color profile, and camera settings in numbers. For homes whose address is withheld.
     */
    CREDITS,
    /**
     * Everything but places: GPS data in every form, and what cannot be looked into and may hold them (maker notes,
     * embedded previews, whatever follows the image).
     */
    ALL_BUT_POSITION
}
