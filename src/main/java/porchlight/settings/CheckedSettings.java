package porchlight.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import porchlight.listing.InvalidProfile;
import porchlight.listing.MlsProfile;
import porchlight.listing.MlsProfiles;
import porchlight.settings.InvalidSettings.Fault;

/**
 * The program's settings, validated as a whole.
 *
 * @param warnings probable mistakes, one line each
 */
public record CheckedSettings(Settings settings, MlsProfile profile, List<String> warnings) {

    public CheckedSettings {
        warnings = List.copyOf(warnings);
    }

    /** @throws InvalidSettings if a variable, or the profile it names, is invalid; lists all faults of both */
    public static CheckedSettings read(Map<String, String> environment) {
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
            if (!profileName.isBlank()) profile = MlsProfiles.load(profileName.strip());
        } catch (InvalidProfile invalid) {
            for (var fault : invalid.faults()) faults.add(fault(fault));
        }
        if (settings == null || profile == null || !faults.isEmpty()) throw new InvalidSettings(faults);
        if (settings.feed() != null && profile.demonstration())
            throw new InvalidSettings(List.of(Fault.of(Variable.MLS_PROFILE.name(), "settings.profile.demonstration")));
        if (settings.feed() != null) refuseForbidden(profile.name(), profile.feedTerms());
        var dmca = profile.dmca();
        if (dmca != null && dmca.email() == null && settings.broker().email() == null)
            throw new InvalidSettings(List.of(Fault.of(Variable.SITE_EMAIL.name(), "settings.profile.copyright")));
        var coBrand = profile.coBrand();
        if (coBrand != null
                && settings.broker()
                        .siteName()
                        .toLowerCase(Locale.ROOT)
                        .contains(coBrand.agent().toLowerCase(Locale.ROOT)))
            throw new InvalidSettings(List.of(Fault.of(Variable.SITE_NAME.name(), "settings.profile.agent")));
        return new CheckedSettings(settings, profile.of(settings.offices()), Settings.warnings(environment));
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
