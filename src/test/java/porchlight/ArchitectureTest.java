package porchlight;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import porchlight.odata.Retrieval;

/** The rules of ARCHITECTURE.md that bytecode shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private final JavaClasses program = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("porchlight");

    /** Packages from the bottom up: each may know those before it. */
    private static final List<String> ORDER = List.of(
            "odata",
            "httpcache",
            "database",
            "demomls",
            "photo",
            "message",
            "brand",
            "web",
            "site",
            "edge",
            "pagecache",
            "share",
            "listing",
            "lead",
            "catalog",
            "seo",
            "search",
            "place",
            "map",
            "listingpage",
            "home",
            "people",
            "ownpage",
            "embed",
            "settings",
            "feed",
            "server",
            "diagnosis",
            "command");

    /** What the page cache keeps a page under is what its handler reads: see {@code site/Query}. */
    @Test
    void handlersReadParametersFromTheParsedQueryOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("porchlight.demomls..")
                .should()
                .callMethodWhere(JavaCall.Predicates.target(
                                HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(Context.class)))
                        .and(JavaCall.Predicates.target(HasName.Predicates.nameMatching("queryParam.*"))))
                .check(program);
        noClasses()
                .that()
                .resideOutsideOfPackage("porchlight.demomls..")
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("getParameter.*"))
                        .and(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(
                                JavaClass.Predicates.assignableTo(HttpServletRequest.class)))))
                .check(program);
    }

    /** Handlers answer with values: only what stands around them knows how a request came and how an answer goes. */
    @Test
    void handlersKnowNothingOfTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "porchlight.demomls..",
                        "porchlight.site..",
                        "porchlight.edge..",
                        "porchlight.pagecache..",
                        "porchlight.server..",
                        "porchlight.web..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Context.class)
                .check(program);
    }

    @Test
    void packagesKnowOnlyThoseBelowThem() {
        for (int i = 0; i < ORDER.size(); i++) {
            var above = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "porchlight." + name + "..")
                    .toArray(String[]::new);
            if (above.length > 0)
                noClasses()
                        .that()
                        .resideInAPackage("porchlight." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(program);
        }
        for (var name : List.of("odata", "httpcache", "demomls", "photo", "site", "share"))
            noClasses()
                    .that()
                    .resideInAPackage("porchlight." + name + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("porchlight..")
                            .and(DescribedPredicate.not(resideInAnyPackage(
                                    "porchlight." + name + "..",
                                    "porchlight.photo..",
                                    "porchlight.message..",
                                    "porchlight.brand..",
                                    "porchlight.web..")))
                            // Goes with each request through all of them.
                            .and(DescribedPredicate.not(type(Retrieval.class))))
                    .check(program);
        slices().matching("porchlight.(*)..").should().beFreeOfCycles().check(program);
    }

    @Test
    void theSiteKnowsTheDemoOnlyOverHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("porchlight.demomls..")
                .and()
                .doNotHaveSimpleName("DemoFeed")
                .and()
                .haveSimpleNameNotEndingWith("Command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("porchlight.demomls..")
                .check(program);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        only(
                "okhttp3..",
                "odata",
                "httpcache",
                "listing",
                "lead",
                "site",
                "embed",
                "settings",
                "feed",
                "server",
                "diagnosis",
                "command");
        only("org.flywaydb..", "database");
        only("java.sql..", "database", "httpcache", "catalog", "lead", "demomls", "server");
        only("jakarta.mail..", "lead");
        only("io.micrometer..", "site", "feed", "server");
        only("io.github.resilience4j..", "odata");
        only("org.thymeleaf..", "site");
        only("org.apache.olingo..", "demomls");
        only("org.apache.fontbox..", "share", "demomls");
        only("com.google.zxing..", "share");
        only("com.github.weisj..", "brand");
        only("org.yaml..", "brand");
        only("org.apache.lucene..", "catalog.words");
        noClasses()
                .that()
                .resideInAnyPackage("porchlight.odata..", "porchlight.httpcache..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..")
                .check(program);
    }

    private void only(String library, String... packages) {
        var allowed =
                Stream.of(packages).map(name -> "porchlight." + name + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(program);
    }

    @Test
    void thereIsNoStaticState() {
        fields().that(modifier(JavaModifier.STATIC).as("static"))
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("porchlight..")
                .should()
                .beFinal()
                .check(program);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(program);
        noClasses().should().resideInAnyPackage("..util..", "..common..").check(program);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        try (var folders = Files.walk(Path.of("src/main/java/porchlight"))) {
            for (var folder : folders.filter(Files::isDirectory).toList())
                assertTrue(
                        Files.readString(folder.resolve("package-info.java")).contains("@NullMarked"),
                        folder.toString());
        }
    }
}
