package porchlight.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.expression.Strings;
import org.thymeleaf.expression.Uris;
import porchlight.brand.Brand;
import porchlight.brand.Palette;
import porchlight.web.Head;
import porchlight.web.View;

/**
 * Templates read nothing that their view records lack, not even where no test renders them: a misspelled property
 * fails here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemplateTypesTest {
    private static final String MAIL = "lead/mail";
    /** Templates whose views are parts of others' views. */
    private static final Set<String> PARTS = Set.of("place/about");

    private static final Map<String, Type> OBJECTS =
            Map.of("#strings", Strings.class, "#uris", Uris.class, "#sentence", MessageTexts.Sentence.class);

    private final Map<String, Type> views = read();

    /** The URLs of assets by name. */
    private interface AssetUrls extends Map<String, String> {}

    /** As {@link Pages} gives them to every page. */
    private static Map<String, Type> variables(Type view) {
        return Map.of(
                "view", view,
                "page", Head.class,
                "ground", Palette.Tone.class,
                "site", SiteInfo.class,
                "assets", AssetUrls.class,
                "origin", String.class,
                "terms", PlaceTerms.class,
                "drawsCards", Boolean.class,
                "companion", AgentCard.class);
    }

    @Test
    void everythingThatTemplatesReadExists() throws Exception {
        var assets = new Assets(Sources.packaged(), () -> Brand.OURS).urls().keySet();
        var types = new TemplateTypes(TemplateTypesTest::source, views, OBJECTS, Map.of(AssetUrls.class, assets));
        checkPages(types);
        types.check(
                MAIL,
                Map.of(
                        "view", views.get(MAIL),
                        "site", SiteInfo.class,
                        "logoUrl", String.class,
                        "ground", Palette.Tone.class,
                        "ink", Palette.Tone.class,
                        "accent", Palette.Tone.class));

        assertEquals("", String.join("\n", types.wrong()));
        var unreached = TemplatesTest.templates()
                .map(file -> Path.of("templates").relativize(file).toString().replaceFirst("\\.html$", ""))
                .flatMap(template -> types.unreached(template).stream())
                .toList();
        assertEquals("", String.join("\n", unreached));
        // Which names pages have for files, and which fields have an error, is known only when they run.
        assertEquals(
                Set.of(
                        "AssetUrls[site.logo.darkFile]",
                        "AssetUrls[site.logo.lightFile]",
                        "AssetUrls[script]",
                        "AssetUrls[style]",
                        "Map[name]",
                        "Map[\"address\"]",
                        "Map[\"message\"]",
                        "Map[\"problem\"]"),
                types.untyped().stream()
                        .map(each -> each.replaceFirst("^.*: ", ""))
                        .collect(Collectors.toSet()));
    }

    private void checkPages(TemplateTypes types) {
        views.forEach((template, view) -> {
            if (!template.equals(MAIL) && !PARTS.contains(template)) types.check(template, variables(view));
        });
    }

    private static String source(String template) {
        try {
            return Files.readString(Path.of("templates", template + ".html"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The view of each template that is a page or a mail. */
    private static Map<String, Type> read() {
        var views = new TreeMap<String, Type>();
        var classes = Path.of("target/classes");
        try (var files = Files.walk(classes.resolve("porchlight"))) {
            files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> type(file.replaceFirst("\\.class$", "").replace(File.separatorChar, '.')))
                    .filter(type -> type.isRecord() && View.class.isAssignableFrom(type))
                    .forEach(view -> views.put(((View) blank(view)).template(), view));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        for (var name : LegalPages.names()) views.put("pages/" + name, View.class);
        return views;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, View.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A record of nothing: templates' names do not depend on what they show. */
    private static Object blank(Class<?> view) {
        var components = view.getRecordComponents();
        try {
            var constructor = view.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Stream.of(components).map(each -> nothing(each.getType())).toArray());
        } catch (ReflectiveOperationException fault) {
            throw new IllegalArgumentException(view.getName(), fault);
        }
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) return false;
        if (type == int.class) return 0;
        if (type == long.class) return 0L;
        if (type == List.class) return List.of();
        return type == Map.class ? Map.of() : null;
    }

    /** For the small templates below. */
    record Small(
            String title,
            Inner inner,
            List<Inner> all,
            Map<String, Inner> byName,
            @Nullable Kind kind) {
        public boolean isPlain() {
            return true;
        }
    }

    record Inner(String name, int size) {
        public String of(String other) {
            return name + other;
        }
    }

    enum Kind {
        ONE
    }

    private static TemplateTypes checked(String page) {
        return checked(Map.of("page", page));
    }

    private static TemplateTypes checked(Map<String, String> templates) {
        var types = new TemplateTypes(templates::get, Map.of(), OBJECTS, Map.of());
        types.check("page", Map.of("view", Small.class));
        return types;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p th:text=\"${view.title}\"></p>",
                "<p th:if=\"${view.plain}\" th:text=\"${view.inner.name + view.inner.size}\"></p>",
                "<p th:each=\"one, at : ${view.all}\" th:text=\"${one.name + at.index}\"></p>",
                "<p th:each=\"one : ${view.byName}\" th:text=\"${one.value.size - 1}\"></p>",
                "<p th:with=\"first=${view.all[0]}, name=${first.name}\" th:text=\"${name.length()}\"></p>",
                "<p th:text=\"${view.kind == null ? view.kind.name() : 'none'} ?: '–'\"></p>",
                "<p th:text=\"#{some.message(${view.inner.of('x')}, ${#strings.isEmpty(view.title)})}\"></p>",
                "<a th:href=\"@{/homes(q=${view.title})}\" th:attr=\"a=${view.plain},b=${view.title}\"></a>",
                "<input th:value=\"${view.title}\"><p>[[${view.title}]]</p>",
            })
    void whatExistsIsRight(String page) {
        var types = checked(page);
        assertEquals(List.of(), List.copyOf(types.wrong()));
        assertEquals(List.of(), List.copyOf(types.untyped()));
        assertEquals(List.of(), List.copyOf(types.unreached("page")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p th:text="${view.titel}"></p> | has no titel
            <p th:text="${wiev.title}"></p> | has no variable wiev
            <p th:if="${view.plain}"><b th:unless="${view.plain}" th:text="${view.titel}"></b></p> | has no titel
            <p th:text="${view.plain ? view.title : view.titel}"></p> | has no titel
            <p th:text="${view.title} ?: ${view.titel}"></p> | has no titel
            <p th:text="${view.title} == 'x' and ${view.titel} != 'y' ? 'a' : 'b'"></p> | has no titel
            <p th:text="#{some.message(${view.titel})}"></p> | has no titel
            <a th:href="@{/homes(q=${view.titel})}"></a> | has no titel
            <p th:attr="a=${view.title},b=${view.titel}"></p> | has no titel
            <p th:each="one : ${view.all}" th:text="${one.nam}"></p> | has no nam
            <p th:each="one : ${view.byName}" th:text="${one.value.nam}"></p> | has no nam
            <p th:each="one, at : ${view.all}" th:text="${at.indx}"></p> | has no indx
            <p th:each="one : ${view.title}"></p> | nothing to go through
            <p th:with="first=${view.all[0]}" th:text="${first.nam}"></p> | has no nam
            <i th:with="a=${view.title}"></i><p th:text="${a}"></p> | has no variable a
            <p th:text="${view.all.get(0).nam}"></p> | has no nam
            <p th:text="${view.inner.of()}"></p> | has no of
            <p th:text="${view.inner.of(view.all)}"></p> | has no of
            <p th:text="${#strings.isEmtpy(view.title)}"></p> | has no isEmtpy
            <p th:if="${view.kind == 'ONE'}"></p> | compares
            <p th:if="${view.title > 1}"></p> | calculates
            <p>[[${view.titel}]]</p> | has no titel
            """)
    void whatDoesNotExistIsWrong(String page, String message) {
        var wrong = checked(page).wrong();
        assertEquals(1, wrong.size(), wrong.toString());
        assertTrue(wrong.iterator().next().contains(message), wrong.toString());
    }

    @Test
    void fragmentsAreCheckedWithWhatTheyAreGiven() {
        var card = """
                <b th:fragment="card(it)"><i th:text="${it.name}"></i></b>
                <b th:fragment="none"><i th:text="${view.title}"></i></b>""";
        var layout = """
                <html th:fragment="page(main)"><main th:replace="${main}"></main></html>""";
        var page = """
                <html th:replace="~{layout :: page(~{::main})}">
                <main><b th:each="one : ${view.all}"><b th:replace="~{card :: card(${%s})}"></b></b>
                <b th:replace="~{card :: none}"></b></main></html>""";
        var good = checked(Map.of("page", page.formatted("one"), "card", card, "layout", layout));
        assertEquals(List.of(), List.copyOf(good.wrong()));
        for (var template : List.of("page", "card", "layout"))
            assertEquals(List.of(), List.copyOf(good.unreached(template)));
        var bad = checked(Map.of("page", page.formatted("one.name"), "card", card, "layout", layout));
        assertTrue(bad.wrong().toString().contains("card:1:"), bad.wrong().toString());
        assertTrue(bad.wrong().toString().contains("has no name"), bad.wrong().toString());
        var unknown = checked(Map.of("page", page.formatted("one}, ${one"), "card", card, "layout", layout));
        assertTrue(
                unknown.wrong().toString().contains("card takes [it]"),
                unknown.wrong().toString());
    }

    @Test
    void whatIsNotCheckedIsTold() {
        assertEquals(
                1,
                checked("<p th:text=\"${view.byName['x'].size}\"></p>")
                        .untyped()
                        .size());
        assertEquals(1, checked("<p th:text=\"${#dates.now()}\"></p>").untyped().size());
        assertEquals(
                1, checked("<p th:text=\"${view.all.{name}}\"></p>").untyped().size());
        assertEquals(
                1,
                checked("<p th:text=\"${view.title}\"><b th:text=\"${view.x}\"></b></p>")
                        .unreached("page")
                        .size());
    }

    /** A real page, with one letter less somewhere. */
    @ParameterizedTest
    @CsvSource({"fragments/card, listing.shortKind", "layout, site.copyright", "listing/head, summary.feeLeftOut"})
    void aMisspelledPropertyOfARealTemplateIsFound(String template, String property) {
        var sources = new HashMap<String, String>();
        sources.put(
                template, source(template).replace("{" + property + "}", "{" + property.replaceFirst(".$", "") + "}"));
        var types = new TemplateTypes(
                name -> sources.computeIfAbsent(name, TemplateTypesTest::source), views, OBJECTS, Map.of());
        checkPages(types);
        assertTrue(!types.wrong().isEmpty(), property);
        for (var each : types.wrong()) assertTrue(each.startsWith(template + ":"), each);
    }
}
