package porchlight.demomls;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The invented brokerages and agents of the demo market; phones 503-555-01xx, mail at example.com. */
final class Firms {
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
            "Blue Heron Property Company");
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
            return String.format("4%025d", number);
        }

        String email() {
            return name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
        }

        String phone() {
            return String.format("503-555-01%02d", number % 100);
        }

        String officeName() {
            return OFFICES.get(office);
        }

        String officeKey() {
            return String.format("5%025d", office);
        }

        String officePhone() {
            return String.format("503-555-01%02d", office + 50);
        }

        String officeEmail() {
            return "hello@" + officeName().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + ".example.com";
        }
    }

    private final List<Agent> agents = new ArrayList<>();

    Firms() {
        for (int i = 0; i < 84; i++)
            agents.add(new Agent(
                    i,
                    FIRST.get(i % FIRST.size()) + " " + LAST.get((i * 7 + i / FIRST.size()) % LAST.size()),
                    i % OFFICES.size()));
    }

    Agent agent(Draw draw) {
        return draw.one(agents);
    }

    List<ObjectNode> members() {
        return agents.stream()
                .map(agent -> JsonNodeFactory.instance
                        .objectNode()
                        .put("MemberKey", agent.key())
                        .put("MemberMlsId", "A" + (1000 + agent.number()))
                        .put("MemberFullName", agent.name())
                        .put("MemberFirstName", agent.name().split(" ")[0])
                        .put("MemberLastName", agent.name().split(" ")[1])
                        .put("MemberEmail", agent.email())
                        .put("MemberOfficePhone", agent.officePhone())
                        .put("MemberPreferredPhone", agent.phone())
                        .put("MemberStatus", "Active")
                        .put("MemberType", "Agent")
                        .put("OfficeKey", agent.officeKey())
                        .put("OfficeMlsId", "O" + (100 + agent.office()))
                        .put("OfficeName", agent.officeName())
                        .put("ModificationTimestamp", "2026-10-01T12:00:00Z"))
                .toList();
    }

    List<ObjectNode> offices() {
        var offices = new ArrayList<ObjectNode>();
        for (int i = 0; i < OFFICES.size(); i++) {
            var agent = agents.get(i);
            offices.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("OfficeKey", agent.officeKey())
                    .put("OfficeMlsId", "O" + (100 + i))
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
                .put("TeamLeadName", agents.get(0).name())
                .put("ModificationTimestamp", "2026-10-01T12:00:00Z"));
    }
}
