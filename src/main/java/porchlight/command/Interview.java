package porchlight.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import porchlight.command.Question.Access;
import porchlight.diagnosis.FeedAccess;
import porchlight.listing.MlsProfiles;
import porchlight.message.Messages;
import porchlight.settings.InvalidSettings;
import porchlight.settings.InvalidSettings.Fault;
import porchlight.settings.Variable;

/** Gets the answers of init: from the options, from the person, or from what the files say already. */
final class Interview {
    /** Nobody is there any more. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Map<Question, String> given;
    private final @Nullable Person person;
    private final OwnFiles files;
    private final AnswerTrial trial;
    private final PrintWriter out;
    private final Map<Question, String> answers = new EnumMap<>(Question.class);
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param given by options
     * @param person who is asked; null to ask nobody
     */
    Interview(Map<Question, String> given, @Nullable Person person, OwnFiles files, Path directory, PrintWriter out) {
        this.given = Map.copyOf(given);
        this.person = person;
        this.files = files;
        this.trial = new AnswerTrial(directory);
        this.out = out;
    }

    /**
     * All answers; questions that don't apply have none.
     *
     * @param feed sends a request with the settings so far; says what is wrong
     * @throws InvalidSettings if nobody is asked and an answer is missing or wrong; lists all of them by their options
     */
    Map<Question, String> answers(Function<Map<String, String>, Optional<FeedAccess.Refusal>> feed) throws Ended {
        if (person != null) out.println(Messages.text("command.init.hello"));
        for (var question : Question.values()) {
            ask(question, true);
            if (question == Question.REDIRECT_URI && person != null) askForAccess(feed);
        }
        if (!faults.isEmpty()) throw new InvalidSettings(faults);
        return Map.copyOf(answers);
    }

    /** Asks for address and key again until the MLS takes them, or the person has had enough. */
    private void askForAccess(Function<Map<String, String>, Optional<FeedAccess.Refusal>> feed) throws Ended {
        while (access() != Access.CONSENT) {
            out.println();
            out.println(Messages.text("command.init.trying"));
            var refusal = feed.apply(environment());
            if (refusal.isEmpty()) {
                out.println(Messages.text("check.access.ok"));
                return;
            }
            complain(refusal.get().detail(), refusal.get().remedy());
            out.println(Messages.text("command.init.retry"));
            var typed = read(false);
            if (!typed.isEmpty() && !typed.toLowerCase(Locale.ROOT).startsWith("y")) return;
            ask(Question.SERVICE_ROOT, false);
            ask(Question.ACCESS, false);
            for (var question : Question.OF_THE_KEY) ask(question, false);
        }
    }

    private Access access() {
        var word = answers.getOrDefault(Question.ACCESS, "");
        for (var access : Access.values()) if (access.word().equals(word)) return access;
        return Access.TOKEN;
    }

    /** @param optionsCount whether an option is an answer; not if that was wrong */
    private void ask(Question question, boolean optionsCount) throws Ended {
        if (!applies(question)) {
            answers.remove(question);
            return;
        }
        var option = optionsCount ? given.get(question) : null;
        if (option != null && take(question, option.strip())) return;
        var suggested = suggestion(question);
        if (person == null) {
            if (option == null) settle(question, suggested);
            return;
        }
        do {
            out.println();
            out.println(question.sentence());
            var shown = suggested.isEmpty()
                    ? question.isRequired() ? "" : Messages.text("command.init.none")
                    : question.isSecret() ? Messages.text("command.init.kept") : suggested;
            if (!shown.isEmpty()) out.print(Messages.text("command.init.suggested", shown) + " ");
        } while (!answered(question, suggested, read(question.isSecret())));
    }

    private boolean answered(Question question, String suggested, String typed) {
        if (typed.equals("-") && question.variable() != null && !question.isRequired()) {
            answers.put(question, "");
            return true;
        }
        if (typed.isEmpty() && suggested.isEmpty() && question.isRequired()) {
            out.println(Messages.text("command.init.required"));
            return false;
        }
        return take(question, typed.isEmpty() ? suggested : typed);
    }

    /** Without a person: what the files say, which may be wrong or nothing. */
    private void settle(Question question, String suggested) {
        if (suggested.isEmpty() && question.isRequired())
            faults.add(new Fault(question.option(), Messages.text("command.init.missing"), question.sentence()));
        else take(question, suggested);
    }

    /** @return whether the answer is good; if not, the person knows, or it is a fault */
    private boolean take(Question question, String answer) {
        var wrong = answer.isEmpty() ? List.<Fault>of() : problems(question, answer);
        if (wrong.isEmpty()) {
            answers.put(question, answer);
            return true;
        }
        for (var fault : wrong)
            if (person != null) complain(fault.problem(), fault.remedy());
            else faults.add(new Fault(question.option(), fault.problem(), fault.remedy()));
        return false;
    }

    private List<Fault> problems(Question question, String answer) {
        if (question == Question.ACCESS) {
            for (var access : Access.values()) if (access.word().equals(answer)) return List.of();
            return List.of(Fault.of(question.option(), "command.init.access", answer));
        }
        if (question == Question.RULES) {
            var wrong = trial.variable(Variable.MLS_PROFILE, answer, environment());
            return wrong.isEmpty() ? trial.rules(answer) : wrong;
        }
        if (Question.OF_THE_RULES.contains(question)) return trial.rule(question, answer);
        if (question == Question.LOGO && isKept(question, answer)) return List.of();
        var variable = question.variable();
        return variable == null ? trial.looks(question, answer) : trial.variable(variable, answer, environment());
    }

    /** Whether the answer is what the files say already. */
    private boolean isKept(Question question, String answer) {
        return files.answer(question).filter(answer::equals).isPresent();
    }

    private boolean applies(Question question) {
        if (Question.OF_THE_KEY.contains(question)) return access().needs(question);
        if (Question.OF_THE_RULES.contains(question)) {
            var rules = answers.getOrDefault(Question.RULES, "");
            return MlsProfiles.PRESETS.contains(rules)
                    ? AnswerTrial.needsNames(rules)
                    : given.containsKey(question) || files.answer(question).isPresent();
        }
        return question != Question.FONTS || given.containsKey(question) || !files.hasOwnFonts();
    }

    private String suggestion(Question question) {
        var before = answers.getOrDefault(question, "");
        if (!before.isEmpty()) return before;
        return files.answer(question).orElseGet(() -> switch (question) {
            case NAME -> answers.getOrDefault(Question.BROKERAGE, "");
            case ACCESS -> Access.TOKEN.word();
            case RULES -> person == null ? "" : Variable.MLS_PROFILE.defaultText();
            case COPYRIGHT_OWNER -> answers.getOrDefault(Question.MLS_NAME, "");
            case TIME_ZONE -> person == null ? "" : here();
            case REDIRECT_URI -> person == null ? "" : "http://127.0.0.1:8090/callback";
            default -> "";
        });
    }

    /** This machine's time zone, unless it is one that servers have anywhere. */
    private static String here() {
        var zone = ZoneId.systemDefault().getId();
        return zone.contains("/") && !zone.startsWith("Etc/") ? zone : "";
    }

    /** The settings as they would be with the answers so far, by name. */
    private Map<String, String> environment() {
        var environment = new HashMap<>(files.environment());
        environment.putAll(variables(answers));
        return environment;
    }

    /** The variables that follow from answers, by name; those of other kinds of keys are empty. */
    static Map<String, String> variables(Map<Question, String> answers) {
        var variables = new HashMap<String, String>();
        answers.forEach((question, answer) -> {
            if (question.variable() != null) variables.put(question.variable().name(), answer);
        });
        var access = answers.get(Question.ACCESS);
        if (access == null) return variables;
        for (var question : Question.OF_THE_KEY)
            if (question.variable() != null)
                variables.putIfAbsent(question.variable().name(), "");
        variables.put(
                Variable.RESO_GRANT.name(),
                access.equals(Access.TOKEN.word())
                        ? ""
                        : access.equals(Access.CLIENT.word()) ? "client_credentials" : "authorization_code");
        return variables;
    }

    private void complain(String problem, String remedy) {
        out.println(Messages.text("command.init.wrong", problem, remedy));
    }

    private String read(boolean hidden) throws Ended {
        out.print("> ");
        out.flush();
        var typed = person == null ? null : hidden ? person.secret() : person.line();
        if (typed == null) throw new Ended();
        return typed.strip();
    }
}
