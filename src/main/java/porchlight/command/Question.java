package porchlight.command;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import porchlight.message.Messages;
import porchlight.settings.Variable;

/** What init asks, in this order. Each question has an option of the same name, in lower case and with hyphens. */
enum Question {
    BROKERAGE(Variable.SITE_BROKERAGE, Need.REQUIRED),
    NAME("name"),
    EMAIL(Variable.SITE_EMAIL, Need.OPTIONAL),
    PHONE(Variable.SITE_PHONE, Need.OPTIONAL),
    URL(Variable.SITE_URL, Need.OPTIONAL),
    SERVICE_ROOT(Variable.RESO_SERVICE_ROOT, Need.REQUIRED),
    /** Which kind of key: {@link Access}. */
    ACCESS(),
    TOKEN(Variable.RESO_ACCESS_TOKEN, Need.REQUIRED),
    CLIENT_ID(Variable.RESO_CLIENT_ID, Need.REQUIRED),
    CLIENT_SECRET(Variable.RESO_CLIENT_SECRET, Need.REQUIRED),
    TOKEN_URL(Variable.RESO_TOKEN_URL, Need.REQUIRED),
    SCOPE(Variable.RESO_SCOPE, Need.OPTIONAL),
    REDIRECT_URI(Variable.RESO_REDIRECT_URI, Need.REQUIRED),
    RULES(Variable.MLS_PROFILE, Need.REQUIRED),
    MLS_NAME("mls", "name"),
    COPYRIGHT_OWNER("copyright", "owner"),
    TIME_ZONE("mls", "timeZone"),
    OFFICES(Variable.SITE_OFFICE_IDS, Need.OPTIONAL),
    COLOR("colors", "brand"),
    LOGO("logo", "light"),
    FONTS("fonts");

    /** Kinds of keys. */
    enum Access {
        /** An access token. */
        TOKEN("TOKEN"),
        /** A client that gets its own tokens. */
        CLIENT("CLIENT_ID", "CLIENT_SECRET", "TOKEN_URL", "SCOPE"),
        /** A client whose tokens somebody has to consent to. */
        CONSENT("CLIENT_ID", "CLIENT_SECRET", "TOKEN_URL", "REDIRECT_URI");

        private final List<String> questions;

        Access(String... questions) {
            this.questions = List.of(questions);
        }

        boolean needs(Question question) {
            return questions.contains(question.name());
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Need {
        REQUIRED,
        OPTIONAL
    }

    /** Those about the key, of which each kind needs some. */
    static final List<Question> OF_THE_KEY = List.of(TOKEN, CLIENT_ID, CLIENT_SECRET, TOKEN_URL, SCOPE, REDIRECT_URI);

    /** Those about the rules, which a complete preset answers. */
    static final List<Question> OF_THE_RULES = List.of(MLS_NAME, COPYRIGHT_OWNER, TIME_ZONE);

    static final List<Question> OF_THE_LOOKS = List.of(NAME, COLOR, LOGO, FONTS);

    private final @Nullable Variable variable;
    private final String[] keys;
    private final boolean required;

    Question() {
        this.variable = null;
        this.keys = new String[0];
        this.required = true;
    }

    Question(Variable variable, Need need) {
        this.variable = variable;
        this.keys = new String[0];
        this.required = need == Need.REQUIRED;
    }

    Question(String... keys) {
        this.variable = null;
        this.keys = keys;
        this.required = keys[0].equals("mls") || keys[0].equals("copyright");
    }

    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of value, in the help. */
    String paramLabel() {
        if (this == LOGO) return "FILE";
        if (this == COLOR) return "#RRGGBB";
        return this == URL || this == SERVICE_ROOT || this == TOKEN_URL || this == REDIRECT_URI ? "URL" : "TEXT";
    }

    /** The variable that is the answer; null if it stands in a YAML file. */
    @Nullable
    Variable variable() {
        return variable;
    }

    /** Where the answer stands in its YAML file. */
    String[] keys() {
        return keys.clone();
    }

    boolean isRequired() {
        return required;
    }

    boolean isSecret() {
        return variable != null && variable.isSecret();
    }

    String sentence() {
        return Messages.text("command.init.ask." + option().substring(2));
    }

    /** What a new line in a file is about. */
    String comment() {
        return Messages.text("command.init.comment." + option().substring(2));
    }

    static Stream<Question> all() {
        return Stream.of(values());
    }
}
