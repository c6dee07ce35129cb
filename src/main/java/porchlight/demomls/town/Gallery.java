package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A listing's Media: the front, the rooms in walking order, plan, and tour, along with the oddities
 * of real feeds.
 */
public final class Gallery {
    /** Added to every caption: no picture shows anything real. */
    public static final String RENDER = " (demonstration render)";

    private final long seed;
    private final String mediaRoot;

    Gallery(long seed, String mediaRoot) {
        this.seed = seed;
        this.mediaRoot = mediaRoot;
    }

    /** @param outside whether it shows the outside, and is mirrored together with the front */
    record Shot(String picture, boolean outside, int view, String caption) {}

    /** How many photos a listing has. */
    int count(int number, Home home) {
        return shots(number, home).size();
    }

    ArrayNode media(int number, Home home, String listingKey) {
        var rows = new ArrayList<ObjectNode>();
        var look = home.look();
        var order = 1;
        for (var shot : shots(number, home)) {
            var id = Photos.id(
                    shot.picture(),
                    shot.outside() ? look.mirrored() : number % 2 == 1,
                    shot.view(),
                    look.light(),
                    number,
                    order);
            var dead = Trap.DEAD_PHOTO.on(number) && order == 3;
            var url = mediaRoot + "/photos/rose/" + (dead ? "0".repeat(26) : id) + "-o.jpg";
            var part = Photos.part(shot.picture(), shot.view());
            rows.add(row(listingKey, id, "Photo", url, order++, shot.caption() + RENDER)
                    .put("ImageWidth", part.width)
                    .put("ImageHeight", part.height));
        }
        if (!rows.isEmpty()) prefer(rows, Trap.PREFERRED_PHOTO_NOT_FIRST.on(number) ? rows.size() - 1 : 0);
        extras(rows, number, home, listingKey);
        if (Trap.SHUFFLED_MEDIA.on(number)) Collections.shuffle(rows, new Random(number));
        var media = JsonNodeFactory.instance.arrayNode();
        rows.forEach(media::add);
        return media;
    }

    private static void prefer(List<ObjectNode> rows, int preferred) {
        for (int i = 0; i < rows.size(); i++) rows.get(i).put("PreferredPhotoYN", i == preferred);
    }

    private List<Shot> shots(int number, Home home) {
        if (Trap.NO_PHOTOS.on(number)) return List.of();
        var draw = new Draw(seed, number, "gallery");
        var shots = new ArrayList<Shot>();
        if (home.kind().isLand()) land(shots, home);
        else if (home.kind().isCommercial()) commercial(shots, home);
        else dwelling(shots, number, home, draw);
        var few = List.of(Trap.ONE_PHOTO, Trap.TWO_PHOTOS, Trap.THREE_PHOTOS, Trap.FOUR_PHOTOS, Trap.FIVE_PHOTOS);
        for (int photos = 1; photos <= few.size(); photos++)
            if (few.get(photos - 1).on(number)) return shots.subList(0, Math.min(photos, shots.size()));
        if (Trap.MANY_PHOTOS.on(number) || home.luxury()) details(shots, home.luxury() ? 60 : 88);
        return shots;
    }

    private static void land(List<Shot> shots, Home home) {
        var look = home.look();
        shots.add(new Shot(look.cover(), true, look.view(), "The land"));
        for (int view : new int[] {0, 1, 2, 4})
            if (view != look.view()) shots.add(new Shot(home.exterior(), true, view, "Another part of the land"));
    }

    private static void commercial(List<Shot> shots, Home home) {
        shots.add(front(home));
        var office = Renders.room("office", home.palette());
        office.ifPresent(room -> shots.add(new Shot(room, false, 0, "Office")));
        Renders.room("entry", home.palette()).ifPresent(entry -> shots.add(new Shot(entry, false, 0, "Reception")));
        otherSide(shots, home);
        shots.add(new Shot(home.exterior(), true, 3, "Entrance"));
        office.ifPresent(room -> shots.add(new Shot(room, false, 3, "Office, the desk")));
    }

    private static Shot front(Home home) {
        var look = home.look();
        return new Shot(look.cover(), true, look.view(), isBuilding(home) ? "The building" : "Front of the home");
    }

    /** The same house from the side that the cover does not show. */
    private static void otherSide(List<Shot> shots, Home home) {
        var cover = home.look().cover();
        var other = cover.equals(home.exterior()) ? Renders.otherSide(cover) : Optional.of(home.exterior());
        other.ifPresent(picture -> shots.add(new Shot(
                picture,
                true,
                0,
                isBuilding(home) ? "The building from its other side" : "The front from its other side")));
    }

    private static boolean isBuilding(Home home) {
        return home.kind().isStacked() || home.kind().isCommercial();
    }

    /** In walking order: outside, daytime rooms, bedrooms, and the yard. */
    private void dwelling(List<Shot> shots, int number, Home home, Draw draw) {
        shots.add(front(home));
        // For a building with several homes, the first is shown.
        var inside = home.kind().isIncome() ? home.unit(Units.of(home).get(0)) : home;
        var rooms = new RoomPictures(home);
        rooms.show("living", "Living room", shots);
        rooms.show("kitchen", "Kitchen", shots);
        if (inside.beds() > 1) rooms.show("dining", "Dining room", shots);
        rooms.island(shots);
        rooms.show("primary", "Primary bedroom", shots);
        rooms.show("bathroom", inside.bathsFull() > 1 ? "Primary bathroom" : "Bathroom", shots);
        // Rooms for which the house's own set has no picture are left out: another set's would show
        // another house.
        if (inside.beds() > 1) rooms.show("bedroom", "Bedroom 2", shots);
        if (inside.beds() > 2) rooms.show("children", "Bedroom 3", shots);
        var listed = Plan.of(seed, number, inside);
        if (listed.has("Office")) rooms.show("office", "Office", shots);
        if (listed.has("Entry")) rooms.show("entry", "Entry", shots);
        if (listed.has("Laundry") && !home.kind().isStacked()) rooms.show("laundry", "Laundry", shots);
        otherSide(shots, home);
        if (home.kind().isStacked()) {
            shots.add(new Shot(home.exterior(), true, draw.between(1, 4), "Entrance"));
            above(shots, home, draw);
            return;
        }
        var yards = Renders.yards(home.pool(), home.exterior());
        if (!yards.isEmpty() && home.kind() != Home.Kind.TOWNHOUSE)
            shots.add(new Shot(draw.one(yards), true, 0, home.pool() ? "Pool" : "Back yard"));
        else shots.add(new Shot(home.exterior(), true, draw.between(1, 4), "Front yard"));
        above(shots, home, draw);
    }

    private static void above(List<Shot> shots, Home home, Draw draw) {
        var rural = home.acres() >= Renders.LOT_IN_A_STREET || home.kind() == Home.Kind.CABIN;
        var inland = home.kind().isStacked() ? "town" : rural ? "country" : "streets";
        // Do not show a river where there is none.
        var surroundings = home.waterfront() ? "river" : inland;
        var aerials = Renders.aerials(surroundings, home.exterior());
        if (!aerials.isEmpty()) shots.add(new Shot(draw.one(aerials), true, 0, "The neighborhood from above"));
    }

    /** Closer views of the existing pictures, until the gallery is as long as wanted. */
    private static void details(List<Shot> shots, int wanted) {
        var whole = List.copyOf(shots);
        for (int view = 1; view < Photos.PARTS && shots.size() < wanted; view++) {
            if (Photos.isWhole(view)) continue;
            for (var shot : whole) {
                // Details take the caption of the whole picture, not of another detail.
                if (shot.caption().contains(", ")) continue;
                // Do not show a closer view of what was left out of the picture of a room.
                if (Photos.left(view) < Photos.left(shot.view()) && !Photos.isWhole(shot.view())) continue;
                var next = new Shot(shot.picture(), shot.outside(), view, shot.caption() + ", a closer look");
                var shown = shots.stream()
                        .anyMatch(other -> other.picture().equals(next.picture()) && other.view() == next.view());
                if (!shown && shots.size() < wanted) shots.add(next);
            }
        }
    }

    private void extras(List<ObjectNode> rows, int number, Home home, String listingKey) {
        var id = "8" + Digits.of(number, 24);
        if (home.isDwelling() && !Trap.NO_PHOTOS.on(number)) {
            var plans = 0;
            for (var level : Plan.of(seed, number, home).levels())
                rows.add(row(
                        listingKey,
                        "81" + Digits.of(plans++, 2) + id.substring(4) + "1",
                        "Floor Plan",
                        mediaRoot + "/plans/" + listingKey + "-" + level.slug() + ".png",
                        plans,
                        "Floor plan: " + FloorPlan.name(level)));
        }
        if (number % 3 == 0)
            rows.add(row(
                    listingKey,
                    id + "2",
                    "Unbranded Virtual Tour",
                    "https://tours.example.com/" + listingKey,
                    1,
                    "Walk-through"));
        if (number % 11 == 0)
            rows.add(row(
                    listingKey,
                    id + "3",
                    "Branded Virtual Tour",
                    "https://branded-tours.example.com/" + listingKey,
                    1,
                    "Branded tour"));
        if (number % 13 == 0) {
            var video = row(listingKey, id + "4", "Video", null, 1, "Video");
            video.put(
                    "MediaHTML",
                    "<iframe src=\"https://video.example.com/" + listingKey
                            + "\"></iframe><script>alert('media')</script>");
            rows.add(0, video);
        }
        if (number % 17 == 0)
            rows.add(row(
                    listingKey,
                    id + "5",
                    "Document",
                    "https://documents.example.com/" + listingKey + ".pdf",
                    1,
                    "Disclosures"));
        if (Trap.PRIVATE_MEDIA.on(number)) {
            var hidden = row(
                    listingKey,
                    id + "6",
                    "Photo",
                    mediaRoot + "/photos/rose/private-" + listingKey + "-o.jpg",
                    0,
                    "Alarm panel");
            hidden.put("PreferredPhotoYN", false)
                    .putArray("Permission")
                    .add(number % 480 < 240 ? "Private" : "Agent Only");
            rows.add(0, hidden);
        }
    }

    private static ObjectNode row(
            String listingKey,
            String mediaKey,
            String category,
            @org.jspecify.annotations.Nullable String url,
            int order,
            String caption) {
        var row = JsonNodeFactory.instance.objectNode();
        row.put("MediaKey", mediaKey)
                .put("MediaURL", url)
                .put("MediaCategory", category)
                .put("Order", order)
                .putNull("PreferredPhotoYN")
                .put("ShortDescription", caption)
                .put("ResourceRecordKey", listingKey);
        row.putArray("Permission").add("Public");
        return row;
    }
}
