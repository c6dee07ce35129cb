package porchlight.harness;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;
import porchlight.site.Sources;

/** Implements {@link WithSite}. JUnit closes what is in its stores. */
final class SiteExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SiteExtension.class);

    /** Several classes at a time send more requests than the default budget allows. */
    private static final Map<String, String> BUDGET = Map.of("RESO_RATE_LIMIT", "1000000/PT5M");

    private record Key(int listings, List<String> settings) {}

    private record Running(DemoMls mls, TestSite site) implements AutoCloseable {
        static Running start(Key key, Map<String, String> further, DemoOptions options) {
            var settings = new HashMap<>(further);
            for (var setting : key.settings()) {
                var parts = setting.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
            var mls = DemoMls.start(options.listings(key.listings()));
            var site = TestSite.on(mls.serviceRoot(), settings, Sources.packaged(), InstantSource.system());
            return new Running(mls, site.swept());
        }

        @Override
        public void close() {
            site.close();
            mls.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == DemoMls.class || type == TestSite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running = running(context);
        return parameter.getParameter().getType() == DemoMls.class ? running.mls() : running.site();
    }

    private static Running running(ExtensionContext context) {
        var asked = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), WithSite.class)
                .orElseThrow();
        var key = new Key(asked.listings(), List.of(asked.settings()));
        if (asked.shared())
            return started(
                    context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE),
                    key,
                    BUDGET,
                    DemoOptions.standard().rateLimit(0));
        return started(classOf(context).getStore(NAMESPACE), key, Map.of(), DemoOptions.standard());
    }

    private static Running started(Store store, Key key, Map<String, String> further, DemoOptions options) {
        return store.computeIfAbsent(key, none -> Running.start(key, further, options), Running.class);
    }

    /** A method's store ends with the method. */
    private static ExtensionContext classOf(ExtensionContext context) {
        return context.getTestMethod().isPresent() ? context.getParent().orElseThrow() : context;
    }
}
