package porchlight.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How the catalog writes a feature: the name of its group, a colon, and its value. */
public final class Features {
    private Features() {}

    /** Of one group. */
    public static List<String> of(String group, Collection<String> values) {
        return values.stream().map(value -> beginning(group) + value).toList();
    }

    /** @param byGroup the values of each group, none of them twice */
    static List<String> of(Map<String, List<String>> byGroup) {
        var all = new ArrayList<String>();
        byGroup.forEach((group, values) -> all.addAll(of(group, values)));
        return all;
    }

    /** What the features of a group, and no others, begin with. */
    public static String beginning(String group) {
        return group + ":";
    }

    /** The name of a feature's group. */
    public static String group(String feature) {
        return feature.substring(0, feature.indexOf(':'));
    }

    public static String value(String feature) {
        return feature.substring(feature.indexOf(':') + 1);
    }
}
