package porchlight.demomls.town;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The invented brokerages and agents of the demo market; phones 503-555-01xx, mail at example.com. */
public final class Firms {
    private static final int AGENTS = 84;
    private static final List<String> OFFICES = List.of(
            "Larkspur & Vine Realty",
            "Bridgetown Hearth Real Estate",
            "Copper Kettle Homes",
            "Tillamook Street Realty",
            "Fernhill Property Group",
            "Stumptown Keys Realty",
            "Two Rivers Residential",
            "Cascadia Lantern Real Estate",
            "Alder & Ash Brokers",
            "Hopscotch Homes Northwest",
            "Willamette Bell Realty",
            "Marigold Residential",
            "Old Ferry Real Estate",
            "Blue Heron Property Company",
            "Porchlight Realty");
    /** The brokerage of the demonstration site, with agents of its own. */
    private static final int OWN = OFFICES.size() - 1;

    private static final int OWN_AGENTS = 12;
    /** One listing of so many is its own. */
    private static final int OWN_EVERY = 53;

    private static final int OWN_AT = 11;

    /** The OfficeKey of the demonstration site's brokerage. */
    public static final String OWN_OFFICE = officeKey(OWN);

    private static final List<String> FIRST = List.of(
            "Avery", "Jordan", "Priya", "Mateo", "Helen", "Samir", "Ingrid", "Theo", "Naomi", "Ruben", "Clara",
            "Desmond", "Yuki", "Elena", "Marcus", "Fiona", "Hassan", "Greta", "Owen", "Lucia", "Tomas", "Wendy",
            "Andre", "Mei");
    private static final List<String> LAST = List.of(
            "Calloway",
            "Nguyen",
            "Brandt",
            "Okafor",
            "Lindqvist",
            "Marsh",
            "Castillo",
            "Whitfield",
            "Sato",
            "Hargrove",
            "Petrov",
            "Delacroix",
            "Kim",
            "Abernathy",
            "Rosales",
            "Thorne",
            "Bhatt",
            "Fairbanks");

    /** An agent with the office they work for. */
    record Agent(int number, String name, int office) {
        String key() {
            return "4" + Digits.of(number, 25);
        }

        String email() {
            return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
        }

        String phone() {
            return "503-555-01" + Digits.of(number % 100, 2);
        }

        String officeName() {
            return OFFICES.get(office);
        }

        String officeKey() {
            return Firms.officeKey(office);
        }

        String mlsId() {
            return "A" + (1000 + number);
        }

        String officeMlsId() {
            return "O" + (100 + office);
        }

        String license() {
            return "L" + (900_000 + number);
        }

        String officePhone() {
            return "503-555-01" + Digits.of(office + 50, 2);
        }

        String officeEmail() {
            return officeName().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".") + "@example.com";
        }
    }

    private final List<Agent> others = new ArrayList<>();
    private final List<Agent> own = new ArrayList<>();

    Firms() {
        for (int i = 0; i < AGENTS; i++) others.add(new Agent(i, name(i), i % OWN));
        for (int i = AGENTS; i < AGENTS + OWN_AGENTS; i++) own.add(new Agent(i, name(i), OWN));
    }

    private static String officeKey(int office) {
        return "5" + Digits.of(office, 25);
    }

    /** The agent who lists a home. */
    Agent lister(int listing, Draw draw) {
        return listing % OWN_EVERY == OWN_AT ? own.get(listing / OWN_EVERY % OWN_AGENTS) : agent(draw);
    }

    /** Any agent but those of the demonstration site's brokerage. */
    Agent agent(Draw draw) {
        return draw.one(others);
    }

    private Stream<Agent> all() {
        return Stream.concat(others.stream(), own.stream());
    }

    /** Someone in an office. */
    private Agent in(int office) {
        return office == OWN ? own.get(0) : others.get(office);
    }

    /** Media of the agent or firm with a number: a portrait or a logo. */
    ArrayNode media(String owner, int number, String mediaRoot) {
        var member = owner.equals("Member");
        var agent = member ? all().toList().get(number) : in(number);
        var key = member ? agent.key() : agent.officeKey();
        var media = JsonNodeFactory.instance.arrayNode();
        media.addObject()
                .put("MediaKey", key.replaceFirst("^.", member ? "44" : "55").substring(0, 26))
                .put("MediaURL", mediaRoot + (member ? "/people/" + number + ".png" : "/firms/" + number + ".svg"))
                .put("MediaCategory", member ? "Agent Photo" : "Office Logo")
                .put("Order", 1)
                .put("PreferredPhotoYN", true)
                .put("ShortDescription", member ? agent.name() : agent.officeName())
                .put("ResourceRecordKey", key)
                .putArray("Permission")
                .add("Public");
        return media;
    }

    /** The portrait of an agent as PNG; empty for an unknown number. */
    public static Optional<byte[]> portrait(int number) {
        return number >= AGENTS + OWN_AGENTS
                ? Optional.empty()
                : Optional.of(Portrait.png(number, number % FIRST.size()));
    }

    public static Optional<String> logo(int office) {
        return office >= OFFICES.size() ? Optional.empty() : Optional.of(Drawings.logo(office, OFFICES.get(office)));
    }

    private static String name(int number) {
        return FIRST.get(number % FIRST.size()) + " " + LAST.get((number * 7 + number / FIRST.size()) % LAST.size());
    }

    List<ObjectNode> members() {
        return all().map(agent -> JsonNodeFactory.instance
                        .objectNode()
                        .put("MemberKey", agent.key())
                        .put("MemberMlsId", agent.mlsId())
                        .put("MemberFullName", agent.name())
                        .put("MemberFirstName", agent.name().split(" ")[0])
                        .put("MemberLastName", agent.name().split(" ")[1])
                        .put("MemberEmail", agent.email())
                        .put("MemberOfficePhone", agent.officePhone())
                        .put("MemberPreferredPhone", agent.phone())
                        .put("MemberStateLicense", agent.license())
                        .put("MemberStatus", "Active")
                        .put("MemberType", "Agent")
                        .put("OfficeKey", agent.officeKey())
                        .put("OfficeMlsId", agent.officeMlsId())
                        .put("OfficeName", agent.officeName())
                        .put("ModificationTimestamp", "2026-10-01T12:00:00Z"))
                .toList();
    }

    List<ObjectNode> offices() {
        var offices = new ArrayList<ObjectNode>();
        for (int i = 0; i < OFFICES.size(); i++) {
            var agent = in(i);
            offices.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("OfficeKey", agent.officeKey())
                    .put("OfficeMlsId", agent.officeMlsId())
                    .put("OfficeName", agent.officeName())
                    .put("OfficePhone", agent.officePhone())
                    .put("OfficeEmail", agent.officeEmail())
                    .put("OfficeCity", "Portland")
                    .put("OfficeStateOrProvince", "OR")
                    .put("OfficeStatus", "Active")
                    .put("IDXOfficeParticipationYN", true)
                    .put("ModificationTimestamp", "2026-10-01T12:00:00Z"));
        }
        return offices;
    }

    List<ObjectNode> teams() {
        return List.of(JsonNodeFactory.instance
                .objectNode()
                .put("TeamKey", "3".repeat(26))
                .put("TeamName", "The Calloway Team")
                .put("TeamStatus", "Active")
                .put("TeamLeadName", others.get(0).name())
                .put("ModificationTimestamp", "2026-10-01T12:00:00Z"));
    }
}
