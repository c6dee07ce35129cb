package porchlight.site;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ognl.ASTConst;
import ognl.ASTMethod;
import ognl.ASTProperty;
import ognl.Node;
import ognl.Ognl;
import ognl.OgnlException;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.standard.expression.AdditionExpression;
import org.thymeleaf.standard.expression.BinaryOperationExpression;
import org.thymeleaf.standard.expression.BooleanTokenExpression;
import org.thymeleaf.standard.expression.ConditionalExpression;
import org.thymeleaf.standard.expression.DefaultExpression;
import org.thymeleaf.standard.expression.EqualsNotEqualsExpression;
import org.thymeleaf.standard.expression.GenericTokenExpression;
import org.thymeleaf.standard.expression.IStandardExpression;
import org.thymeleaf.standard.expression.LinkExpression;
import org.thymeleaf.standard.expression.MessageExpression;
import org.thymeleaf.standard.expression.NegationExpression;
import org.thymeleaf.standard.expression.NullTokenExpression;
import org.thymeleaf.standard.expression.NumberTokenExpression;
import org.thymeleaf.standard.expression.TextLiteralExpression;
import org.thymeleaf.standard.expression.VariableExpression;

/** The static types of a template's expressions, given those of its variables. */
final class ExpressionTypes {
    /** The type of what was reported already. */
    static final Type UNKNOWN = new Type() {
        @Override
        public String toString() {
            return "unknown";
        }
    };

    private static final Set<String> COMPARISONS = Set.of("ASTLess", "ASTLessEq", "ASTGreater", "ASTGreaterEq");
    private static final Set<String> CALCULATIONS =
            Set.of("ASTSubtract", "ASTMultiply", "ASTDivide", "ASTRemainder", "ASTNegate");
    private static final Set<String> CONDITIONS = Set.of("ASTAnd", "ASTOr", "ASTNot");

    /** Hears of faults. */
    interface Report {
        /** The template would fail. */
        void wrong(String what);

        /** The template may be right: its type is not known. */
        void untyped(String what);
    }

    private final Map<String, Type> objects;
    private final Map<Type, Set<String>> keys;
    private final IExpressionContext literals;

    /**
     * @param objects what {@code #name} means
     * @param keys of maps whose keys are known
     * @param literals a context without variables
     */
    ExpressionTypes(Map<String, Type> objects, Map<Type, Set<String>> keys, IExpressionContext literals) {
        this.objects = objects;
        this.keys = keys;
        this.literals = literals;
    }

    /** An expression of Thymeleaf's, with variables of these types. */
    Type of(IStandardExpression expression, Map<String, Type> variables, Report report) {
        if (expression instanceof VariableExpression variable) return ognl(variable, variables, report);
        if (expression instanceof TextLiteralExpression || expression instanceof GenericTokenExpression)
            return String.class;
        if (expression instanceof NumberTokenExpression) return Integer.class;
        if (expression instanceof BooleanTokenExpression) return Boolean.class;
        if (expression instanceof NullTokenExpression) return MemberTypes.NULL;
        if (expression instanceof MessageExpression message) {
            if (message.hasParameters()) for (var parameter : message.getParameters()) of(parameter, variables, report);
            return String.class;
        }
        if (expression instanceof LinkExpression link) {
            of(link.getBase(), variables, report);
            if (link.hasParameters())
                for (var parameter : link.getParameters()) of(parameter.getRight(), variables, report);
            return String.class;
        }
        if (expression instanceof NegationExpression not) {
            of(not.getOperand(), variables, report);
            return Boolean.class;
        }
        if (expression instanceof ConditionalExpression either) {
            of(either.getConditionExpression(), variables, report);
            return common(
                    of(either.getThenExpression(), variables, report),
                    of(either.getElseExpression(), variables, report));
        }
        if (expression instanceof DefaultExpression either)
            return common(
                    of(either.getQueriedExpression(), variables, report),
                    of(either.getDefaultExpression(), variables, report));
        if (expression instanceof BinaryOperationExpression both) {
            var left = of(both.getLeft(), variables, report);
            var right = of(both.getRight(), variables, report);
            if (both instanceof AdditionExpression) return sum(left, right);
            if (both instanceof EqualsNotEqualsExpression) return equal(left, right, report);
        }
        report.untyped(expression.getClass().getSimpleName());
        return UNKNOWN;
    }

    /** The text of a name or literal that needs no variables. */
    String literal(IStandardExpression expression) {
        return String.valueOf(expression.execute(literals));
    }

    private Type ognl(VariableExpression expression, Map<String, Type> variables, Report report) {
        try {
            return new Reading(variables, report).of((Node) Ognl.parseExpression(expression.getExpression()), null);
        } catch (OgnlException broken) {
            report.wrong("is no expression: " + broken.getMessage());
            return UNKNOWN;
        }
    }

    private static Type common(Type one, Type other) {
        if (one == MemberTypes.NULL || one == UNKNOWN) return one == UNKNOWN ? one : other;
        if (other == MemberTypes.NULL || other == UNKNOWN) return other == UNKNOWN ? other : one;
        if (MemberTypes.fits(other, one)) return one;
        return MemberTypes.fits(one, other) ? other : Object.class;
    }

    private static Type sum(Type left, Type right) {
        return MemberTypes.isNumber(left) && MemberTypes.isNumber(right) ? left : String.class;
    }

    private static Type equal(Type left, Type right, Report report) {
        if (left != UNKNOWN
                && right != UNKNOWN
                && right != MemberTypes.NULL
                && !MemberTypes.fits(left, right)
                && !MemberTypes.fits(right, left)) report.wrong("compares " + left + " with " + right);
        return Boolean.class;
    }

    /** One expression of OGNL's. */
    private final class Reading {
        private final Map<String, Type> variables;
        private final Report report;

        Reading(Map<String, Type> variables, Report report) {
            this.variables = variables;
            this.report = report;
        }

        /** @param target what a property or method is read of, null for the variables */
        Type of(Node node, @Nullable Type target) {
            if (node instanceof ASTConst literal)
                return literal.getValue() == null
                        ? MemberTypes.NULL
                        : literal.getValue().getClass();
            if (node instanceof ASTProperty property) return property(property, target);
            if (node instanceof ASTMethod method) return method(method, target);
            var kind = node.getClass().getSimpleName();
            if (kind.equals("ASTChain")) {
                var link = target;
                for (var child : children(node).toList()) link = of(child, link);
                return link == null ? UNKNOWN : link;
            }
            if (kind.equals("ASTVarRef")) return object(node.toString());
            var operands = children(node).map(child -> of(child, target)).toList();
            if (CONDITIONS.contains(kind)) return Boolean.class;
            if (kind.equals("ASTEq") || kind.equals("ASTNotEq")) return equal(operands.get(0), operands.get(1), report);
            if (kind.equals("ASTAdd"))
                return operands.stream().reduce(ExpressionTypes::sum).orElse(UNKNOWN);
            if (kind.equals("ASTTest")) return common(operands.get(1), operands.get(2));
            if (COMPARISONS.contains(kind) || CALCULATIONS.contains(kind)) {
                for (var operand : operands)
                    if (operand != UNKNOWN && !MemberTypes.isNumber(operand))
                        report.wrong("calculates with " + operand);
                return COMPARISONS.contains(kind) ? Boolean.class : Double.class;
            }
            report.untyped(kind);
            return UNKNOWN;
        }

        private Type object(String name) {
            var known = objects.get(name);
            if (known == null) report.untyped(name);
            return known == null ? UNKNOWN : known;
        }

        private Type property(ASTProperty property, @Nullable Type target) {
            var child = property.jjtGetChild(0);
            if (property.isIndexedAccess()) return indexed(child, target);
            var name = String.valueOf(((ASTConst) child).getValue());
            if (target == null) {
                var known = variables.get(name);
                if (known == null) report.wrong("has no variable " + name);
                return known == null ? UNKNOWN : known;
            }
            if (target == UNKNOWN) return UNKNOWN;
            if (MemberTypes.isMap(target)) return valueUnder(child, target);
            var found = MemberTypes.property(target, name);
            if (found.isEmpty()) report.wrong(target.getTypeName() + " has no " + name);
            return found.orElse(UNKNOWN);
        }

        private Type indexed(Node index, @Nullable Type target) {
            var at = of(index, null);
            if (target == null || target == UNKNOWN) return UNKNOWN;
            if (MemberTypes.isMap(target)) return valueUnder(index, target);
            var found = MemberTypes.indexed(target);
            if (found.isEmpty() || at != UNKNOWN && !MemberTypes.isNumber(at))
                report.wrong(target.getTypeName() + " has no element at " + at);
            return found.orElse(UNKNOWN);
        }

        private Type valueUnder(Node index, Type map) {
            var known = keys.get(map);
            if (known == null || !(index instanceof ASTConst key))
                report.untyped(MemberTypes.raw(map).getSimpleName() + "[" + index + "]");
            else if (!known.contains(String.valueOf(key.getValue())))
                report.wrong("there is no " + index + " among " + known);
            return MemberTypes.indexed(map).orElse(UNKNOWN);
        }

        private Type method(ASTMethod method, @Nullable Type target) {
            var arguments = new ArrayList<Type>();
            children(method).forEach(child -> arguments.add(of(child, null)));
            if (target == null || target == UNKNOWN || arguments.contains(UNKNOWN)) return UNKNOWN;
            var found = MemberTypes.method(target, method.getMethodName(), List.copyOf(arguments));
            if (found.isEmpty()) report.wrong(target.getTypeName() + " has no " + method.getMethodName() + arguments);
            return found.orElse(UNKNOWN);
        }

        private Stream<Node> children(Node node) {
            return IntStream.range(0, node.jjtGetNumChildren()).mapToObj(node::jjtGetChild);
        }
    }
}
