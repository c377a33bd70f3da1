package io.eniguard.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.TypeType;
import io.eniguard.cel.CelValues.TypeName;
import io.eniguard.cel.Literals.Element;
import io.eniguard.policy.SharedBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Converts a checked expression to terms. */
final class TermBuilder {

    private static final Set<String> PARSERS = Set.of("timestamp", "duration");

    private final CelAbstractSyntaxTree checked;
    private final Map<String, Overload> functions;

    // The variables of the loops around the current part, the innermost first.
    private final Deque<Map<String, Integer>> scopes = new ArrayDeque<>();
    private int slots;

    TermBuilder(CelAbstractSyntaxTree checked, Map<String, Overload> functions) {
        this.checked = checked;
        this.functions = functions;
    }

    CompiledTerm build() {
        Term term = term(checked.getExpr());
        return new CompiledTerm(term, slots);
    }

    private Term term(CelExpr part) {
        return switch (part.exprKind().getKind()) {
            case CONSTANT -> constant(value(part.constant()));
            case IDENT -> variable(part);
            case SELECT -> selection(part);
            case CALL -> call(part);
            case LIST -> new Literals.NewList(elements(part.list()));
            case MAP -> map(part.map());
            case COMPREHENSION -> loop(part.comprehension());
            default -> throw unsupported(part, "objects cannot be created; use a map");
        };
    }

    private static Term constant(Object value) {
        return evaluation -> value;
    }

    private static Object value(CelConstant constant) {
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> constant.uint64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            case BYTES_VALUE -> constant.bytesValue();
            default -> CelValues.NULL;
        };
    }

    private Term variable(CelExpr part) {
        String name = part.ident().name();
        for (Map<String, Integer> scope : scopes) {
            Integer slot = scope.get(name);
            if (slot != null) {
                return evaluation -> evaluation.local(slot);
            }
        }
        return typeName(part).orElseGet(() -> {
            String variable = name.startsWith(".") ? name.substring(1) : name;
            return evaluation -> evaluation.variable(variable);
        });
    }

    /** Returns the constant for a name such as {@code int} or {@code net.IP}; empty if the part is not the name of a type. */
    private Optional<Term> typeName(CelExpr part) {
        Optional<CelReference> reference = checked.getReference(part.id());
        Optional<CelType> type = checked.getType(part.id());
        return reference.isPresent() && type.isPresent() && type.get() instanceof TypeType named
                ? Optional.of(constant(new TypeName(named.type().name())))
                : Optional.empty();
    }

    private Term selection(CelExpr part) {
        CelExpr.CelSelect select = part.select();
        if (select.testOnly()) {
            return new Selections.Presence(term(select.operand()), select.field());
        }
        return typeName(part).orElseGet(() -> new Selections.Field(term(select.operand()), select.field()));
    }

    private Term call(CelExpr part) {
        CelExpr.CelCall call = part.call();
        List<Term> operands = new ArrayList<>();
        call.target().filter(target -> !isNamespace(part, call)).ifPresent(target -> operands.add(term(target)));
        call.args().forEach(argument -> operands.add(term(argument)));
        String name = call.function();
        if (name.equals(Operator.LOGICAL_AND.getFunction())) {
            return new Branches.Logic(false, operands.get(0), operands.get(1));
        } else if (name.equals(Operator.LOGICAL_OR.getFunction())) {
            return new Branches.Logic(true, operands.get(0), operands.get(1));
        } else if (name.equals(Operator.CONDITIONAL.getFunction())) {
            return new Branches.Choice(operands.get(0), operands.get(1), operands.get(2));
        } else if (name.equals(Operator.NOT_STRICTLY_FALSE.getFunction())) {
            return new Branches.NotCertainlyFalse(operands.get(0));
        }
        List<String> forms = checked.getReference(part.id())
                .map(reference -> List.copyOf(reference.overloadIds()))
                .orElse(List.of());
        if (forms.contains("optional_or_optional") || forms.contains("optional_orValue_value")) {
            return new Branches.Alternative(operands.get(0), operands.get(1), name.equals("orValue"));
        }
        Calls.Operation operation = operation(part, name, forms);
        if (RegexFunctions.NAMES.contains(name)) {
            compileConstant(part, call.args().get(0), operands);
        } else if (PARSERS.contains(name)) {
            tryConstant(part, call.args().get(0), operation);
        }
        return new Calls.Call(List.copyOf(operands), operation);
    }

    /** Compiles a constant regular expression once, not for each evaluation. */
    private void compileConstant(CelExpr part, CelExpr regex, List<Term> operands) {
        if (isText(regex)) {
            try {
                Object pattern = RegexFunctions.compiled(regex.constant().stringValue());
                operands.set(1, constant(pattern));
            } catch (EvaluationException e) {
                throw unsupported(part, e.reason());
            } catch (StoppedException e) {
                throw unsupported(part, e.limit());
            }
        }
    }

    /** Refuses a constant that the function refuses, as Kubernetes does. */
    private void tryConstant(CelExpr part, CelExpr text, Calls.Operation operation) {
        if (isText(text)) {
            try {
                operation.apply(new Object[] {text.constant().stringValue()}, new Budget(new SharedBudget()));
            } catch (EvaluationException e) {
                throw unsupported(part, e.reason());
            }
        }
    }

    private static boolean isText(CelExpr part) {
        return part.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && part.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private UnsupportedPartException unsupported(CelExpr part, String reason) {
        Integer offset = checked.getSource().getPositionsMap().get(part.id());
        String place = offset == null
                ? ""
                : checked.getSource()
                        .getOffsetLocation(offset)
                        .map(at -> "%d:%d: ".formatted(at.getLine(), at.getColumn() + 1))
                        .orElse("");
        return new UnsupportedPartException(place + reason);
    }

    /** Whether the target of a call is not a value but the beginning of the function's name, as in {@code optional.of(1)}. */
    private boolean isNamespace(CelExpr part, CelExpr.CelCall call) {
        return checked.getType(
                        Objects.requireNonNull(call.target().orElse(part)).id())
                .isEmpty();
    }

    private Calls.Operation operation(CelExpr part, String name, List<String> forms) {
        Optional<Calls.Operation> operator = operator(name);
        if (operator.isPresent()) {
            return operator.get();
        }
        List<Overload> known =
                forms.stream().map(functions::get).filter(Objects::nonNull).toList();
        if (known.isEmpty()) {
            throw unsupported(part, "the function %s is not available".formatted(Calls.operator(name)));
        }
        return Calls.function(name, known);
    }

    private static Optional<Calls.Operation> operator(String name) {
        if (name.equals(Operator.EQUALS.getFunction())) {
            return Optional.of(Calls::equal);
        } else if (name.equals(Operator.NOT_EQUALS.getFunction())) {
            return Optional.of(Calls::notEqual);
        } else if (name.equals(Operator.LOGICAL_NOT.getFunction())) {
            return Optional.of(Calls::not);
        } else if (name.equals(Operator.IN.getFunction())) {
            return Optional.of(Calls::in);
        } else if (name.equals(Operator.INDEX.getFunction())) {
            return Optional.of(Selections::indexed);
        } else if (name.equals(Operator.OPTIONAL_INDEX.getFunction())
                || name.equals(Operator.OPTIONAL_SELECT.getFunction())) {
            return Optional.of(Selections::optional);
        } else if (name.equals("type")) {
            return Optional.of(Calls::type);
        }
        return name.equals("dyn") ? Optional.of(Calls::same) : Optional.empty();
    }

    private List<Element> elements(CelExpr.CelList list) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < list.elements().size(); i++) {
            elements.add(new Element(
                    term(list.elements().get(i)), list.optionalIndices().contains(i)));
        }
        return List.copyOf(elements);
    }

    private Term map(CelExpr.CelMap map) {
        return new Literals.NewMap(
                map.entries().stream().map(entry -> term(entry.key())).toList(),
                map.entries().stream()
                        .map(entry -> new Element(term(entry.value()), entry.optionalEntry()))
                        .toList());
    }

    private Term loop(CelExpr.CelComprehension loop) {
        if (!loop.iterVar2().isEmpty()) {
            throw new UnsupportedPartException("loops with two variables are not available");
        }
        Term range = term(loop.iterRange());
        Term start = term(loop.accuInit());
        int element = slots++;
        int accumulator = slots++;
        scopes.push(Map.of(loop.accuVar(), accumulator));
        Term result = term(loop.result());
        scopes.push(Map.of(loop.iterVar(), element));
        Term condition = term(loop.loopCondition());
        Term step = step(loop, accumulator);
        scopes.pop();
        scopes.pop();
        return new Fold(range, element, accumulator, start, condition, step, result);
    }

    private Term step(CelExpr.CelComprehension loop, int accumulator) {
        boolean startsEmpty = loop.accuInit().exprKind().getKind() == CelExpr.ExprKind.Kind.LIST
                && loop.accuInit().list().elements().isEmpty();
        return startsEmpty ? appending(loop.loopStep(), loop.accuVar(), accumulator) : term(loop.loopStep());
    }

    private Term appending(CelExpr step, String variable, int accumulator) {
        if (step.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL) {
            CelExpr.CelCall call = step.call();
            if (call.function().equals(Operator.CONDITIONAL.getFunction())) {
                return new Branches.Choice(
                        term(call.args().get(0)),
                        appending(call.args().get(1), variable, accumulator),
                        term(call.args().get(2)));
            } else if (call.function().equals(Operator.ADD.getFunction())
                    && call.args().get(0).identOrDefault().name().equals(variable)
                    && call.args().get(1).exprKind().getKind() == CelExpr.ExprKind.Kind.LIST) {
                return new Fold.Append(
                        accumulator, term(call.args().get(1).list().elements().get(0)));
            }
        }
        return term(step);
    }
}
