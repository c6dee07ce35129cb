package porchlight.listing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import porchlight.listing.MlsProfile.PhotoResize;

/** Reads the rules by which photo hosts name smaller versions of a photo. */
final class PhotoResizes {
    private static final Pattern GROUP = Pattern.compile("\\$(\\d)");

    private final ProfileValues values;

    PhotoResizes(ProfileValues values) {
        this.values = values;
    }

    /** Empty when the profile has none. */
    List<PhotoResize> read(String key) {
        var resizes = new ArrayList<PhotoResize>();
        if (!values.has(key)) return resizes;
        var items = values.items(key);
        for (int index = 0; index < items.size(); index++) {
            var resize = resize(key + "[" + index + "].", items.get(index));
            if (resize != null) resizes.add(resize);
        }
        return resizes;
    }

    private @Nullable PhotoResize resize(String key, JsonNode node) {
        node.fieldNames().forEachRemaining(name -> {
            if (!List.of("match", "url", "sizes").contains(name)) values.fault(key + name, "profile.resize.key", name);
        });
        var match = pattern(key + "match", values.text(key + "match", node.path("match")));
        var url = values.text(key + "url", node.path("url"));
        if (!url.isEmpty() && !url.contains("{size}")) values.fault(key + "url", "profile.resize.url", url);
        if (match != null && GROUP.matcher(url).results().anyMatch(group -> number(group.group(1)) > groups(match)))
            values.fault(key + "url", "profile.resize.group", url);
        var sizes = sizes(key + "sizes", node.path("sizes"));
        return match == null ? null : new PhotoResize(match, url, sizes);
    }

    private @Nullable Pattern pattern(String key, String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException fault) {
            values.fault(key, "profile.resize.match", expression, fault.getDescription());
            return null;
        }
    }

    private SortedMap<Integer, String> sizes(String key, JsonNode node) {
        var sizes = new TreeMap<Integer, String>();
        node.fields().forEachRemaining(entry -> {
            if (entry.getKey().matches("[1-9]\\d{1,3}"))
                sizes.put(number(entry.getKey()), values.text(key + "." + entry.getKey(), entry.getValue()));
            else values.fault(key + "." + entry.getKey(), "profile.resize.width", entry.getKey());
        });
        if (sizes.isEmpty()) values.fault(key, "profile.resize.sizes", "");
        return sizes;
    }

    private static int groups(Pattern pattern) {
        return pattern.matcher("").groupCount();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
