package porchlight.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import porchlight.brand.InvalidBrand;
import porchlight.brand.Palette;
import porchlight.brand.SiteYaml;
import porchlight.brand.YamlEdit;
import porchlight.listing.InvalidProfile;
import porchlight.listing.MlsProfile;
import porchlight.listing.MlsProfiles;
import porchlight.message.Messages;
import porchlight.settings.CheckedSettings;
import porchlight.settings.InvalidSettings;
import porchlight.settings.InvalidSettings.Fault;
import porchlight.settings.Settings;
import porchlight.settings.Variable;

/** Judges one answer as the start of the site would, before anything is written. */
final class AnswerTrial {
    private static final String RULES_FILE = "mls.yaml";
    private static final String SOME_ZONE = "America/Chicago";
    private static final String SITE_FILE = "site.yaml";

    /** So that only the answer can be wrong. */
    private static final Map<Variable, String> HARMLESS = Map.of(
            Variable.SITE_BROKERAGE, "x",
            Variable.RESO_SERVICE_ROOT, "https://mls.invalid/",
            Variable.MLS_PROFILE, "crmls");

    private final Path directory;

    /** @param directory that paths are relative to */
    AnswerTrial(Path directory) {
        this.directory = directory;
    }

    /**
     * What is wrong with a variable's value.
     *
     * @param others values of other variables, by name
     */
    List<Fault> variable(Variable variable, String value, Map<String, String> others) {
        var environment = new HashMap<>(others);
        HARMLESS.forEach((name, text) -> environment.putIfAbsent(name.name(), text));
        environment.put(variable.name(), value);
        try {
            Settings.from(environment);
            return List.of();
        } catch (InvalidSettings invalid) {
            return invalid.faults().stream()
                    .filter(fault -> fault.variable().equals(variable.name()))
                    .toList();
        }
    }

    /** What is wrong with a preset, or with the owner's own file. */
    List<Fault> rules(String nameOrPath) {
        try {
            var profile = needsNames(nameOrPath) ? named(nameOrPath) : MlsProfiles.load(located(nameOrPath));
            if (profile.demonstration())
                return List.of(Fault.of(Variable.MLS_PROFILE.name(), "settings.profile.demonstration"));
            CheckedSettings.refuseForbidden(profile.name(), profile.feedTerms());
            return List.of();
        } catch (InvalidProfile invalid) {
            return invalid.faults().stream()
                    .map(fault -> new Fault(
                            fault.file(),
                            Messages.text(
                                    "command.init.place",
                                    fault.key().isEmpty() ? nameOrPath : nameOrPath + ": " + fault.key(),
                                    fault.problem()),
                            fault.remedy()))
                    .toList();
        } catch (InvalidSettings forbidden) {
            return forbidden.faults();
        }
    }

    private static List<Fault> faults(InvalidProfile invalid) {
        return invalid.faults().stream()
                .map(fault -> new Fault(fault.file(), fault.problem(), fault.remedy()))
                .toList();
    }

    /** Whether a preset is for many MLSs, so that a file has to name the owner's. */
    static boolean needsNames(String preset) {
        if (!MlsProfiles.PRESETS.contains(preset)) return false;
        try {
            MlsProfiles.load(preset);
            return false;
        } catch (InvalidProfile incomplete) {
            return true;
        }
    }

    private String located(String nameOrPath) {
        if (MlsProfiles.PRESETS.contains(nameOrPath)) return nameOrPath;
        return path(nameOrPath).filter(Files::isRegularFile).map(Path::toString).orElse(nameOrPath);
    }

    private static MlsProfile named(String preset) {
        return inFolder(folder -> {
            var yaml = named(preset, "x", "x", SOME_ZONE);
            return MlsProfiles.load(
                    Files.writeString(folder.resolve(RULES_FILE), yaml.text()).toString());
        });
    }

    private static YamlEdit named(String preset, String mls, String owner, String zone) throws InvalidBrand {
        var yaml = YamlEdit.ofText(RULES_FILE, "");
        yaml.set("", preset, "extends");
        yaml.set("", mls, Question.MLS_NAME.keys());
        yaml.set("", owner, Question.COPYRIGHT_OWNER.keys());
        yaml.set("", zone, Question.TIME_ZONE.keys());
        return yaml;
    }

    /** What is wrong with a value of the rules. */
    List<Fault> rule(Question question, String value) {
        return inFolder(folder -> {
            var yaml = named("nar", "x", "x", SOME_ZONE);
            yaml.set("", value, question.keys());
            try {
                MlsProfiles.load(Files.writeString(folder.resolve(RULES_FILE), yaml.text())
                        .toString());
                return List.of();
            } catch (InvalidProfile invalid) {
                return faults(invalid);
            }
        });
    }

    /** What is wrong with a value of {@code site.yaml}; a logo is given as its file. */
    List<Fault> looks(Question question, String value) {
        return inFolder(folder -> {
            var brand = Files.createDirectory(folder.resolve("brand"));
            var written = value;
            if (question == Question.LOGO) {
                var logo = path(value).filter(Files::isRegularFile);
                if (logo.isEmpty())
                    return List.of(Fault.of(question.option(), "command.init.file", value, directory.toAbsolutePath()));
                written = fileName(logo.get());
                Files.copy(logo.get(), brand.resolve(written));
            }
            var yaml = YamlEdit.ofText(SITE_FILE, "");
            yaml.set("", written, question.keys());
            Files.writeString(brand.resolve(SITE_FILE), yaml.text());
            try {
                SiteYaml.read(brand, Palette.ours(), CheckedSettings.KNOWN);
                return List.of();
            } catch (InvalidBrand invalid) {
                return invalid.faults().stream()
                        .map(fault -> new Fault(question.option(), fault.what(), fault.remedy()))
                        .toList();
            }
        });
    }

    /** A path that was typed, in which a tilde stands for the home directory. Empty if it can't be one. */
    Optional<Path> path(String typed) {
        try {
            return Optional.of(
                    typed.startsWith("~/")
                            ? Path.of(System.getProperty("user.home")).resolve(typed.substring(2))
                            : directory.toAbsolutePath().resolve(typed));
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }

    /** What a file is called in the brand folder. */
    static String fileName(Path file) {
        return String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    private interface Work<T> {
        T in(Path folder) throws IOException, InvalidBrand;
    }

    private static <T> T inFolder(Work<T> work) {
        try {
            var folder = Files.createTempDirectory("porchlight");
            try {
                return work.in(folder);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InvalidBrand invalid) {
            throw unsettled(invalid);
        }
    }

    /** The same faults, as those of settings. */
    static InvalidSettings unsettled(InvalidBrand invalid) {
        return new InvalidSettings(invalid.faults().stream()
                .map(fault -> new Fault(fault.place(), fault.what(), fault.remedy()))
                .toList());
    }
}
