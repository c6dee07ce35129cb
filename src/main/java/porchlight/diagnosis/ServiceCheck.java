package porchlight.diagnosis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import porchlight.database.DatabaseTrial;
import porchlight.diagnosis.FeedReport.Row;
import porchlight.lead.LeadPost;
import porchlight.message.Messages;
import porchlight.server.LeadModule;
import porchlight.settings.Settings;
import porchlight.settings.Variable;

/** Tries the owner's own services: the database, the mail server, and the webhook. Stores and sends nothing. */
public final class ServiceCheck {
    private ServiceCheck() {}

    /** @param directory contains {@code data/} */
    public static FeedReport with(FeedReport feed, Settings settings, Path directory) {
        var rows = new ArrayList<>(feed.rows());
        rows.addAll(rows(settings, directory));
        return new FeedReport(rows);
    }

    private static List<Row> rows(Settings settings, Path directory) {
        var rows = new ArrayList<Row>();
        var database = settings.database();
        if (database.jdbcUrl().startsWith("jdbc:postgresql:"))
            rows.add(row(
                    Messages.text("check.database"),
                    Messages.text("check.database.ok"),
                    DatabaseTrial.problem(database.jdbcUrl(), database.user(), database.password()),
                    Messages.text("check.database.fix")));
        else if (!isWritable(LeadModule.data(directory)))
            rows.add(Row.failed(
                    Messages.text("check.database"),
                    Messages.text(
                            "check.database.unwritable",
                            LeadModule.data(directory).toAbsolutePath()),
                    null));
        LeadModule.mailServer(settings)
                .ifPresent(mail -> rows.add(row(
                        Messages.text("check.mail"),
                        Messages.text("check.mail.ok"),
                        mail.problem(),
                        Messages.text("check.mail.fix", Variable.SMTP_URL.name()))));
        var webhook = settings.leads().webhook();
        if (webhook != null)
            rows.add(row(
                    Messages.text("check.webhook"),
                    Messages.text("check.webhook.ok"),
                    LeadPost.problem(webhook),
                    Messages.text("check.webhook.fix", Variable.LEADS_WEBHOOK_URL.name())));
        return rows;
    }

    private static Row row(String subject, String fine, Optional<String> problem, String remedy) {
        return problem.map(detail -> Row.failed(subject, detail, remedy)).orElseGet(() -> Row.ok(subject, fine));
    }

    /** Or can be created. */
    private static boolean isWritable(Path folder) {
        var existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) existing = existing.getParent();
        return Files.isDirectory(existing) && Files.isWritable(existing);
    }
}
