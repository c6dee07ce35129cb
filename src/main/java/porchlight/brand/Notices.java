package porchlight.brand;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;

/**
 * What a state, an association, or a franchise requires on a website, in its own words.
 *
 * @param all in the owner's order
 */
public record Notices(List<Notice> all) {
    static final Notices NONE = new Notices(List.of());

    private static final int LONGEST = 2_000;
    private static final int MOST = 12;
    private static final double PIXELS_PER_POINT = 96 / 72.0;
    private static final double SMALLEST = 8;
    private static final double LARGEST = 48;

    public Notices {
        all = List.copyOf(all);
    }

    /** Where a notice stands. */
    public enum Place {
        /** At the end of every page. */
        FOOTER,
        /** On every page, below the menu. */
        HEADER,
        /** On the home page, before everything else. */
        HOME,
        /** On the pages of listings. */
        LISTING
    }

    /**
     * One notice.
     *
     * @param paragraphs its words; only one if it is a link
     * @param link where it leads; null for text alone
     * @param size the smallest it may be: a length in CSS such as {@code 10pt}; null if nobody says
     * @param style the name of a class that gives it that size
     */
    public record Notice(
            List<String> paragraphs,
            @Nullable String link,
            Place place,
            @Nullable String size,
            String style) {
        public Notice {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /** Notices that somebody else worded. */
    private enum Preset {
        /** 22 TAC §531.18 and §531.20. */
        TEXAS
    }

    /** A required link: the key under which the owner says where it leads, its words, and its size. */
    private record Required(String key, String message, String size) {}

    private static final List<Required> TEXAS = List.of(
            new Required("brokerage-services", "notice.texas.brokerage-services", "10pt"),
            new Required("consumer-protection", "notice.texas.consumer-protection", "10pt"));

    /** @param pages slugs of the folder's pages, to which a notice may lead */
    static Notices read(Section site, Set<String> pages) {
        var notices = new ArrayList<Notice>();
        var sections = site.sections("notices");
        for (var section : sections) {
            if (section.has("preset")) preset(section, pages, notices);
            else own(section, pages, notices);
            section.refuseOthers();
        }
        if (notices.size() > MOST) sections.get(0).fault("brand.notice.many", MOST);
        return new Notices(notices);
    }

    private static void preset(Section section, Set<String> pages, List<Notice> into) {
        var name = section.value("preset");
        if (name == null) return;
        name.word(Preset.class);
        for (var required : TEXAS) {
            var to = section.value(required.key());
            if (to == null) {
                if (!section.has(required.key())) section.fault("brand.notice.preset", required.key());
                continue;
            }
            into.add(new Notice(
                    List.of(Messages.text(required.message())),
                    Link.address(to, pages),
                    Place.HOME,
                    required.size(),
                    style(into.size())));
        }
    }

    private static void own(Section section, Set<String> pages, List<Notice> into) {
        var text = section.value("text", LONGEST);
        var link = section.value("link");
        var place = section.value("place");
        var size = section.value("size");
        if (text == null) {
            if (!section.has("text")) section.fault("brand.notice.text");
            return;
        }
        into.add(new Notice(
                link != null
                        ? List.of(text.text().replaceAll("\\s+", " "))
                        : Stream.of(text.text().split("\\n\\s*\\n"))
                                .map(paragraph -> paragraph.strip().replaceAll("\\s+", " "))
                                .toList(),
                link == null ? null : Link.address(link, pages),
                place == null ? Place.FOOTER : place.word(Place.class),
                size == null ? null : size(size),
                style(into.size())));
    }

    private static @Nullable String size(Section.Value value) {
        var text = value.text().replace(" ", "");
        if (text.matches("\\d{1,2}(?:\\.\\d)?(?:pt|px)")) {
            var number = Double.parseDouble(text.substring(0, text.length() - 2));
            var pixels = text.endsWith("pt") ? number * PIXELS_PER_POINT : number;
            if (pixels >= SMALLEST && pixels <= LARGEST) return text;
        }
        value.fault("brand.notice.size");
        return null;
    }

    private static String style(int index) {
        return "notice--" + (index + 1);
    }

    /** Rules for sizes, because pages may not have styles of their own; empty for none. */
    String css() {
        var rules = all.stream()
                .filter(notice -> notice.size() != null)
                .map(notice -> "." + notice.style() + "{font-size:max(1rem," + notice.size() + ")}")
                .collect(Collectors.joining());
        return rules.isEmpty() ? "" : "@layer " + "utilities{" + rules + "}\n";
    }

    public List<Notice> header() {
        return at(Place.HEADER);
    }

    public List<Notice> footer() {
        return at(Place.FOOTER);
    }

    public List<Notice> home() {
        return at(Place.HOME);
    }

    public List<Notice> listing() {
        return at(Place.LISTING);
    }

    private List<Notice> at(Place place) {
        return all.stream().filter(notice -> notice.place() == place).toList();
    }
}
