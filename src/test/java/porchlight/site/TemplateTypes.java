package porchlight.site;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.ExpressionContext;
import org.thymeleaf.engine.IterationStatusVar;
import org.thymeleaf.standard.expression.Assignation;
import org.thymeleaf.standard.expression.FragmentExpression;
import org.thymeleaf.standard.expression.FragmentSignature;
import org.thymeleaf.standard.expression.IStandardExpression;
import org.thymeleaf.standard.expression.StandardExpressionParser;
import porchlight.web.View;

/**
 * Checks that everything templates read exists: it goes through each template in each branch as Thymeleaf would, with
 * types in place of values. A fragment is checked wherever it is inserted, with what it is given there.
 */
final class TemplateTypes {
    /** Thymeleaf obeys them after {@code th:each} and before {@code th:with}. */
    private static final List<String> CONDITIONS = List.of("switch", "case", "if", "unless");

    private static final Set<String> ASSIGNMENTS = Set.of("attr", "attrappend", "attrprepend");
    /** Not expressions. */
    private static final Set<String> PLAIN = Set.of("fragment", "inline");

    private static final Pattern INLINED = Pattern.compile("\\[\\[(.*?)]]");
    private static final int DEEPEST = 100;

    private final UnaryOperator<String> sources;
    private final Map<String, Type> views;
    private final Map<String, TemplateMarkup.Element> templates = new HashMap<>();
    private final ExpressionContext context = new ExpressionContext(new TemplateEngine().getConfiguration());
    private final StandardExpressionParser parser = new StandardExpressionParser();
    private final ExpressionTypes types;
    private final Set<String> wrong = new TreeSet<>();
    private final Set<String> untyped = new TreeSet<>();
    private final Set<String> reached = new HashSet<>();
    private final Set<Visit> visited = new HashSet<>();

    /** Elements that are handed to another template. */
    private record Part(List<TemplateMarkup.Element> elements) implements Type {}

    private record Visit(TemplateMarkup.Element element, Map<String, Type> variables) {}

    /**
     * @param sources a template's source by its name
     * @param views the type of each template's view: what is only known to be some view is given to its own template
     * @param objects what {@code #name} means, by that with the sign
     * @param keys of maps whose keys are known
     */
    TemplateTypes(
            UnaryOperator<String> sources,
            Map<String, Type> views,
            Map<String, Type> objects,
            Map<Type, Set<String>> keys) {
        this.sources = sources;
        this.views = views;
        this.types = new ExpressionTypes(objects, keys, context);
    }

    /** Checks a whole template and all that it inserts. */
    void check(String template, Map<String, Type> variables) {
        content(root(template), variables, 0);
    }

    /** What fails whenever it is rendered, with its place. */
    Collection<String> wrong() {
        return wrong;
    }

    /** Expressions whose type is not known. */
    Collection<String> untyped() {
        return untyped;
    }

    /** Attributes of a template that no template checked so far reaches. */
    Collection<String> unreached(String template) {
        var all = new TreeSet<String>();
        root(template)
                .all()
                .forEach(element -> element.attributes().keySet().stream()
                        .filter(name -> name.startsWith("th:") && !name.equals("th:fragment"))
                        .map(name -> place(element) + " " + name)
                        .filter(place -> !reached.contains(place))
                        .forEach(all::add));
        return all;
    }

    private TemplateMarkup.Element root(String template) {
        return templates.computeIfAbsent(template, name -> TemplateMarkup.parse(name, sources.apply(name)));
    }

    private static String place(TemplateMarkup.Element element) {
        return element.template() + ":" + element.line() + ":" + element.column() + " <" + element.name() + ">";
    }

    private void content(TemplateMarkup.Element element, Map<String, Type> variables, int depth) {
        for (var part : element.content()) {
            if (part instanceof TemplateMarkup.Element child) element(child, variables, depth);
            else if (part instanceof TemplateMarkup.Text text)
                INLINED.matcher(text.text())
                        .results()
                        .forEach(inlined -> new Here(element, "[[…]]").of(inlined.group(1), variables));
        }
    }

    private void element(TemplateMarkup.Element element, Map<String, Type> outside, int depth) {
        if (depth > DEEPEST) throw new IllegalStateException(place(element) + " inserts itself");
        if (!visited.add(new Visit(element, outside))) return;
        for (var name : List.of("insert", "replace")) {
            var inserted = element.th(name);
            if (inserted.isEmpty()) continue;
            var here = here(element, name);
            insert(here, inserted.get(), outside, depth);
            if (!name.equals("replace")) continue;
            element.attributes().keySet().stream()
                    .filter(other -> other.startsWith("th:") && !other.equals("th:replace"))
                    .forEach(other -> here.wrong(other + " is ignored beside it"));
            return;
        }
        var variables = new LinkedHashMap<>(outside);
        element.th("each").ifPresent(each -> each(here(element, "each"), each, variables));
        for (var name : CONDITIONS)
            element.th(name).ifPresent(value -> here(element, name).of(value, variables));
        element.th("with").ifPresent(with -> here(element, "with").assigned(with, variables, true));
        element.attributes().forEach((attribute, value) -> {
            var name = attribute.replaceFirst("^th:", "");
            if (name.equals(attribute)
                    || CONDITIONS.contains(name)
                    || Set.of("insert", "each", "with").contains(name)) return;
            var here = here(element, name);
            if (ASSIGNMENTS.contains(name)) here.assigned(value, variables, false);
            else if (!PLAIN.contains(name)) here.of(value, variables);
        });
        if (element.th("text").isEmpty() && element.th("insert").isEmpty()) content(element, variables, depth + 1);
    }

    private void each(Here here, String value, Map<String, Type> variables) {
        var each = parser.parseEach(context, value);
        var many = here.of(each.getIterable(), variables);
        var one = many == ExpressionTypes.UNKNOWN ? Optional.of(many) : MemberTypes.element(many);
        if (one.isEmpty()) here.wrong(many.getTypeName() + " is nothing to go through");
        var name = types.literal(each.getIterVar());
        variables.put(name, one.orElse(ExpressionTypes.UNKNOWN));
        variables.put(
                each.hasStatusVar() ? types.literal(each.getStatusVar()) : name + "Stat", IterationStatusVar.class);
    }

    private void insert(Here here, String value, Map<String, Type> variables, int depth) {
        var expression = parser.parseExpression(context, value);
        var inserted = expression instanceof FragmentExpression fragment
                ? fragment(here, fragment, variables)
                : here.of(expression, variables);
        if (inserted instanceof Called called)
            called.elements.forEach(element -> element(element, called.variables, depth + 1));
        else if (inserted instanceof Part part)
            part.elements.forEach(element -> element(element, variables, depth + 1));
        else here.wrong("is no fragment");
    }

    /** A fragment and what it can read. */
    private record Called(List<TemplateMarkup.Element> elements, Map<String, Type> variables) implements Type {}

    private Type fragment(Here here, FragmentExpression call, Map<String, Type> variables) {
        var template = call.getTemplateName() == null ? "" : types.literal(call.getTemplateName());
        var selector = types.literal(call.getFragmentSelector());
        var root = root(template.isEmpty() ? here.element.template() : template);
        for (var element : root.all().toList()) {
            var declared = element.th("fragment").orElse(null);
            if (declared == null) continue;
            var signature = parser.parseFragmentSignature(context.getConfiguration(), declared);
            if (signature.getFragmentName().equals(selector))
                return new Called(List.of(element), given(here, element, signature, call, variables));
        }
        var named =
                root.all().filter(element -> element.name().equals(selector)).toList();
        if (named.isEmpty()) here.wrong("there is no " + selector);
        return new Part(named);
    }

    /** What a fragment can read: its parameters, and the variables of the place where it is inserted. */
    private Map<String, Type> given(
            Here here,
            TemplateMarkup.Element fragment,
            FragmentSignature signature,
            FragmentExpression call,
            Map<String, Type> variables) {
        var names = signature.hasParameters() ? signature.getParameterNames() : List.<String>of();
        var values = call.hasParameters() ? call.getParameters().getAssignations() : List.<Assignation>of();
        if (values.size() != names.size()) here.wrong(signature.getFragmentName() + " takes " + names);
        var inside = new LinkedHashMap<>(variables);
        for (int at = 0; at < Math.min(names.size(), values.size()); at++) {
            var name = call.hasSyntheticParameters()
                    ? names.get(at)
                    : types.literal(values.get(at).getLeft());
            if (!names.contains(name)) here.wrong(signature.getFragmentName() + " takes no " + name);
            var type = here.of(values.get(at).getRight(), variables);
            inside.put(name, type == View.class ? views.getOrDefault(fragment.template(), type) : type);
        }
        return inside;
    }

    private Here here(TemplateMarkup.Element element, String attribute) {
        return new Here(element, "th:" + attribute);
    }

    /** An attribute, or the text of an element. */
    private final class Here implements ExpressionTypes.Report {
        private final TemplateMarkup.Element element;
        private final String place;
        private String expression = "";

        Here(TemplateMarkup.Element element, String attribute) {
            this.element = element;
            this.place = place(element) + " " + attribute;
            reached.add(place);
        }

        @Override
        public void wrong(String what) {
            wrong.add(place + " " + expression + ": " + what);
        }

        @Override
        public void untyped(String what) {
            untyped.add(place + " " + expression + ": " + what);
        }

        Type of(String text, Map<String, Type> variables) {
            return of(parser.parseExpression(context, text), variables);
        }

        Type of(IStandardExpression parsed, Map<String, Type> variables) {
            if (parsed instanceof FragmentExpression call) {
                var found = fragment(this, call, variables);
                return found instanceof Called called ? new Part(called.elements) : found;
            }
            expression = parsed.getStringRepresentation();
            return types.of(parsed, variables, this);
        }

        /** @param locals whether the values become variables */
        void assigned(String text, Map<String, Type> variables, boolean locals) {
            for (var each : parser.parseAssignationSequence(context, text, false)) {
                var type = of(each.getRight(), variables);
                if (locals) variables.put(types.literal(each.getLeft()), type);
            }
        }
    }
}
