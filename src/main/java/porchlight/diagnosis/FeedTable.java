package porchlight.diagnosis;

import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import porchlight.message.Messages;

/** Formats a feed report as text. */
public final class FeedTable {
    private static final int WIDTH = 110;

    private FeedTable() {}

    public static String of(FeedReport report) {
        var table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(28, 0, Overflow.WRAP),
                new Column(9, 0, Overflow.WRAP),
                new Column(9, 0, Overflow.WRAP),
                new Column(WIDTH - 46, 0, Overflow.WRAP));
        table.addRowValues(
                Messages.text("check.column.subject"),
                Messages.text("check.column.verdict"),
                Messages.text("check.column.time"),
                Messages.text("check.column.detail"));
        for (var row : report.rows()) {
            var verdict = row.verdict().name().toLowerCase(Locale.ROOT);
            var time = row.took().isZero()
                    ? ""
                    : Messages.text("check.time", Long.toString(row.took().toMillis()));
            table.addRowValues(row.subject(), Messages.text("check.verdict." + verdict), time, row.detail());
            if (row.setting() != null) table.addRowValues("", "", "", "-> " + row.setting());
        }
        return table + "\n" + conclusion(report);
    }

    private static String conclusion(FeedReport report) {
        var verdict = report.passed()
                ? Messages.text("check.passed")
                : Messages.text("check.failed", String.join(", ", report.failures()));
        return report.missed().isEmpty()
                ? verdict
                : verdict + "\n" + Messages.text("check.missed", String.join(", ", report.missed()));
    }
}
