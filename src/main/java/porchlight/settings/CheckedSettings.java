package porchlight.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import porchlight.brand.Brand;
import porchlight.brand.CurrentBrand;
import porchlight.brand.Demonstration;
import porchlight.brand.InvalidBrand;
import porchlight.brand.Known;
import porchlight.brand.Palette;
import porchlight.brand.SiteYaml;
import porchlight.listing.InvalidProfile;
import porchlight.listing.MlsProfile;
import porchlight.listing.MlsProfiles;
import porchlight.message.Messages;
import porchlight.search.SearchForm;
import porchlight.settings.InvalidSettings.Fault;

/**
 * The program's settings, validated as a whole.
 *
 * @param brand how the site looks
 * @param brandFolder where that is read from; need not exist if SITE_BRAND is unset
 * @param warnings probable mistakes, one line each
 */
public record CheckedSettings(
        Settings settings, MlsProfile profile, Brand brand, Path brandFolder, List<String> warnings) {

    /** What a brand folder may refer to. */
    public static final Known KNOWN = new Known(SearchForm::errorsOf);

    public CheckedSettings {
        warnings = List.copyOf(warnings);
    }

    /** The settings of a program that runs in the working directory. */
    public static CheckedSettings read(Map<String, String> environment) {
        return read(environment, Path.of(""));
    }

    /**
     * Reads everything that the owner wrote.
     *
     * @param directory may contain {@code brand/} and the profile
     * @throws InvalidSettings if a variable, the profile it names, or the brand folder is invalid; lists all faults
     */
    public static CheckedSettings read(Map<String, String> environment, Path directory) {
        var faults = new ArrayList<Fault>();
        Settings settings = null;
        MlsProfile profile = null;
        try {
            settings = Settings.from(environment);
        } catch (InvalidSettings invalid) {
            faults.addAll(invalid.faults());
        }
        var profileName =
                settings != null ? settings.mlsProfile() : environment.getOrDefault(Variable.MLS_PROFILE.name(), "");
        try {
            if (!profileName.isBlank()) profile = MlsProfiles.load(profileFile(profileName.strip(), directory));
        } catch (InvalidProfile invalid) {
            for (var fault : invalid.faults()) faults.add(fault(fault));
        }
        var brandFolder = brandFolder(environment, directory);
        var brand = brand(
                brandFolder,
                isSet(environment, Variable.SITE_BRAND),
                isSet(environment, Variable.RESO_SERVICE_ROOT) ? Brand.OURS : Demonstration.brand(KNOWN),
                faults);
        if (settings == null || profile == null || !faults.isEmpty()) throw new InvalidSettings(faults);
        if (settings.feed() != null && profile.demonstration())
            throw new InvalidSettings(List.of(Fault.of(Variable.MLS_PROFILE.name(), "settings.profile.demonstration")));
        if (settings.feed() != null) refuseForbidden(profile.name(), profile.feedTerms());
        var dmca = profile.dmca();
        if (dmca != null && dmca.email() == null && settings.broker().email() == null)
            throw new InvalidSettings(List.of(Fault.of(Variable.SITE_EMAIL.name(), "settings.profile.copyright")));
        var coBrand = profile.coBrand();
        var named = brand.name() == null ? settings.broker().siteName() : brand.name();
        if (coBrand != null
                && named.toLowerCase(Locale.ROOT).contains(coBrand.agent().toLowerCase(Locale.ROOT)))
            throw new InvalidSettings(List.of(Fault.of(Variable.SITE_NAME.name(), "settings.profile.agent")));
        var warnings = new ArrayList<>(Settings.warnings(environment));
        if (isSet(environment, Variable.SITE_NAME)
                && !named.equals(settings.broker().siteName()))
            warnings.add(Messages.text("settings.brand.name", settings.broker().siteName(), named));
        warnings.addAll(brand.notes());
        return new CheckedSettings(settings, profile.of(settings.offices()), brand, brandFolder, warnings);
    }

    /** The same with another profile. */
    public CheckedSettings with(MlsProfile other) {
        return new CheckedSettings(settings, other, brand, brandFolder, warnings);
    }

    /**
     * How the site looks.
     *
     * @param watched whether edits show while the site runs
     */
    public CurrentBrand currentBrand(boolean watched) {
        return watched ? CurrentBrand.watching(brand, brandFolder, KNOWN) : new CurrentBrand(brand);
    }

    /** A path is relative to the directory, or else to where the program runs. */
    private static String profileFile(String nameOrPath, Path directory) {
        if (MlsProfiles.PRESETS.contains(nameOrPath)) return nameOrPath;
        try {
            var file = directory.resolve(nameOrPath);
            return Files.isRegularFile(file) ? file.toString() : nameOrPath;
        } catch (InvalidPathException unusable) {
            return nameOrPath;
        }
    }

    private static boolean isSet(Map<String, String> environment, Variable variable) {
        return !environment.getOrDefault(variable.name(), "").isBlank();
    }

    /** The folder that the environment names, or {@code brand/} in the directory. */
    public static Path brandFolder(Map<String, String> environment, Path directory) {
        try {
            var named = environment.getOrDefault(Variable.SITE_BRAND.name(), "").strip();
            return directory.resolve(named.isEmpty() ? "brand" : named);
        } catch (InvalidPathException unusable) {
            return directory.resolve("brand-folder-with-an-unusable-name");
        }
    }

    /** @param otherwise without a folder */
    private static Brand brand(Path folder, boolean required, Brand otherwise, List<Fault> faults) {
        if (!Files.isDirectory(folder)) {
            if (required) faults.add(Fault.of(Variable.SITE_BRAND.name(), "settings.brand", folder));
            return otherwise;
        }
        try {
            return SiteYaml.read(folder, Palette.ours(), KNOWN);
        } catch (InvalidBrand invalid) {
            for (var fault : invalid.faults()) faults.add(new Fault(fault.place(), fault.what(), fault.remedy()));
            return Brand.OURS;
        }
    }

    /** Called before anything is sent: the supplier of a feed must allow what this site does with it. */
    public static void refuseForbidden(String mls, MlsProfile.FeedTerms terms) {
        if (terms.liveSearch() && terms.photoLinks()) return;
        var forbidden = terms.photoLinks()
                ? "settings.profile.search"
                : terms.liveSearch() ? "settings.profile.photos" : "settings.profile.both";
        throw new InvalidSettings(List.of(Fault.of(Variable.MLS_PROFILE.name(), forbidden, mls)));
    }

    private static Fault fault(InvalidProfile.Fault fault) {
        var place = fault.key().isEmpty() ? fault.file() : fault.file() + ": " + fault.key();
        return new Fault(Variable.MLS_PROFILE.name(), place + ": " + fault.problem(), fault.remedy());
    }
}
