package porchlight.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Sentences that people read are messages, each has a use, and each is written as Americans write. */
class MessagesTest {
    private static final Path ASSETS = Path.of("static");
    private static final Pattern SCRIPT_KEY = Pattern.compile("#\\{([\\w.-]+)");
    private static final Pattern CSS_WORDS = Pattern.compile("content: *\"(?!#\\{)[^\"\\\\]*[A-Za-z]{2}[^\"]*\"");
    /** Literals that start like a sentence, and words after a value. */
    private static final Pattern SCRIPT_WORDS =
            Pattern.compile("['\"`]\\s*[A-Z][a-z]+[^'\"`\n]* [a-z’]+|\\$\\{[^}]*} [a-z]{3,}");

    private static final Path TEMPLATES = Path.of("templates");
    private static final Path SOURCES = Path.of("src/main/java/porchlight");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    /** Packages that make pages; elsewhere, the classes that use messages have no words of their own either. */
    private static final List<String> PAGES = List.of(
            "edge", "embed", "home", "lead", "listingpage", "place", "search/results", "seo", "share", "site", "web");

    /** What the owner reads: settings, commands and their reports, and faults of MLS profiles. */
    private static final List<String> FOR_OWNERS = List.of(
            "command",
            "diagnosis",
            "settings",
            "listing/MlsProfiles.java",
            "listing/ProfileReader.java",
            "listing/ProfileValues.java",
            "listing/PhotoResizes.java",
            "Main.java");

    /** Literals of several words that are not for visitors or are not to be changed, and files full of them; twenty at most. */
    private static final Set<String> EXCEPTIONS = Set.of(
            // Columns that programs of the broker may read.
            "lead/LeadExport.java",
            // Why a lead is not delivered or kept: for the owner, in the log and on the console.
            "lead/Delivery.java",
            "lead/JournaledDatabase.java",
            "lead/LeadStore.java",
            "lead/Outbox.java",
            "lead/WebhookCarrier.java",
            // Vocabularies: words that tell no street, why a picture is refused, the name of a
            // program.
            "listing/WithheldAddress.java",
            "share/PhotoDecoder.java",
            "listingpage/CalendarFile.java",
            "site/RequestLog.java",
            // Defaults of settings.
            "settings/Variable.java",
            // Values of the RESO Data Dictionary.
            "Active Under Contract",
            "Price Reduced");

    private static final Pattern FOREIGN =
            Pattern.compile("(?i)licence|colour|neighbour|authoris|\\banew\\b|catalogue");

    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,} \\p{L}+");

    /** What looks like a key, and is no name of a file. */
    private static final Pattern KEY =
            Pattern.compile("(?:" + String.join("|", areas()) + ")\\.[\\w.-]*\\w(?<!\\.(?:css|js|jpg|html|svg|xml))");

    private static final Pattern TEMPLATE_KEY =
            Pattern.compile("#\\{([\\w.-]+)|#sentence\\.parts\\(\\s*'([\\w.-]+)'|'(" + KEY + ")'");

    @Test
    void everyKeyThatIsUsedHasAMessage() {
        var missing = new TreeSet<>(used(MessagesTest::usesMessages));
        // Keys of profiles look like keys of messages.
        used(file -> isIn(FOR_OWNERS, SOURCES.relativize(file))).stream()
                .filter(key -> !key.matches("(?:compliance|search)\\..*"))
                .forEach(missing::add);
        missing.removeAll(Messages.keys());
        assertEquals(Set.of(), missing);
    }

    /** Java builds some keys: of a beginning, {@code "search.kind." + type}, or of a key and {@code ".more"}. */
    @Test
    void everyMessageIsUsed() {
        var used = used(source -> true);
        var literals = files(SOURCES, ".java").stream()
                .filter(MessagesTest::usesMessages)
                .flatMap(file -> literals(file).stream())
                .map(Literal::text)
                .toList();
        var beginnings = literals.stream()
                .filter(text -> text.matches("(?:" + String.join("|", areas()) + ")\\.(?:[\\w-]+\\.)+"))
                .toList();
        var endings =
                literals.stream().filter(text -> text.matches("\\.[a-z-]+")).toList();
        var unused = new TreeSet<>(Messages.keys());
        unused.removeAll(used);
        unused.removeIf(key -> beginnings.stream().anyMatch(key::startsWith)
                || endings.stream()
                        .anyMatch(end ->
                                key.endsWith(end) && used.contains(key.substring(0, key.length() - end.length()))));
        assertEquals(Set.of(), unused);
    }

    @Test
    void everyMessageHasTypographicQuotesAndAmericanSpelling() {
        var wrong = new TreeSet<String>();
        for (var file : files(MESSAGES, ".properties")) {
            var messages = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                messages.load(reader);
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
            messages.forEach((key, text) -> {
                // Braces between straight quotes are no arguments.
                var words = text.toString().replaceAll("'(\\{[^']*\\})'", "$1");
                if (words.contains("'")
                        || words.contains("\"")
                        || FOREIGN.matcher(words).find()) wrong.add(key + "=" + words);
            });
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void everyPatternCanBeRead() {
        for (var key : Messages.keys()) assertFalse(Messages.text(key).isBlank(), key);
    }

    @Test
    void whatPeopleReadStandsInMessages() {
        var found = new TreeSet<String>();
        var excepted = new HashSet<String>();
        Predicate<String> isExcepted = words -> {
            if (EXCEPTIONS.contains(words)) excepted.add(words);
            return EXCEPTIONS.contains(words);
        };
        for (var file : files(TEMPLATES, ".html"))
            words(file).stream().filter(isExcepted.negate()).forEach(words -> found.add(file + ": " + words));
        for (var file : files(SOURCES, ".java")) {
            var path = SOURCES.relativize(file);
            if (!isIn(PAGES, path) && !isIn(FOR_OWNERS, path) && !usesMessages(file)) continue;
            var words = literals(file).stream()
                    .filter(isIn(FOR_OWNERS, path) ? Literal::isForOwners : Literal::isForPeople)
                    .map(Literal::text)
                    .toList();
            if (!words.isEmpty() && isExcepted.test(path.toString())) continue;
            words.stream().filter(isExcepted.negate()).forEach(each -> found.add(path + ": " + each));
        }
        for (var file : files(ASSETS, ".css"))
            CSS_WORDS.matcher(read(file)).results().forEach(words -> found.add(file + ": " + words.group()));
        for (var file : files(ASSETS.resolve("js"), ".js"))
            SCRIPT_WORDS
                    .matcher(read(file).replaceAll("(?m)^\\s*//.*$", ""))
                    .results()
                    .forEach(words -> found.add(file + ": " + words.group()));
        assertEquals("", String.join("\n", found));
        assertEquals(EXCEPTIONS, excepted, "exceptions for what is not there");
        assertTrue(EXCEPTIONS.size() <= 20, "too many exceptions");
    }

    /**
     * The keys that templates, assets, and Java name. A key built of parts is known by what it begins with only.
     *
     * @param java sources to read
     */
    private static Set<String> used(Predicate<Path> java) {
        var used = new HashSet<String>();
        for (var file : files(TEMPLATES, ".html")) {
            var keys = TEMPLATE_KEY.matcher(read(file));
            while (keys.find())
                used.add(Stream.of(1, 2, 3)
                        .map(keys::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow());
        }
        for (var file : files(ASSETS, ".js", ".css"))
            SCRIPT_KEY.matcher(read(file)).results().forEach(found -> used.add(found.group(1)));
        for (var file : files(SOURCES, ".java"))
            if (java.test(file))
                for (var literal : literals(file)) if (KEY.matcher(literal.text).matches()) used.add(literal.text);
        return used;
    }

    /**
     * The words of a template that Thymeleaf leaves as they are: text outside of elements that it replaces, attributes that
     * people hear or see, and literals within expressions but those that name style classes.
     */
    private static List<String> words(Path template) {
        var words = new ArrayList<String>();
        for (var element : Jsoup.parse(read(template), Parser.xmlParser()).getAllElements()) {
            if (!isReplaced(element))
                element.textNodes().forEach(text -> words.add(text.text().strip()));
            for (var name : List.of("aria-label", "title", "alt", "placeholder"))
                if (!element.hasAttr("th:" + name)) words.add(element.attr(name));
            if (element.attr("name").equals("description") && !element.hasAttr("th:content"))
                words.add(element.attr("content"));
            for (var attribute : element.attributes())
                if (attribute.getKey().startsWith("th:") && !attribute.getKey().startsWith("th:class")) {
                    var literals = Pattern.compile("'([^']*)'").matcher(attribute.getValue());
                    while (literals.find()) words.add(literals.group(1));
                }
        }
        return words.stream().filter(text -> WORDS.matcher(text).find()).toList();
    }

    /** The root of a page is replaced by the layout, into which its main element goes as it is. */
    private static boolean isReplaced(Element element) {
        return Stream.concat(Stream.of(element), element.parents().stream())
                .filter(each -> !each.normalName().equals("html"))
                .anyMatch(each -> each.hasAttr("th:text") || each.hasAttr("th:replace"));
    }

    /**
     * A literal of a Java source.
     *
     * @param before the code of its statement up to it, with the literals in it
     */
    private record Literal(String text, String before) {
        private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
                "\\bthrow\\b|\\blog\\.|Exception\\(|\\bsuper\\(|\\.description\\(|\\bUndeliverable\\.|@\\w+\\(|\\bofPattern\\(|\\bcase (?:\"[^\"]*\", ?)*$");
        private static final Pattern NEVER_SHOWN = Pattern.compile(
                "\\blog\\.|\\bIllegal(?:State|Argument)Exception\\(|@SuppressWarnings\\(|\\bofPattern\\(|\\bcase (?:\"[^\"]*\", ?)*$");
        private static final Pattern SQL =
                Pattern.compile("\\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|FROM|WHERE|AND|SET|SHUTDOWN)\\b");

        /**
         * Whether it has several words that neither programmers nor machines read: it is no part of an exception, a log line,
         * an annotation, a format of dates or a case of a switch, has no words of SQL in capitals, and is no regular
         * expression with a backslash. Tags of HTML and XML are no words.
         */
        boolean isForPeople() {
            return isSentence() && !FOR_PROGRAMMERS.matcher(before).find();
        }

        /** The same where exceptions and annotations have what the owner reads. */
        boolean isForOwners() {
            return isSentence() && !NEVER_SHOWN.matcher(before).find();
        }

        private boolean isSentence() {
            return WORDS.matcher(text.replaceAll("<[^>]*(?:>|$)", "")).find()
                    && !SQL.matcher(text).find()
                    && !text.contains("\\\\");
        }
    }

    private static List<Literal> literals(Path source) {
        var code = read(source);
        var literals = new ArrayList<Literal>();
        var tokens = Pattern.compile(
                        "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])'|//[^\n]*|/\\*.*?\\*/|[;{}]",
                        Pattern.DOTALL)
                .matcher(code);
        var statement = new StringBuilder();
        var end = 0;
        while (tokens.find()) {
            statement.append(code, end, tokens.start());
            end = tokens.end();
            var token = tokens.group();
            if (token.startsWith("\"")) {
                var quotes = token.startsWith("\"\"\"") ? 3 : 1;
                literals.add(new Literal(token.substring(quotes, token.length() - quotes), statement.toString()));
                statement.append(token);
            } else if (token.length() == 1) statement.setLength(0);
        }
        return literals;
    }

    private static boolean usesMessages(Path source) {
        return read(source).contains("porchlight.message.Messages;");
    }

    private static boolean isIn(List<String> places, Path path) {
        return places.stream().anyMatch(path::startsWith);
    }

    private static List<String> areas() {
        return files(MESSAGES, ".properties").stream()
                .map(file -> file.getFileName().toString().replace(".properties", ""))
                .toList();
    }

    private static List<Path> files(Path below, String... endings) {
        try (var files = Files.walk(below)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
