package porchlight.demomls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A listing's Media: front, rooms in the order people walk through, plan, tour; with what real feeds mix in. */
final class Gallery {
    /** Acres below which land is a building lot between houses. */
    private static final double LOT_IN_A_STREET = .6;

    private static final int VIEWS_OF_ONE_PICTURE = 9;

    private final long seed;
    private final String mediaRoot;

    Gallery(long seed, String mediaRoot) {
        this.seed = seed;
        this.mediaRoot = mediaRoot;
    }

    private record Shot(String picture, int view, String caption) {}

    /** How many photos a listing has. */
    int count(int number, Home home) {
        return shots(number, home).size();
    }

    ArrayNode media(int number, Home home, String listingKey) {
        var rows = new ArrayList<ObjectNode>();
        var order = 1;
        for (var shot : shots(number, home)) {
            var id = Photos.id(shot.picture(), home.mirrored(), shot.view(), number % 4, number, order);
            var dead = Trap.DEAD_PHOTO.on(number) && order == 3;
            var url = mediaRoot + "/photos/rose/" + (dead ? "0".repeat(26) : id) + "-o.jpg";
            rows.add(row(listingKey, id, "Photo", url, order++, shot.caption()));
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
        if (home.kind().isLand()) {
            var land = Renders.land(home.acres() < LOT_IN_A_STREET);
            var first = draw.between(0, land.size() - 1);
            shots.add(new Shot(land.get(first), 0, "The land"));
            for (int view : new int[] {1, 4, 2}) shots.add(new Shot(land.get(first), view, "Another part of the land"));
        } else {
            shots.add(new Shot(home.exterior(), 0, home.kind().isStacked() ? "The building" : "Front of the home"));
            if (home.kind().isCommercial()) {
                shots.add(new Shot("office-" + home.palette() % 2, 0, "Office"));
                shots.add(new Shot(home.exterior(), 3, "Entrance"));
            } else rooms(shots, home, draw);
        }
        var few = List.of(Trap.ONE_PHOTO, Trap.TWO_PHOTOS, Trap.THREE_PHOTOS, Trap.FOUR_PHOTOS, Trap.FIVE_PHOTOS);
        for (int photos = 1; photos <= few.size(); photos++)
            if (few.get(photos - 1).on(number)) return shots.subList(0, Math.min(photos, shots.size()));
        if (Trap.MANY_PHOTOS.on(number) || home.luxury()) details(shots, home.luxury() ? 60 : 88);
        return shots;
    }

    private static void rooms(List<Shot> shots, Home home, Draw draw) {
        var set = home.palette();
        shots.add(new Shot("living-" + set, 0, "Living room"));
        shots.add(new Shot("kitchen-" + set, 0, "Kitchen"));
        if (home.beds() > 1) shots.add(new Shot("dining-" + set % 3, 0, "Dining room"));
        shots.add(new Shot("living-" + set, 5, "Living room, towards the window"));
        shots.add(new Shot("kitchen-" + set, 4, "Kitchen, the island"));
        shots.add(new Shot("bedroom-" + set, 0, "Primary bedroom"));
        shots.add(new Shot("bathroom-" + set % 4, 0, home.bathsFull() > 1 ? "Primary bathroom" : "Bathroom"));
        for (int bed = 2; bed <= Math.min(home.beds(), 5); bed++)
            shots.add(new Shot("bedroom-" + (set + bed - 1) % 5, bed > 5 ? 3 : 0, "Bedroom " + bed));
        if (home.bathsFull() > 1) shots.add(new Shot("bathroom-" + (set + 1) % 4, 0, "Bathroom 2"));
        if (home.beds() > 2) shots.add(new Shot("office-" + set % 2, 0, "Office"));
        shots.add(new Shot(home.exterior(), draw.between(1, 4), home.kind().isStacked() ? "Entrance" : "Front yard"));
        if (draw.chance(.6)) shots.add(new Shot("kitchen-" + set, 2, "Kitchen, the range"));
        if (draw.chance(.5)) shots.add(new Shot("bedroom-" + set, 5, "Primary bedroom, the bed"));
    }

    /** Closer views of the pictures there are, until the gallery is as long as wanted. */
    private static void details(List<Shot> shots, int wanted) {
        var pictures = shots.stream().map(Shot::picture).distinct().toList();
        for (int view = 1; view < VIEWS_OF_ONE_PICTURE && shots.size() < wanted; view++) {
            for (var picture : pictures) {
                var next = new Shot(picture, view, "Detail");
                var shown = shots.stream()
                        .anyMatch(shot -> shot.picture().equals(next.picture()) && shot.view() == next.view());
                if (!shown && shots.size() < wanted) shots.add(next);
            }
        }
    }

    private void extras(List<ObjectNode> rows, int number, Home home, String listingKey) {
        var id = String.format("8%024d", number);
        if (home.isDwelling() && number % 5 == 0)
            rows.add(row(
                    listingKey, id + "1", "Floor Plan", mediaRoot + "/plans/" + listingKey + ".svg", 1, "Floor plan"));
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
