package porchlight.harness;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A headless Chromium: that of {@code CHROMIUM_PATH}, else one on the {@code PATH}, else the one that Playwright
 * downloads. It collects console messages (script errors, blocked content, missing files).
 */
public final class TestBrowser implements AutoCloseable {
    private static final List<String> WITH_WINDOWS = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static TestBrowser start() {
        // The shell, which has no windows, takes half of the processor time.
        return start(Stream.concat(Stream.of("chromium-headless-shell"), WITH_WINDOWS.stream()), List.of());
    }

    /** The browser that people have: it loads photos ahead of scrolling by what it knows of the network. */
    public static TestBrowser withWindows() {
        return start(WITH_WINDOWS.stream(), List.of());
    }

    /** The same with a back/forward cache, which browsers have and Playwright disables. */
    public static TestBrowser keepingPages() {
        return start(WITH_WINDOWS.stream(), List.of("--disable-back-forward-cache"));
    }

    /**
     * @param names of browsers, the best first
     * @param without Playwright's default arguments to omit
     */
    private static TestBrowser start(Stream<String> names, List<String> without) {
        // Build machines may be busy.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        var installed = installed(names);
        var environment = new HashMap<>(System.getenv());
        if (installed.isPresent()) environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        var options = new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-dev-shm-usage",
                        "--no-first-run"))
                .setIgnoreDefaultArgs(without);
        installed.ifPresent(options::setExecutablePath);
        return new TestBrowser(playwright, playwright.chromium().launch(options));
    }

    private static Optional<Path> installed(Stream<String> names) {
        var folders = System.getenv("PATH").split(File.pathSeparator);
        var named = Stream.ofNullable(System.getenv("CHROMIUM_PATH")).map(Path::of);
        var found = names.flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)));
        return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
    }

    /** A new window for a visitor. */
    public Page visitor(int width, boolean scripts, ColorScheme scheme) {
        return visitor(width, 1, scripts, scheme);
    }

    /** The same, on a screen with this many pixels per CSS pixel. */
    public Page visitor(int width, int pixels, boolean scripts, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 600 ? 844 : 900)
                .setDeviceScaleFactor(pixels)
                .setJavaScriptEnabled(scripts)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(30_000);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) complaints.add(page.url() + ": " + message.text());
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        return page;
    }

    /** Console messages since the last call. */
    public List<String> complaints() {
        var found = List.copyOf(complaints);
        complaints.clear();
        return found;
    }

    /** Closes all windows and forgets their console messages. */
    void closeWindows() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
