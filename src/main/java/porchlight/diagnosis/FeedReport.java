package porchlight.diagnosis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which features of a feed work. */
public record FeedReport(List<Row> rows) {
    public FeedReport {
        rows = List.copyOf(rows);
    }

    enum Verdict {
        OK,
        LIMITED,
        MISSING
    }

    /**
     * The result of one test.
     *
     * @param needed whether the site cannot work without it
     * @param setting a setting that adapts the site, as it would be written; null for none
     * @param took duration of the slowest request, zero if none was needed
     */
    record Row(
            String subject,
            Verdict verdict,
            boolean needed,
            String detail,
            @Nullable String setting,
            Duration took) {

        static Row ok(String subject, String detail) {
            return new Row(subject, Verdict.OK, false, detail, null, Duration.ZERO);
        }

        static Row limited(String subject, String detail, @Nullable String setting) {
            return new Row(subject, Verdict.LIMITED, false, detail, setting, Duration.ZERO);
        }

        static Row missing(String subject, String detail, @Nullable String setting) {
            return new Row(subject, Verdict.MISSING, false, detail, setting, Duration.ZERO);
        }

        /** Something that the site needs is missing. */
        static Row failed(String subject, String detail, @Nullable String setting) {
            return new Row(subject, Verdict.MISSING, true, detail, setting, Duration.ZERO);
        }

        Row in(Duration time) {
            return new Row(subject, verdict, needed, detail, setting, time);
        }
    }

    /** Whether the site can use this feed. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** What must be fixed first. */
    List<String> failures() {
        return rows.stream()
                .filter(row -> row.needed() && row.verdict() == Verdict.MISSING)
                .map(Row::subject)
                .toList();
    }

    /** What visitors would miss, whether or not the site can use the feed. */
    List<String> missed() {
        return rows.stream()
                .filter(row -> !row.needed() && row.verdict() == Verdict.MISSING)
                .map(Row::subject)
                .toList();
    }
}
