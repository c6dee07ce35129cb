package porchlight.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import porchlight.demomls.DemoMls;
import porchlight.demomls.DemoOptions;

/**
 * Main class of an MLS of any size, which costs the same at every size: it multiplies the demo MLS's displayable
 * listings as they are asked for, from text prepared once for each of them, and passes on whatever else is asked. A
 * visitor's search is answered with the same page whatever it asks for. The service root of so many homes is {@code
 * http://127.0.0.1:PORT/HOMES/OData/}.
 */
public final class ManyHomesMls {
    private static final int LISTINGS = 2_400;
    private static final String DISPLAYABLE = "StandardStatus in ('Active','Active Under Contract','Pending')"
            + " and InternetEntireListingDisplayYN ne false and DelayedMarketingYN ne true"
            + " and ApprovalStatus ne false and ListPrice ge 0";
    /** What needs fewer rows than this is a visitor's. */
    private static final int SWEEP_ROWS = 25;

    private static final Pattern KEY = Pattern.compile("'(\\d{26})'");
    private static final Pattern SINCE = Pattern.compile("ModificationTimestamp ge ([^ )]+)");

    private final OkHttpClient http = new OkHttpClient.Builder()
            .readTimeout(java.time.Duration.ofMinutes(2))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<List<String>, List<HomeTemplate>> prepared = new ConcurrentHashMap<>();
    private final DemoMls demo;
    private final int most;
    private final Javalin server;
    private volatile HomeTemplate.Changes changes = HomeTemplate.Changes.NONE;

    private ManyHomesMls(int most) {
        this.most = most;
        demo = DemoMls.start(
                DemoOptions.standard().listings(LISTINGS).maxTop(250, false).rateLimit(0));
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.http.compressionStrategy = CompressionStrategy.NONE;
                    config.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(64 * 1024));
                    config.routes.get("/{homes}/OData/<path>", this::answer);
                    config.routes.post("/changes", this::change);
                })
                .start("127.0.0.1", 0);
    }

    /** @param args the most rows a page of the sweep may have */
    public static void main(String[] args) {
        System.out.println("port " + new ManyHomesMls(Integer.parseInt(args[0])).server.port());
    }

    /** Every so many listings, evenly spread, change at a moment: {@code POST /changes?every=100&at=…}. */
    private void change(Context ctx) {
        changes = new HomeTemplate.Changes(
                Integer.parseInt(ctx.queryParam("every")), Instant.parse(ctx.queryParam("at")));
    }

    private void answer(Context ctx) throws IOException {
        var homes = Integer.parseInt(ctx.pathParam("homes"));
        var root = "http://127.0.0.1:" + server.port() + "/" + homes + "/OData/";
        var path = ctx.pathParam("path");
        ctx.contentType("application/json;odata.metadata=minimal");
        if (path.equals("Property")) ctx.result(properties(root, homes, query(ctx.queryString())));
        else if (path.startsWith("Property(")) one(ctx, root, homes, path);
        else pass(ctx, root, path);
    }

    private static TreeMap<String, String> query(String encoded) {
        var query = new TreeMap<String, String>();
        if (encoded == null) return query;
        for (var pair : encoded.split("&")) {
            var parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private byte[] properties(String root, int homes, TreeMap<String, String> query) {
        var templates = templates(query.getOrDefault("$select", ""), query.getOrDefault("$expand", ""));
        var filter = query.getOrDefault("$filter", "");
        if (filter.contains("ListingKey in") || filter.contains("ListingKey eq")) {
            var named = KEY.matcher(filter)
                    .results()
                    .map(key -> number(templates, key.group(1)))
                    .filter(number -> number >= 0 && number < homes)
                    .toList();
            return page(root, templates, named, named.size(), null);
        }
        var top = Math.min(most, Integer.parseInt(query.getOrDefault("$top", "10")));
        if (top < SWEEP_ROWS) return page(root, templates, shown(templates, top), homes, null);
        var from = Integer.parseInt(query.getOrDefault("$skiptoken", "0"));
        var since = SINCE.matcher(filter);
        var every = 1;
        var total = homes;
        if (since.find()) {
            every = changes.every();
            var isEarlier = changes.at().isBefore(Instant.parse(since.group(1)));
            total = isEarlier ? 0 : (homes + every - 1) / every;
        }
        var to = Math.min(total, from + top);
        var step = every;
        query.put("$skiptoken", Integer.toString(to));
        // Numbers have the order of their homes' keys.
        var numbers = IntStream.range(from, to).mapToObj(i -> i * step).toList();
        return page(root, templates, numbers, total, to == total ? null : root + "Property?" + encoded(query));
    }

    private byte[] page(
            String root, List<HomeTemplate> templates, List<Integer> numbers, int total, @Nullable String next) {
        var out = new ByteArrayOutputStream(2_500 * numbers.size() + 1_000);
        write(out, "{\"@odata.context\":\"" + root + "$metadata#Property\",\"@odata.count\":" + total);
        if (next != null) write(out, ",\"@odata.nextLink\":\"" + next + '"');
        write(out, ",\"value\":[");
        var separator = "";
        for (var number : numbers) {
            write(out, separator);
            separator = ",";
            templates.get(number % templates.size()).write(out, root, number, number / templates.size(), changes);
        }
        write(out, "]}");
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** -1 for a key that no home has. */
    private static int number(List<HomeTemplate> templates, String key) {
        var original = HomeTemplate.original(key);
        var at = Collections.binarySearch(
                templates.stream().map(HomeTemplate::key).toList(), original);
        return at < 0 ? -1 : HomeTemplate.copy(key) * templates.size() + at;
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What a search for homes for sale may answer. */
    private static List<Integer> shown(List<HomeTemplate> templates, int top) {
        return IntStream.range(0, templates.size())
                .filter(i -> templates.get(i).isForSale())
                .limit(top)
                .boxed()
                .toList();
    }

    /** Of the demo MLS's displayable listings in the order of their keys, selected and expanded as a query does. */
    private List<HomeTemplate> templates(String select, String expand) {
        return prepared.computeIfAbsent(List.of(select, expand), same -> {
            var query = new TreeMap<>(Map.of("$filter", DISPLAYABLE, "$top", "250"));
            if (!select.isEmpty()) query.put("$select", select);
            if (!expand.isEmpty()) query.put("$expand", expand);
            var found = new ArrayList<HomeTemplate>();
            var next = demo.serviceRoot() + "Property?" + encoded(query);
            while (next != null) {
                try {
                    var page = json.readTree(asked(next).body());
                    for (var row : page.path("value"))
                        found.add(new HomeTemplate((ObjectNode) row, demo.serviceRoot()));
                    next = page.path("@odata.nextLink").textValue();
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            }
            found.sort(Comparator.comparing(HomeTemplate::key));
            return List.copyOf(found);
        });
    }

    private record Answer(int status, String type, String body) {}

    private Answer asked(String url) throws IOException {
        var request = new Request.Builder().url(url).header("Authorization", "Bearer " + DemoMls.TOKEN);
        try (var response = http.newCall(request.build()).execute()) {
            return new Answer(
                    response.code(),
                    String.valueOf(response.header("Content-Type")),
                    response.body().string());
        }
    }

    /** A home by its key is the listing that it was made of. */
    private void one(Context ctx, String root, int homes, String path) throws IOException {
        var key = KEY.matcher(path);
        if (!key.find()) {
            ctx.status(404);
            return;
        }
        var answer = asked(demo.serviceRoot()
                + path.replace(key.group(1), HomeTemplate.original(key.group(1)))
                + "?"
                + Objects.requireNonNullElse(ctx.queryString(), ""));
        var number = number(templates("ListingKey", ""), key.group(1));
        if (answer.status() != 200 || number < 0 || number >= homes) {
            ctx.status(404);
            return;
        }
        var out = new ByteArrayOutputStream();
        new HomeTemplate((ObjectNode) json.readTree(answer.body()), demo.serviceRoot())
                .write(out, root, number, HomeTemplate.copy(key.group(1)), changes);
        ctx.result(out.toByteArray());
    }

    private void pass(Context ctx, String root, String path) throws IOException {
        var query = ctx.queryString();
        var answer = asked(demo.serviceRoot() + path + (query == null ? "" : "?" + query));
        ctx.status(answer.status())
                .contentType(answer.type())
                .result(answer.body().replace(demo.serviceRoot(), root));
    }
}
