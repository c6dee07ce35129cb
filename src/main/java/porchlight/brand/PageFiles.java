package porchlight.brand;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the Markdown files of a brand folder: {@code home.md}, {@code pages/}, {@code places/}, and {@code people/}. */
final class PageFiles {
    private static final String ENDING = ".md";
    private static final int LONGEST_TITLE = 90;
    private static final int LONGEST_DESCRIPTION = 300;
    private static final int SUMMARY = 155;
    private static final int MOST_FILES = 1_000;
    private static final int MOST_BYTES = 500_000;

    private final BrandFolder folder;
    private final Known known;
    private final Faults faults;
    private final Map<Path, Source> sources = new TreeMap<>();
    private final Set<String> slugs = new TreeSet<>();

    /** A file in two parts. */
    private record Source(String file, Section front, String text, int firstLine) {}

    PageFiles(BrandFolder folder, Known known, Faults faults) {
        this.folder = folder;
        this.known = known;
        this.faults = faults;
        // Pages may link to each other: their names are needed first.
        for (var path : files("pages")) slugs.add(slug(path, source(path)));
    }

    private List<Path> files(String below) {
        var start = folder.root().resolve(below);
        if (!Files.isDirectory(start)) return List.of();
        try (var files = Files.walk(start, 4)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ENDING))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException unreadable) {
            faults.add(folder.name(below), 0, "brand.site.unreadable", unreadable.toString());
            return List.of();
        }
    }

    private Source source(Path path) {
        return sources.computeIfAbsent(path, this::read);
    }

    private Source read(Path path) {
        var file = folder.name(folder.root().relativize(path).toString().replace('\\', '/'));
        var text = text(path, file);
        var lines = text.split("\n", -1);
        if (lines[0].equals("---"))
            for (int end = 1; end < lines.length; end++)
                if (lines[end].equals("---")) {
                    var front = String.join("\n", List.of(lines).subList(1, end));
                    var rest = String.join("\n", List.of(lines).subList(end + 1, lines.length));
                    return new Source(file, Section.of(file, front, 2, faults), rest, end + 2);
                }
        if (lines[0].equals("---")) faults.add(file, 1, "brand.page.front");
        return new Source(file, Section.of(file, "", 1, faults), text, 1);
    }

    private String text(Path path, String file) {
        try {
            if (!path.toRealPath().startsWith(folder.root().toRealPath())) {
                faults.add(file, 0, "brand.file.outside", file);
                return "";
            }
            if (Files.size(path) > MOST_BYTES) {
                faults.add(file, 0, "brand.page.large", MOST_BYTES / 1_000);
                return "";
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString()
                    .replace("\uFEFF", "")
                    .replace("\r\n", "\n");
        } catch (CharacterCodingException notUtf8) {
            faults.add(file, 0, "brand.site.encoding");
        } catch (IOException unreadable) {
            faults.add(file, 0, "brand.site.unreadable", unreadable.toString());
        }
        return "";
    }

    private String slug(Path path, Source source) {
        var slug = ownSlug(path, source);
        var line = source.front.has("slug") ? source.front.lineOf("slug") : 0;
        if (!Slugs.isGood(slug)) faults.add(source.file, line, "brand.slug", slug, Slugs.of(slug));
        else if (Known.PATHS.contains(slug)) faults.add(source.file, line, "brand.slug.taken", slug);
        else if (slugs.contains(slug)) faults.add(source.file, line, "brand.slug.twice", slug);
        return slug;
    }

    /** The owner's pages by slug. */
    Map<String, OwnPage> pages() {
        var pages = new TreeMap<String, OwnPage>();
        for (var path : files("pages")) {
            var source = source(path);
            var slug = ownSlug(path, source);
            pages.putIfAbsent(slug, page(slug, source, true));
        }
        return pages;
    }

    /** Texts for pages of places by their paths, such as {@code /homes/or/portland}. */
    Map<String, OwnPage> places() {
        var places = new TreeMap<String, OwnPage>();
        for (var path : files("places")) {
            var source = source(path);
            var below = folder.root().resolve("places").relativize(path);
            var place = below.toString().replace('\\', '/').replaceFirst("\\.md$", "");
            if (below.getNameCount() < 2
                    || below.getNameCount() > 3
                    || !List.of(place.split("/")).stream().allMatch(Slugs::isGood))
                faults.add(source.file, 0, "brand.place.path");
            places.put("/homes/" + place, page(place, source, false));
        }
        return places;
    }

    /** The brokerage's people, in the order of their files' names. */
    List<OwnPerson> people() {
        var people = new ArrayList<OwnPerson>();
        var slugs = new TreeSet<String>();
        var members = new TreeSet<String>();
        for (var path : files("people")) {
            var source = source(path);
            var slug = ownSlug(path, source);
            var line = source.front.lineOf("slug");
            if (!Slugs.isGood(slug)) faults.add(source.file, line, "brand.slug", slug, Slugs.of(slug));
            else if (!slugs.add(slug)) faults.add(source.file, line, "brand.person.slug", slug);
            var bio = markdown(source).read(source.text, source.firstLine);
            var person = OwnPerson.read(slug, source.front, folder, bio);
            if (person.member() != null && !members.add(person.member()))
                source.front.faultOf("member", "brand.person.twice", person.member());
            people.add(person);
        }
        return people;
    }

    private static String ownSlug(Path path, Source source) {
        var own = source.front.value("slug");
        return own == null ? path.getFileName().toString().replaceFirst("\\.md$", "") : own.text();
    }

    /** The text for the home page. */
    Prose welcome() {
        var path = folder.root().resolve("home.md");
        if (!Files.isRegularFile(path)) return Prose.NONE;
        var source = source(path);
        source.front.refuseOthers();
        return markdown(source).read(source.text, source.firstLine);
    }

    private Markdown markdown(Source source) {
        return new Markdown(source.file, folder, slugs, known, faults);
    }

    private OwnPage page(String slug, Source source, boolean isAlone) {
        var front = source.front;
        front.value("slug");
        var title = front.value("title", LONGEST_TITLE);
        var description = front.value("description", LONGEST_DESCRIPTION);
        var picture = Media.read(folder, front.value("picture"));
        var alt = front.value("alt", LONGEST_DESCRIPTION);
        var indexed = front.flag("indexed");
        front.refuseOthers();
        if (front.has("picture") && alt == null) front.fault("brand.page.alt");
        if (title == null && isAlone) faults.add(source.file, 1, "brand.page.title");
        var text = markdown(source).read(source.text, source.firstLine);
        return new OwnPage(
                slug,
                title == null ? "" : title.text(),
                description == null ? text.summary(SUMMARY) : description.text(),
                picture,
                alt == null ? "" : alt.text(),
                indexed == null || indexed,
                text);
    }
}
