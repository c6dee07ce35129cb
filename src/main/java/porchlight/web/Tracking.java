package porchlight.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of parameters that advertisers and mail services add to links. They say where a visitor comes from, so they
 * are dropped without a word.
 */
final class Tracking {
    private static final List<String> PREFIXES = List.of("utm_", "hsa_", "mtm_", "pk_");

    private static final Set<String> NAMES = Set.of(
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "gad_source",
            "gad_campaignid",
            "srsltid",
            "_ga",
            "_gl",
            "fbclid",
            "igsh",
            "igshid",
            "msclkid",
            "twclid",
            "ttclid",
            "li_fat_id",
            "epik",
            "rdt_cid",
            "sccid",
            "yclid",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "_hsenc",
            "_hsmi",
            "vero_id",
            "_kx",
            // An agent's personal link, see site/PersonalLinks.
            "with");

    private Tracking() {}

    static boolean isName(String parameter) {
        var name = parameter.toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
