package porchlight.diagnosis;

import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Formats a feed report as text. */
public final class FeedTable {
    private static final int WIDTH = 110;

    private FeedTable() {}

    public static String of(FeedReport report) {
        var table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(21, 0, Overflow.WRAP),
                new Column(9, 0, Overflow.WRAP),
                new Column(9, 0, Overflow.WRAP),
                new Column(WIDTH - 39, 0, Overflow.WRAP));
        table.addRowValues("tried", "result", "time", "what");
        for (var row : report.rows()) {
            var verdict = row.verdict() == FeedReport.Verdict.OK
                    ? "OK"
                    : row.verdict().name().toLowerCase(Locale.ROOT);
            var time = row.took().isZero() ? "" : row.took().toMillis() + " ms";
            table.addRowValues(row.subject(), verdict, time, row.detail());
            if (row.setting() != null) table.addRowValues("", "", "", "-> " + row.setting());
        }
        return table + "\n" + conclusion(report);
    }

    private static String conclusion(FeedReport report) {
        var verdict = report.passed()
                ? "The site can be served from this feed."
                : "To be put right first: " + String.join(", ", report.failures()) + ".";
        return report.missed().isEmpty()
                ? verdict
                : verdict + "\nVisitors would miss: " + String.join(", ", report.missed()) + ".";
    }
}
