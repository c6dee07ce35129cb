package porchlight.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** One parameter of a search's URL. */
public record Param(SearchField field, String value) {
    public String name() {
        return field.param();
    }

    /** A query string, names and values percent-encoded; empty for no parameters. */
    public static String query(List<Param> params) {
        return params.stream()
                .map(param -> param.name() + "=" + URLEncoder.encode(param.value, StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
