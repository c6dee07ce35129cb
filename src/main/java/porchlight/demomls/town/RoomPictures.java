package porchlight.demomls.town;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import porchlight.demomls.town.Gallery.Shot;

/**
 * The pictures of a home's rooms: all from one set, and with no view from the windows that the home
 * cannot have. Upper apartments look out on the city or, if all pictures show a garden, are shown
 * without the window.
 */
final class RoomPictures {
    /** The windows of these rooms are narrow, so more of the room is shown next to them. */
    private static final Set<String> NARROW = Set.of("kitchen", "bathroom");

    private enum Outlook {
        GARDEN,
        CITY,
        OTHER
    }

    private final int set;
    private final Outlook outlook;
    private final boolean seesCity;

    RoomPictures(Home home) {
        this.set = home.palette();
        this.seesCity = home.view().contains("City");
        this.outlook = !home.isUpperFlat()
                ? Outlook.GARDEN
                : home.place().isUrban() || seesCity ? Outlook.CITY : Outlook.OTHER;
    }

    /** Adds a room's picture if the set has one that fits the home. */
    void show(String room, String caption, List<Shot> shots) {
        var city = outlook == Outlook.CITY ? Renders.cityRoom(room, set) : Optional.<String>empty();
        city.ifPresent(
                picture -> shots.add(new Shot(picture, false, 0, seesCity ? aboveCity(room, caption) : caption)));
        if (city.isPresent()) return;
        // Without its window, little of the table remains.
        if (outlook != Outlook.GARDEN && room.equals("dining")) return;
        var view = outlook == Outlook.GARDEN ? 0 : NARROW.contains(room) ? Photos.BESIDE_NARROW : Photos.BESIDE_WIDE;
        Renders.room(room, set).ifPresent(picture -> shots.add(new Shot(picture, false, view, caption)));
    }

    private static String aboveCity(String room, String caption) {
        return caption + (room.equals("living") ? " with a view of the city" : " above the city");
    }

    /** A closer view of the kitchen. */
    void island(List<Shot> shots) {
        var view = outlook == Outlook.GARDEN ? 4 : 6;
        Renders.room("kitchen", set)
                .ifPresent(picture -> shots.add(new Shot(picture, false, view, "Kitchen, the island")));
    }
}
