package porchlight.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.language.DoubleMetaphone;
import porchlight.search.AddressWords;
import porchlight.search.Criterion;
import porchlight.search.EverydayWords;
import porchlight.search.TypoDistance;
import porchlight.search.TypoIndex;
import porchlight.search.Vocabulary;

/**
 * Names by what people write instead of them: one typing error in names of five letters, two in names of eight, or
 * spelled as they sound. Immutable.
 */
final class NearNames {
    private static final int SHORTEST = 5;
    private static final int SHORTEST_OF_TWO_ERRORS = 8;
    private static final int SHORTEST_STREET = 7;
    /** The rank of streets. Some are called like many a word: their names must be nearer. */
    private static final int STREET = 10;

    /** More streets would cost more than they help. */
    private static final int MOST_STREETS = 50_000;

    private static final int MOST_ERRORS_BY_SOUND = 3;
    private static final int LONGEST_SOUND = 12;

    /** What everyone calls a city. */
    private static final Properties NICKNAMES = nicknames();

    /** By the names without their blanks. */
    private final TypoIndex<Name> names = new TypoIndex<>();

    private final Map<String, Criterion> nicknames = new HashMap<>();
    private final Map<String, List<Name>> sounds = new HashMap<>();
    private final DoubleMetaphone metaphone = new DoubleMetaphone();
    private final Map<String, Criterion> named;
    private final Set<String> streets;

    /**
     * @param compact without blanks
     * @param rank lower ones are meant more often
     */
    private record Name(String compact, Criterion meant, int rank) {}

    private NearNames(Map<String, Criterion> named, Set<String> streets) {
        this.named = named;
        this.streets = streets;
        metaphone.setMaxCodeLen(LONGEST_SOUND);
    }

    /**
     * @param named places and schools by their names
     * @param streets with their directions and suffixes
     */
    static NearNames of(Map<String, Criterion> named, Set<String> streets) {
        var near = new NearNames(Map.copyOf(named), streets.size() > MOST_STREETS ? Set.of() : Set.copyOf(streets));
        near.fill();
        return near;
    }

    /** The same if these are the same names, as they mostly are after a change in the catalog. */
    NearNames next(Map<String, Criterion> now, Set<String> streetsNow) {
        var isSame = named.equals(now)
                && (streetsNow.size() > MOST_STREETS ? streets.isEmpty() : streets.equals(streetsNow));
        return isSame ? this : of(now, streetsNow);
    }

    private void fill() {
        named.forEach((plain, meant) -> add(plain, meant, rank(meant), SHORTEST));
        NICKNAMES.stringPropertyNames().forEach(nickname -> {
            var meant = named.get(NICKNAMES.getProperty(nickname));
            if (meant != null) nicknames.put(nickname, meant);
        });
        for (var street : streets) {
            var words = Vocabulary.words(street).stream()
                    .filter(word -> !AddressWords.isDirection(word) && !AddressWords.isKind(word))
                    .toList();
            var plain = String.join(" ", words);
            if (!EverydayWords.has(plain))
                add(plain, new Criterion.Somewhere(Criterion.Somewhere.titleCase(plain)), STREET, SHORTEST_STREET);
        }
    }

    private static Properties nicknames() {
        var nicknames = new Properties();
        try (var file = NearNames.class.getResourceAsStream("/search/nicknames.properties")) {
            nicknames.load(Objects.requireNonNull(file));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return nicknames;
    }

    private static int rank(Criterion meant) {
        return meant instanceof Criterion.Place place ? place.kind().ordinal() : 9;
    }

    private void add(String plain, Criterion meant, int rank, int shortest) {
        var compact = compact(plain);
        if (compact.length() < shortest || !compact.chars().allMatch(Character::isLetter)) return;
        var name = new Name(compact, meant, rank);
        names.add(compact, name);
        if (rank < STREET)
            sounds.computeIfAbsent(sound(compact), any -> new ArrayList<>()).add(name);
    }

    private static String compact(String plain) {
        return plain.replace(" ", "");
    }

    private String sound(String compact) {
        var sound = metaphone.doubleMetaphone(compact);
        return sound == null ? "" : sound;
    }

    /** What a name that isn't one stands for; empty if it is too different from all, or an everyday word. */
    Optional<Criterion> to(String plain) {
        var nickname = nicknames.get(plain);
        if (nickname != null) return Optional.of(nickname);
        var typed = compact(plain);
        if (typed.length() < SHORTEST || EverydayWords.has(plain)) return Optional.empty();
        var most = typed.length() < SHORTEST_OF_TWO_ERRORS ? 1 : 2;
        return nearest(names.near(typed, most).stream()
                        .filter(found -> found.errors() <= 1 || found.meant().rank != STREET))
                .or(() -> nearest(sounds.getOrDefault(sound(typed), List.of()).stream()
                        .map(name -> new TypoIndex.Found<>(
                                name.compact, name, TypoDistance.of(typed, name.compact, MOST_ERRORS_BY_SOUND)))
                        .filter(found -> found.errors() >= 0)));
    }

    private static Optional<Criterion> nearest(Stream<TypoIndex.Found<Name>> found) {
        return found.min(Comparator.<TypoIndex.Found<Name>>comparingInt(TypoIndex.Found::errors)
                        .thenComparingInt(near -> near.meant().rank)
                        .thenComparing(TypoIndex.Found::word))
                .map(near -> near.meant().meant);
    }
}
