package porchlight.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import porchlight.brand.InvalidBrand;
import porchlight.brand.YamlEdit;
import porchlight.command.Question.Access;
import porchlight.listing.MlsProfiles;
import porchlight.message.Messages;
import porchlight.settings.CheckedSettings;
import porchlight.settings.DotEnvFile;
import porchlight.settings.Variable;

/** The files that init writes: {@code .env}, the MLS's rules, and {@code site.yaml} with the logo. */
final class OwnFiles {
    private static final String RULES_FILE = "mls.yaml";
    private static final String SITE_FILE = "site.yaml";

    private final Path directory;
    private final Map<String, String> process;
    private final DotEnvFile env;
    private final Path brandFolder;
    private final YamlEdit site;
    private final Path rulesFile;
    private final YamlEdit rules;

    /**
     * Reads those that exist.
     *
     * @throws porchlight.settings.InvalidSettings if one can't be read
     */
    OwnFiles(Path directory, Map<String, String> process) {
        this.directory = directory;
        this.process = process;
        this.env = DotEnvFile.in(directory);
        this.brandFolder = CheckedSettings.brandFolder(environment(), directory);
        this.site = read(brandFolder.resolve(SITE_FILE));
        var profile = environment().getOrDefault(Variable.MLS_PROFILE.name(), "");
        this.rulesFile = directory
                .toAbsolutePath()
                .resolve(profile.isBlank() || MlsProfiles.PRESETS.contains(profile) ? RULES_FILE : profile);
        this.rules = read(rulesFile);
    }

    private static YamlEdit read(Path file) {
        try {
            return YamlEdit.of(file);
        } catch (InvalidBrand invalid) {
            throw AnswerTrial.unsettled(invalid);
        }
    }

    /** The variables as the site would see them. */
    Map<String, String> environment() {
        var environment = new HashMap<>(env.values());
        environment.putAll(process);
        return environment;
    }

    /** What the files say already. */
    Optional<String> answer(Question question) {
        var variable = question.variable();
        if (variable != null) return set(variable);
        if (question == Question.ACCESS) return access();
        if (Question.OF_THE_RULES.contains(question)) return rules.get(question.keys());
        var value = site.get(question.keys());
        return question == Question.NAME ? value.or(() -> set(Variable.SITE_NAME)) : value;
    }

    private Optional<String> set(Variable variable) {
        return Optional.ofNullable(environment().get(variable.name()))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private Optional<String> access() {
        if (set(Variable.RESO_CLIENT_ID).isEmpty())
            return set(Variable.RESO_ACCESS_TOKEN).map(token -> Access.TOKEN.word());
        return Optional.of(
                set(Variable.RESO_GRANT).filter("client_credentials"::equals).isPresent()
                        ? Access.CLIENT.word()
                        : Access.CONSENT.word());
    }

    /** Whether the owner has fonts of their own, which no answer names. */
    boolean hasOwnFonts() {
        return site.isSection(Question.FONTS.keys());
    }

    /**
     * Writes the answers.
     *
     * @return the files that were written
     */
    List<Path> write(Map<Question, String> answers) throws IOException {
        var written = new ArrayList<Path>();
        var chosen = answers.getOrDefault(Question.RULES, "");
        if (answers.containsKey(Question.MLS_NAME) || answers.containsKey(Question.TIME_ZONE)) {
            if (rules.isEmpty()) rules.comment(Messages.text("command.init.comment.mls-yaml"));
            if (MlsProfiles.PRESETS.contains(chosen)) {
                set(rules, Messages.text("command.init.comment.extends"), chosen, "extends");
                chosen = String.valueOf(rulesFile.getFileName());
            }
            for (var question : Question.OF_THE_RULES) put(rules, question, answers);
            Files.writeString(rulesFile, rules.text());
            written.add(rulesFile);
        }
        writeLooks(answers, written);
        writeEnv(answers, chosen);
        written.add(0, env.file());
        return written;
    }

    private void writeEnv(Map<Question, String> answers, String rulesName) throws IOException {
        if (env.isEmpty()) {
            env.comment(Messages.text("command.init.comment.env"));
            env.comment(Messages.text("command.init.comment.secret"));
        }
        var variables = Interview.variables(answers);
        variables.put(Variable.MLS_PROFILE.name(), rulesName);
        // Two names of one site would be a mistake.
        if (env.values().containsKey(Variable.SITE_NAME.name()))
            variables.put(Variable.SITE_NAME.name(), answers.getOrDefault(Question.NAME, ""));
        for (var variable : Variable.values()) {
            var value = variables.get(variable.name());
            var isAnswer = Question.all()
                    .anyMatch(question -> question.variable() == variable && answers.containsKey(question));
            if (value != null && (isAnswer || !value.isEmpty() || env.values().containsKey(variable.name())))
                env.set(variable, value);
        }
        env.save();
    }

    private void writeLooks(Map<Question, String> answers, List<Path> written) throws IOException {
        Files.createDirectories(brandFolder);
        if (site.isEmpty()) site.comment(Messages.text("command.init.comment.site-yaml"));
        for (var question : Question.OF_THE_LOOKS) if (question != Question.LOGO) put(site, question, answers);
        var logo = answers.getOrDefault(Question.LOGO, "");
        var before = site.get(Question.LOGO.keys()).orElse("");
        if (!logo.isEmpty() && !logo.equals(before)) {
            var source = new AnswerTrial(directory).path(logo).orElseThrow();
            var copy = free(source, before);
            if (!Files.exists(copy) || !Files.isSameFile(source, copy)) {
                Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
                written.add(copy);
            }
            set(site, Question.LOGO.comment(), String.valueOf(copy.getFileName()), Question.LOGO.keys());
        }
        Files.writeString(brandFolder.resolve(SITE_FILE), site.text());
        written.add(brandFolder.resolve(SITE_FILE));
    }

    /** Where a logo goes: no other file is overwritten but the logo that it replaces. */
    private Path free(Path source, String before) throws IOException {
        var name = AnswerTrial.fileName(source);
        for (int number = 2; ; number++) {
            var copy = brandFolder.resolve(name);
            if (!Files.exists(copy) || name.equals(before) || Files.mismatch(source, copy) < 0) return copy;
            name = number + "-" + AnswerTrial.fileName(source);
        }
    }

    private static void put(YamlEdit file, Question question, Map<Question, String> answers) {
        var answer = answers.getOrDefault(question, "");
        if (!answer.isEmpty()) set(file, question.comment(), answer, question.keys());
    }

    private static void set(YamlEdit file, String comment, String value, String... keys) {
        try {
            file.set(comment, value, keys);
        } catch (InvalidBrand unchangeable) {
            throw AnswerTrial.unsettled(unchangeable);
        }
    }
}
