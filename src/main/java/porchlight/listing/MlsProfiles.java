package porchlight.listing;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads MLS profiles: YAML files, either bundled as presets or the owner's own. A profile may say
 * {@code extends: nar} (or another preset) and then contains only the differences; a list replaces
 * the whole list of the preset. The presets under {@code src/main/resources/profiles} show every
 * key.
 */
public final class MlsProfiles {
    /** The bundled profiles. */
    public static final List<String> PRESETS = List.of("nar", "mlsgrid", "northstar", "crmls", "armls", "demo");

    /** Fifty times the size of the presets. */
    private static final int LONGEST = 256 * 1024;

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private MlsProfiles() {}

    /**
     * Reads a profile.
     * @param nameOrPath a preset's name, or the path of a file
     * @throws InvalidProfile if there is no such profile, or anything in it is wrong
     */
    public static MlsProfile load(String nameOrPath) {
        return new ProfileReader(layers(nameOrPath)).read();
    }

    /**
     * The keys of which nobody read what the MLS says about them: their values are the national model rules', strictly
     * read.
     *
     * @param nameOrPath of a profile that can be loaded
     */
    public static List<String> unverified(String nameOrPath) {
        var layers = layers(nameOrPath);
        var model = layers.get(layers.size() - 1);
        return model.rules().stream()
                .filter(key -> layers.stream().limit(layers.size() - 1).noneMatch(layer -> layer.has(key)))
                .toList();
    }

    /** The profile's file first, then those that it extends. */
    private static List<ProfileLayer> layers(String nameOrPath) {
        var layers = new ArrayList<ProfileLayer>();
        var next = layer(nameOrPath);
        layers.add(next);
        while (next.base() != null) {
            next = base(next, layers);
            layers.add(next);
        }
        return layers;
    }

    private static ProfileLayer layer(String nameOrPath) {
        if (PRESETS.contains(nameOrPath)) return preset(nameOrPath);
        try (var file = Files.newInputStream(Path.of(nameOrPath))) {
            var content = file.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) throw refused(nameOrPath, "", "profile.file.long", LONGEST);
            return parse(nameOrPath, content);
        } catch (NoSuchFileException none) {
            throw refused(nameOrPath, "", "profile.file.none", String.join(", ", PRESETS));
        } catch (IOException | java.nio.file.InvalidPathException unreadable) {
            throw refused(nameOrPath, "", "profile.file.unreadable", String.valueOf(unreadable.getMessage()));
        }
    }

    private static ProfileLayer base(ProfileLayer layer, List<ProfileLayer> earlier) {
        var name = Objects.requireNonNull(layer.base());
        var known = PRESETS.contains(name);
        var circle = earlier.stream().anyMatch(each -> each.file().equals(fileOf(name)));
        if (known && !circle) return preset(name);
        throw refused(
                layer.file(),
                "extends",
                known ? "profile.extends.loop" : "profile.extends.unknown",
                name,
                String.join(", ", PRESETS));
    }

    private static ProfileLayer preset(String name) {
        try (var stream = MlsProfiles.class.getResourceAsStream("/profiles/" + fileOf(name))) {
            return parse(fileOf(name), Objects.requireNonNull(stream, name).readAllBytes());
        } catch (IOException fault) {
            throw new IllegalStateException("cannot read the preset " + name, fault);
        }
    }

    private static String fileOf(String preset) {
        return preset + ".yaml";
    }

    private static ProfileLayer parse(String file, byte[] content) {
        try {
            var tree = YAML.readTree(content);
            if (!tree.isObject()) throw refused(file, "", "profile.file.keys");
            return new ProfileLayer(file, tree);
        } catch (JsonProcessingException malformed) {
            throw refused(
                    file,
                    "",
                    "profile.file.yaml",
                    line(malformed.getLocation()),
                    malformed.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot parse " + file, impossible);
        }
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null ? "?" : Integer.toString(location.getLineNr());
    }

    private static InvalidProfile refused(String file, String key, String message, Object... values) {
        return new InvalidProfile(List.of(InvalidProfile.Fault.of(file, key, message, values)));
    }
}
