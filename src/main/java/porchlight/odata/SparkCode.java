package porchlight.odata;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTTP statuses for Spark's error codes, for errors that arrive under HTTP 200. */
final class SparkCode {
    private static final int UNKNOWN = 502;

    private static final Map<Integer, Integer> STATUS = Map.ofEntries(
            Map.entry(404, 404),
            Map.entry(405, 405),
            Map.entry(1000, 401),
            Map.entry(1005, 403),
            Map.entry(1010, 401),
            Map.entry(1013, 403),
            Map.entry(1015, 403),
            Map.entry(1016, 403),
            Map.entry(1017, 405),
            Map.entry(1018, 405),
            Map.entry(1019, 403),
            Map.entry(1020, 401),
            Map.entry(1021, 403),
            Map.entry(1023, 503),
            Map.entry(1024, 503),
            Map.entry(1026, 500),
            Map.entry(1030, 403),
            Map.entry(1035, 400),
            Map.entry(1040, 400),
            Map.entry(1041, 400),
            Map.entry(1050, 400),
            Map.entry(1053, 400),
            Map.entry(1500, 403),
            Map.entry(1505, 403),
            Map.entry(1510, 503),
            Map.entry(1515, 503),
            Map.entry(1516, 503),
            Map.entry(1550, 429),
            Map.entry(2005, 503),
            Map.entry(3000, 400));

    private SparkCode() {}

    /** 502 if the code is unknown or missing. */
    static int status(@Nullable String code) {
        if (code == null || !code.matches("\\d{1,6}")) return UNKNOWN;
        var number = Integer.parseInt(code);
        var status = STATUS.get(number);
        if (status != null) return status;
        return number >= 2000 && number <= 2999 ? 400 : UNKNOWN;
    }
}
