package porchlight.harness;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Implements {@link WithBrowser}. JUnit closes what is in its stores. */
final class BrowserExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

    /** Browsers that no class is using. */
    private static final class Idle implements AutoCloseable {
        private final Queue<TestBrowser> browsers = new ConcurrentLinkedQueue<>();

        TestBrowser take() {
            var browser = browsers.poll();
            return browser == null ? TestBrowser.start() : browser;
        }

        void giveBack(TestBrowser browser) {
            browser.closeWindows();
            browsers.add(browser);
        }

        @Override
        public void close() {
            browsers.forEach(TestBrowser::close);
        }
    }

    /** A browser lent to a class until the class ends. */
    private record Lent(TestBrowser browser, Idle idle) implements AutoCloseable {
        @Override
        public void close() {
            idle.giveBack(browser);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestBrowser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var idle = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Idle.class, none -> new Idle(), Idle.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Lent.class, none -> new Lent(idle.take(), idle), Lent.class)
                .browser();
    }
}
