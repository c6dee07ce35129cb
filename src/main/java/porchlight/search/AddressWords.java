package porchlight.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words in street addresses that have several spellings: street suffixes, directions, ordinals, and unit designators.
 * All spellings map to one. "Saint" and "Street" share theirs, as do "Doctor" and "Drive", because their abbreviations
 * are the same and a street's name alone does not always show which is meant.
 *
 * @see <a href="https://pe.usps.com/text/pub28/">USPS Publication 28, Postal Addressing Standards, appendixes B and
 *     C</a>
 */
public final class AddressWords {
    /** One suffix per line; all of its spellings map to the first word. */
    private static final String SUFFIXES = """
            alley allee ally aly
            annex anex annx anx
            arcade arc
            avenue ave av aven avenu avn avnue
            bayou bayoo byu
            beach bch
            bend bnd
            bluff blf bluf
            bluffs blfs
            bottom bot bottm btm
            boulevard blvd boul boulv bl bvd
            branch br brnch
            bridge brdge brg
            brook brk
            brooks brks
            burg bg
            bypass byp bypa bypas byps
            camp cp cmp
            canyon canyn cnyn cyn
            cape cpe
            causeway causwa cswy
            center cen cent centr centre cnter cntr ctr
            centers ctrs
            circle cir circ circl crcl crcle
            circles cirs
            cliff clf
            cliffs clfs
            club clb
            common cmn
            commons cmns
            corner cor
            corners cors
            course crse
            court ct crt
            courts cts
            cove cv
            coves cvs
            creek crk
            crescent cres crsent crsnt
            crest crst
            crossing crossng crssng xing
            crossroad xrd
            curve curv
            dale dl
            dam dm
            divide div dv dvd
            dr drive driv drv doctor
            drives drs
            estate est
            estates ests
            expressway exp expr express expw expy
            extension ext extn extnsn
            extensions exts
            falls fls
            ferry frry fry
            field fld
            fields flds
            flat flt
            flats flts
            ford frd
            forest forests frst
            forge forg frg
            fork frk
            forks frks
            fort frt ft
            freeway freewy frway frwy fwy
            garden gardn grden grdn gdn
            gardens gdns grdns
            gateway gatewy gatway gtway gtwy
            glen gln
            green grn
            grove grov grv
            harbor harb harbr hbr hrbor harbour
            haven hvn
            heights ht hts
            highway highwy hiway hiwy hway hwy
            hill hl
            hills hls
            hollow hllw holw hollows holws
            inlet inlt
            island islnd
            islands islnds iss
            junction jct jction jctn junctn juncton
            junctions jcts jctns
            key ky
            knoll knl knol
            knolls knls
            lake lk
            lakes lks
            landing lndg lndng
            lane ln
            light lgt
            loaf lf
            lock lck
            locks lcks
            lodge ldg ldge lodg
            loop lp loops
            manor mnr
            manors mnrs
            meadow mdw
            meadows mdws medows
            mill ml
            mills mls
            mission missn mssn msn
            motorway mtwy
            mount mnt mt
            mountain mntain mntn mountin mtin mtn
            mountains mntns mtns
            neck nck
            orchard orch orchrd
            oval ovl
            overpass opas
            park prk
            parkway parkwy pkway pkwy pky
            parkways pkwys
            passage psge
            pine pne
            pines pnes
            place pl
            plain pln
            plains plns
            plaza plz plza
            point pt
            points pts
            port prt
            prairie pr prr
            radial rad radl
            ranch ranches rnch rnchs
            rapid rpd
            rapids rpds
            rest rst
            ridge rdg rdge
            ridges rdgs
            river riv rvr rivr
            road rd
            roads rds
            route rte rt
            shoal shl
            shoals shls
            shore shoar shr
            shores shoars shrs
            skyway skwy
            spring spg spng sprng
            springs spgs spngs sprngs
            square sq sqr sqre squ
            squares sqs sqrs
            st street str strt saint
            streets sts
            station sta statn stn
            stravenue stra strav straven stravn strvn strvnue
            stream streme strm
            summit smt sumit sumitt
            terrace ter terr
            throughway trwy
            trace trce traces
            track trak trk trks tracks
            trafficway trfy
            trail trl trails trls
            tunnel tunel tunl tunls tunnels tunnl
            turnpike trnpk turnpk tpke
            underpass upas
            union un
            valley vally vlly vly
            valleys vlys
            viaduct vdct viadct
            view vw
            views vws
            village vill villag villg villiage vlg
            villages vlgs
            ville vl
            vista vis vist vst vsta
            walk walks
            way wy ways
            well wl
            wells wls
            """;

    /** Suffixes that name a kind of street and are rarely a street's name by themselves. */
    private static final Set<String> KINDS = Set.of(
            "st",
            "avenue",
            "road",
            "dr",
            "lane",
            "court",
            "place",
            "boulevard",
            "way",
            "terrace",
            "highway",
            "circle",
            "parkway",
            "loop",
            "trail");

    private static final String DIRECTIONS = """
            north n
            northeast ne
            east e
            southeast se
            south s so
            southwest sw
            west w
            northwest nw
            """;

    private static final List<String> ORDINALS = List.of(
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth");
    private static final List<String> TENS =
            List.of("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet");

    /** Unit designators followed by an identifier of any form. */
    private static final Set<String> UNITS =
            Set.of("#", "apartment", "apt", "unit", "suite", "ste", "building", "bldg", "condo", "trailer", "trlr");
    /** Unit designators that also occur in street names: only before a number or a single letter. */
    private static final Set<String> UNITS_WITH_NUMBER = Set.of(
            "no",
            "num",
            "number",
            "lot",
            "floor",
            "fl",
            "flr",
            "room",
            "rm",
            "space",
            "spc",
            "sp",
            "slip",
            "penthouse",
            "ph",
            "department",
            "dept",
            "hangar",
            "hngr",
            "key",
            "pier",
            "side",
            "stop",
            "office",
            "ofc");
    /** Units without an identifier, at the end of a street line. */
    private static final Set<String> UNITS_ALONE = Set.of(
            "basement",
            "bsmt",
            "front",
            "frnt",
            "lower",
            "lowr",
            "upper",
            "uppr",
            "rear",
            "penthouse",
            "ph",
            "lobby",
            "lbby");

    private static final Map<String, String> SUFFIX = table(SUFFIXES);
    private static final Map<String, String> DIRECTION = table(DIRECTIONS);
    private static final Map<String, String> ORDINAL = ordinals();

    private AddressWords() {}

    private static Map<String, String> table(String rows) {
        var table = new HashMap<String, String>();
        rows.lines().map(row -> row.split(" ")).forEach(row -> {
            for (var spelling : row) table.put(spelling, row[0]);
        });
        return Map.copyOf(table);
    }

    private static Map<String, String> ordinals() {
        var ordinals = new HashMap<String, String>();
        for (int i = 1; i < ORDINALS.size(); i++) ordinals.put(ORDINALS.get(i), i + "th");
        for (int i = 2; i < TENS.size(); i++) ordinals.put(TENS.get(i) + "ieth", 10 * i + "th");
        return Map.copyOf(ordinals);
    }

    /**
     * The normalized spelling of a word that is given as {@link Vocabulary#plain} writes it; the word itself if it has
     * no other spelling.
     */
    static String canonical(String word) {
        var direction = DIRECTION.get(word);
        if (direction != null) return direction;
        var suffix = SUFFIX.get(word);
        if (suffix != null) return suffix;
        var ordinal = ORDINAL.get(word);
        if (ordinal != null) return ordinal;
        return isNumberedName(word) ? word.substring(0, word.length() - 2) + "th" : word;
    }

    /** The spellings of a street name's first word, including the word itself. */
    static Set<String> spellings(String word) {
        var spellings = new TreeSet<>(Set.of(word));
        var canonical = canonical(word);
        if (canonical.equals("st")) spellings.addAll(Set.of("st", "saint"));
        else if (SUFFIX.containsKey(word) || DIRECTION.containsKey(word)) {
            spellings.add(canonical);
            if (canonical.equals("mount")) spellings.add("mt");
            if (canonical.equals("fort")) spellings.add("ft");
        } else if (isNumberedName(canonical)) {
            spellings.add(canonical.substring(0, canonical.length() - 2));
            ORDINAL.forEach((name, number) -> {
                if (number.equals(canonical)) spellings.add(name);
            });
        }
        return spellings;
    }

    /** "4th", "122nd". */
    static boolean isNumberedName(String word) {
        var end = word.length() - 2;
        if (end < 1) return false;
        for (int i = 0; i < end; i++) if (word.charAt(i) < '0' || word.charAt(i) > '9') return false;
        return word.endsWith("st") || word.endsWith("nd") || word.endsWith("rd") || word.endsWith("th");
    }

    /** 20 for "twenty", 0 for any other word. */
    static int tens(String word) {
        if (!word.endsWith("y")) return 0;
        var tens = TENS.indexOf(word.equals("forty") ? "fort" : word.substring(0, word.length() - 1));
        return tens < 2 ? 0 : 10 * tens;
    }

    public static boolean isDirection(String word) {
        return DIRECTION.containsKey(word);
    }

    /** Whether a street's name can end with it. */
    static boolean isSuffix(String word) {
        return SUFFIX.containsKey(word);
    }

    /** "St", "Lane": a suffix that is rarely a name by itself. */
    public static boolean isKind(String word) {
        var suffix = SUFFIX.get(word);
        return suffix != null && KINDS.contains(suffix);
    }

    /** Whether a word introduces a unit. @param next the word after it, empty for none */
    static boolean isUnit(String word, String next) {
        if (UNITS.contains(word)) return !next.isEmpty();
        var isIdentifier = next.length() == 1 || next.chars().anyMatch(Character::isDigit) && !isNumberedName(next);
        return UNITS_WITH_NUMBER.contains(word) && isIdentifier || UNITS_ALONE.contains(word) && next.isEmpty();
    }

    /**
     * Whether one of a word's spellings starts with the given letters, at least two. @param canonical as returned by
     * {@link #canonical}
     */
    static boolean hasPrefix(String canonical, String beginning) {
        if (beginning.length() < 2) return false;
        if (canonical.startsWith(beginning)) return true;
        return switch (canonical) {
            case "st" -> "street".startsWith(beginning) || "saint".startsWith(beginning);
            case "dr" -> "drive".startsWith(beginning) || "doctor".startsWith(beginning);
            default ->
                isNumberedName(canonical)
                        && ORDINAL.entrySet().stream()
                                .anyMatch(ordinal -> ordinal.getValue().equals(canonical)
                                        && ordinal.getKey().startsWith(beginning));
        };
    }
}
