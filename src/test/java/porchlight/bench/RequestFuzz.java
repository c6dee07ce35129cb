package porchlight.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import porchlight.search.SearchField;

/** Requests of every shape that one client may send, the more of them the odder. */
final class RequestFuzz {
    private static final List<String> WORDS = List.of(
            "1",
            "9",
            "111",
            "000",
            "97214",
            "1/2",
            ",",
            "-",
            "/",
            "\"",
            "“",
            "$",
            "+",
            "~",
            "k",
            "a",
            "and",
            "or",
            "to",
            "no",
            "not",
            "without",
            "between",
            "under",
            "at least",
            "or less",
            "beds",
            "baths",
            "sq ft",
            "acres",
            "half",
            "million",
            "lot",
            "price",
            "hoa",
            "built",
            "1990",
            "last 3 days",
            "open house",
            "this week",
            "portland",
            "county",
            "se",
            "division",
            "st",
            "house",
            "condos",
            "pool",
            "view",
            "xyzzy",
            "É",
            "💡",
            "#",
            "55+");
    private static final List<String> ODD = List.of(
            "",
            " ",
            "%",
            "%00",
            "%zz",
            "%ff%fe",
            "%F0%9F%8F%A1",
            "%25",
            "..%2f..",
            "1e999",
            "-1",
            "0",
            "99999999999999999999",
            "NaN",
            "true",
            "yes",
            "<script>",
            "'%20or%201%20eq%201",
            "%24%7B7*7%7D",
            ";",
            "a;b",
            "map",
            "list",
            "weekend",
            "Residential",
            "Condominium",
            "Active",
            "Pending",
            "price",
            "newest");

    private final SplittableRandom random;
    private final List<String> homes;
    private final List<String> cities;

    /** @param headers lines, each with its end */
    record Request(String method, String target, String headers, String body) {
        @Override
        public String toString() {
            var text = method + " " + target + (headers.isEmpty() ? "" : " | " + headers.strip())
                    + (body.isEmpty() ? "" : " | " + body);
            return text.length() <= 300 ? text : text.substring(0, 300) + "… (" + text.length() + " characters)";
        }
    }

    /**
     * @param homes paths of homes that are shown
     * @param cities paths of places
     */
    RequestFuzz(SplittableRandom random, List<String> homes, List<String> cities) {
        this.random = random;
        this.homes = homes;
        this.cities = cities;
    }

    Request next() {
        var home = pick(homes);
        var key = home.split("/")[2];
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> get("/homes", search());
            case 5 -> get(pick(cities), search());
            case 6, 7 -> get("/api/pins", "zoom=" + random.nextInt(0, 21) + "&" + search());
            case 8 -> get("/api/suggest", "q=" + encoded(line(random.nextInt(1, 320))));
            case 9 -> get("/feed.atom", search());
            case 10 -> get("/embed/results", search() + "&layout=carousel&theme=dark");
            case 11 -> get("/embed/search", search());
            case 12 -> get(home, "in=" + encoded(search()));
            case 13 -> get(home, costs());
            case 14 -> get(random.nextBoolean() ? "/saved" : "/compare", "keys=" + keys());
            case 15 -> get("/embed/listing/" + key, search());
            case 16 -> get("/embed", "city=" + value(2_000) + "&kind=carousel&host=" + value(2_000) + "&" + search());
            case 17 -> get("/oembed", "url=" + value(8_000) + "&maxwidth=" + value(20));
            case 18 ->
                get(
                        pick(List.of(
                                "/sitemap.xml",
                                "/sitemaps/homes-1.xml",
                                "/places",
                                "/open-houses",
                                "/",
                                "/search-tips")),
                        search());
            case 19 ->
                get(home + pick(List.of("/photos", "/qr.svg", "/map.svg", "/map-dark.svg", "/inquiry")), costs());
            case 20 -> get("/" + path(), search());
            case 21 -> get(random.nextInt(8) == 0 ? home + "/card.jpg" : "/open-houses/" + key + ".ics", "");
            case 22 -> new Request("GET", pick(List.of("/homes", "/", home)), headers(), "");
            default -> form(key);
        };
    }

    private Request get(String path, String query) {
        var method = random.nextInt(20) == 0 ? "HEAD" : "GET";
        var cut = query.length() <= 32_000 ? query : query.substring(0, 32_000);
        return new Request(method, cut.isEmpty() ? path : path + "?" + cut.replace(' ', '+'), "", "");
    }

    /** Many parameters, or long ones, or a few that are right. */
    private String search() {
        var parts = new ArrayList<String>();
        switch (random.nextInt(7)) {
            case 0 -> {
                var name = pick(SearchField.NAMES);
                for (int i = random.nextInt(1, 200); i > 0; i--) parts.add(name + "=" + value(random.nextInt(1, 150)));
            }
            case 1 -> {
                for (int i = random.nextInt(1, 200); i > 0; i--) parts.add(pick(SearchField.NAMES) + "=" + value(60));
            }
            case 2 -> parts.add(pick(SearchField.NAMES) + "=" + value(30_000));
            case 3 -> {
                parts.add("polygon=" + polygon(random.nextInt(3, 110)));
                if (random.nextBoolean()) parts.add("keywords=" + pick(WORDS).replace(' ', '+'));
            }
            case 4 -> parts.add("q=" + encoded(line(random.nextInt(1, 301))));
            case 5 -> {
                parts.add(
                        random.nextBoolean()
                                ? "bounds=-123,45,-122,46"
                                : "near=45.52,-122.67&radius=" + random.nextInt(1, 51));
                parts.add("page=" + random.nextInt(1, 120));
                parts.add("sort=" + pick(List.of("price", "-price", "newest", "sqft", "cut")));
            }
            default -> {
                parts.add("beds=" + random.nextInt(1, 6));
                parts.add("max_price=" + random.nextInt(100, 2_000) + "000");
                parts.add("city=" + pick(List.of("Portland", "Beaverton", "Nowhere", "portland", "Prtland")));
                if (random.nextInt(3) == 0) parts.add("open_house=yes");
                if (random.nextInt(3) == 0) parts.add("keywords=view+garden+kitchen");
                parts.add("view=" + pick(List.of("map", "list")));
            }
        }
        return String.join("&", parts);
    }

    private String line(int length) {
        var unit = new StringBuilder();
        var joint = pick(List.of("", " ", "-", ",", ", ", " or "));
        for (int i = random.nextInt(1, 6); i > 0; i--) unit.append(pick(WORDS)).append(joint);
        var line = new StringBuilder();
        while (line.length() < length) line.append(random.nextInt(10) == 0 ? pick(WORDS) : unit);
        line.setLength(length);
        return line.toString();
    }

    private String polygon(int points) {
        var ring = new StringBuilder();
        for (int i = 0; i < points; i++) {
            var angle = random.nextInt(4) == 0 ? random.nextDouble(7) : 2 * Math.PI * i / points;
            ring.append(i == 0 ? "" : ",")
                    .append(String.format("%.5f+%.5f", -122.6 + Math.cos(angle) / 4, 45.5 + Math.sin(angle) / 4));
        }
        return ring.toString();
    }

    private String keys() {
        var keys = new StringBuilder();
        for (int i = random.nextInt(1, 40); i > 0; i--)
            keys.append(pick(homes).split("/")[2]).append(',');
        for (int i = random.nextInt(4) == 0 ? 14_000 : 0; i > 0; i--)
            keys.append(i % 10).append(',');
        return keys.toString();
    }

    private String costs() {
        var parts = new ArrayList<String>();
        for (var name : List.of("down", "rate", "term", "tax", "insurance", "hoa"))
            if (random.nextBoolean())
                parts.add(name + "=" + (random.nextBoolean() ? "" + random.nextInt(1, 40) : value(4_000)));
        return String.join("&", parts);
    }

    private String value(int longest) {
        return switch (random.nextInt(5)) {
            case 0 -> pick(ODD);
            case 1 -> pick(ODD).repeat(random.nextInt(1, 40)).replace("&", "");
            case 2 -> encoded(line(random.nextInt(1, Math.max(2, longest))));
            case 3 ->
                pick(List.of("a", "1", ",", "%20", "1,", "(", ".", "-", "%C3%89"))
                        .repeat(random.nextInt(1, Math.max(2, longest / 4 + 1)));
            default -> "" + random.nextInt();
        };
    }

    private String path() {
        return pick(List.of(
                        "listing/",
                        "homes/or/",
                        "places/or/",
                        "mls/",
                        "sitemaps/",
                        "open-houses/",
                        "assets/",
                        "media/x/",
                        ""))
                + pick(List.of("a", "%61", "..%2f", "%2F/", ";x=1", "%00", "é", "1", "-"))
                        .repeat(random.nextInt(1, 300));
    }

    private String headers() {
        var name = pick(List.of(
                "Accept-Encoding",
                "Accept-Language",
                "Accept",
                "If-None-Match",
                "If-Modified-Since",
                "Cookie",
                "Range",
                "User-Agent",
                "Referer",
                "Origin",
                "X-Forwarded-For",
                "Forwarded",
                "Content-Type",
                "Sec-Fetch-Site"));
        var unit = pick(List.of(
                "a",
                "\"x\", ",
                "W/\"y\",",
                "gzip;q=0.5,",
                "10.0.0.1, ",
                "for=\"[::1]\";proto=http,",
                "a=b; ",
                "\\\"",
                ",",
                "0-1,"));
        return name + ": " + unit.repeat(random.nextInt(1, 60_000 / unit.length())) + "\r\n";
    }

    private Request form(String key) {
        var fields = new ArrayList<String>();
        for (var name :
                List.of("name", "email", "phone", "message", "day1", "time1", "kind", "token", "subject", "seconds"))
            if (random.nextInt(3) > 0) fields.add(name + "=" + value(name.equals("message") ? 60_000 : 5_000));
        if (random.nextInt(4) == 0) for (int i = 0; i < 9_000; i++) fields.add("f" + i + "=");
        var body = String.join("&", fields);
        return new Request(
                "POST",
                random.nextBoolean() ? "/contact" : "/listing/" + key + "/inquiry",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                body.length() <= 98_000
                        ? body.replaceAll("[^!-~]", "?")
                        : body.substring(0, 98_000).replaceAll("[^!-~]", "?"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
