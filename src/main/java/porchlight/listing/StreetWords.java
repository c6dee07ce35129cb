package porchlight.listing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of street addresses with their abbreviations, in lower case: suffixes, directions, and
 * unit designators from USPS Publication 28 (appendix C), ordinal numbers, saints, and mounts.
 */
final class StreetWords {
    private static final List<Set<String>> SUFFIXES = groups("""
            alley aly ally
            avenue ave av aven avenu avn
            beach bch
            bend bnd
            boulevard blvd boul bl bv
            branch br
            bridge brg
            brook brk
            bypass byp
            canyon cyn
            causeway cswy
            center ctr centre
            circle cir circ crcl
            cliff clf
            commons cmns common cmn
            corner cor
            course crse
            court ct crt
            courts cts
            cove cv
            creek crk
            crescent cres
            crossing xing crssng
            curve curv
            dale dl
            drive dr drv driv
            estate est
            estates ests
            expressway expy
            extension ext
            falls fls
            ferry fry
            field fld
            fields flds
            forest frst
            fork frk
            freeway fwy
            garden gdn
            gardens gdns
            gateway gtwy
            glen gln
            green grn
            grove grv
            harbor hbr
            heights hts
            highway hwy hiway
            hill hl
            hills hls
            hollow holw
            island isle
            junction jct
            key ky
            knoll knl
            knolls knls
            lake lk
            landing lndg
            lane ln
            light lgt
            loop lp
            mall
            manor mnr
            meadow mdw
            meadows mdws
            mews
            mill ml
            mission msn
            motorway mtwy
            mountain mtn
            oval
            overpass opas
            park prk
            parkway pkwy parkwy pky
            pass
            path
            pike
            pine pne
            pines pnes
            place pl
            plain pln
            plaza plz
            point pt
            points pts
            port prt
            prairie pr
            ranch rnch
            ridge rdg
            rise
            river riv
            road rd
            roads rds
            route rte
            row
            run
            shore shr
            shores shrs
            spring spg
            springs spgs
            spur
            square sq
            station sta
            stream strm
            street st str strt
            summit smt
            terrace ter terr
            trace trce
            track trak
            trail trl tr
            turnpike tpke
            union un
            valley vly
            view vw
            village vlg
            vista vis
            walk wlk
            way wy
            wells wls
            """);

    private static final List<Set<String>> DIRECTIONS = groups("""
            north n no
            south s so
            east e
            west w
            northeast ne
            northwest nw
            southeast se
            southwest sw
            """);

    private static final List<Set<String>> UNITS = groups("""
            apartment apt
            basement bsmt
            building bldg
            department dept
            floor fl
            front frnt
            hangar hngr
            key
            lot
            lower lowr
            office ofc
            penthouse ph
            pier
            rear
            room rm
            side
            slip
            space spc sp
            stop
            suite ste
            trailer trlr
            unit
            upper uppr
            """);

    private static final List<Set<String>> IN_NAMES = groups("""
            saint st
            sainte ste
            mount mt
            fort ft
            doctor dr
            junior jr
            first 1st
            second 2nd
            third 3rd
            fourth 4th
            fifth 5th
            sixth 6th
            seventh 7th
            eighth 8th
            ninth 9th
            tenth 10th
            eleventh 11th
            twelfth 12th
            thirteenth 13th
            fourteenth 14th
            fifteenth 15th
            sixteenth 16th
            seventeenth 17th
            eighteenth 18th
            nineteenth 19th
            twentieth 20th
            thirtieth 30th
            fortieth 40th
            fiftieth 50th
            sixtieth 60th
            seventieth 70th
            eightieth 80th
            ninetieth 90th
            county co
            """);

    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] ONES = {
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"
    };

    private static final Map<String, Set<String>> SUFFIX = index(SUFFIXES);
    private static final Map<String, Set<String>> DIRECTION = index(DIRECTIONS);
    private static final Map<String, Set<String>> UNIT = index(UNITS);
    private static final Map<String, Set<String>> NAME = index(IN_NAMES);

    private StreetWords() {}

    /** Every spelling of a suffix ("st", "street"); empty if the word is not one. */
    static Set<String> suffix(String word) {
        return SUFFIX.getOrDefault(plain(word), Set.of());
    }

    /** Every spelling of a direction ("ne", "northeast"); empty if the word is not one. */
    static Set<String> direction(String word) {
        return DIRECTION.getOrDefault(plain(word), Set.of());
    }

    /** Every spelling of a unit designator ("apt", "apartment"); empty if the word is not one. */
    static Set<String> unit(String word) {
        return UNIT.getOrDefault(plain(word), Set.of());
    }

    static Set<String> unitWords() {
        return UNIT.keySet();
    }

    static Set<String> directionWords() {
        return DIRECTION.keySet();
    }

    static Set<String> suffixWords() {
        return SUFFIX.keySet();
    }

    /**
     * Every spelling of a word in a street name, including itself: "7th" and "seventh", "st" and
     * "saint".
     */
    static Set<String> inName(String word) {
        var plain = plain(word);
        var all = new LinkedHashSet<String>();
        all.add(plain);
        all.addAll(NAME.getOrDefault(plain, Set.of()));
        all.addAll(direction(plain));
        all.addAll(suffix(plain));
        var digits = plain.replaceFirst("(?<=\\d)(?:st|nd|rd|th)$", "");
        if (!digits.isEmpty() && digits.length() <= 3 && digits.chars().allMatch(Character::isDigit)) {
            var number = Integer.parseInt(digits);
            all.add(digits);
            all.add(number + ordinalEnding(number));
            all.addAll(NAME.getOrDefault(number + ordinalEnding(number), Set.of()));
            if (number > 20 && number < 100 && number % 10 != 0) all.add(TENS[number / 10] + ONES[number % 10]);
        }
        for (int number = 21; number < 100; number++)
            if (number % 10 != 0 && (TENS[number / 10] + ONES[number % 10]).equals(plain)) {
                all.add(String.valueOf(number));
                all.add(number + ordinalEnding(number));
            }
        return all;
    }

    private static String ordinalEnding(int number) {
        if (number % 100 / 10 == 1) return "th";
        return switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static List<Set<String>> groups(String lines) {
        return lines.lines().map(line -> Set.of(line.split(" "))).toList();
    }

    private static Map<String, Set<String>> index(List<Set<String>> groups) {
        var index = new HashMap<String, Set<String>>();
        for (var group : groups) for (var word : group) index.putIfAbsent(word, group);
        return Map.copyOf(index);
    }
}
