package porchlight.brand;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import porchlight.message.Messages;

/** Reads a brand folder, {@code site.yaml} first, and collects all faults before it reports any. */
public final class SiteYaml {
    /** Its name in the folder. */
    static final String FILE = "site.yaml";

    private static final int LONGEST_NAME = 60;
    /** An icon is square; what is wider than this can't be read in it. */
    private static final double WIDE = 1.6;

    private SiteYaml() {}

    /**
     * The brand in a folder.
     *
     * @param ours the colors that the owner's replace
     * @param known what the folder may refer to
     * @throws InvalidBrand if anything is wrong
     */
    public static Brand read(Path root, Palette ours, Known known) throws InvalidBrand {
        var folder = new BrandFolder(root.toAbsolutePath().normalize());
        var faults = new Faults();
        var brand = read(folder, ours, known, faults);
        faults.refuse();
        return brand;
    }

    private static Brand read(BrandFolder folder, Palette ours, Known known, Faults faults) {
        var file = folder.name(FILE);
        var site = Section.of(file, text(folder, faults), 1, faults);
        var name = site.value("name", LONGEST_NAME);
        var logo = Logo.read(site.section("logo"), folder);
        var iconFile = site.value("icon");
        var icon = Picture.drawn(folder, iconFile);
        if (iconFile == null && logo != null && logo.light().ratio() > WIDE)
            faults.note(file + ": " + Messages.text("brand.icon.wide"));
        var colors = Colors.read(site.section("colors"), ours);
        var type = Type.read(site, folder);
        var hero = Hero.read(site.section("hero"), folder);
        var content = Content.read(site, folder, known, faults);
        var notices = Notices.read(site, content.pages().keySet());
        site.refuseOthers();
        return new Brand(
                name == null ? null : name.text(), logo, icon, colors, type, content, hero, notices, faults.notes());
    }

    private static String text(BrandFolder folder, Faults faults) {
        var file = folder.root().resolve(FILE);
        try {
            if (Files.size(file) > BrandFolder.MOST_MEGABYTES * 100_000) {
                faults.add(folder.name(FILE), 0, "brand.site.large");
                return "";
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            faults.add(folder.name(FILE), 0, "brand.site.encoding");
        } catch (IOException unreadable) {
            if (Files.exists(file)) faults.add(folder.name(FILE), 0, "brand.site.unreadable", unreadable.toString());
            else faults.add(folder.name(FILE), 0, "brand.site.missing");
        }
        return "";
    }
}
