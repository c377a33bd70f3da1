package io.eniguard.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FactType;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes the first fault of an expression on one line.
 *
 * @param functions the names of all functions
 */
record CompileFaults(String expression, ConditionScope scope, Collection<String> functions) {

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '([^']*)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
    private static final Pattern LAST_NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*\\.?\\s*$");

    // Lists of alternatives and remarks in parentheses, which the library appends.
    private static final Pattern REMARKS = Pattern.compile(" \\((?:candidates|in container).*| expecting .*");

    private static final int LONGEST = 240;

    String reason(CelValidationException failure) {
        return failure.getErrors().stream()
                .findFirst()
                .map(this::described)
                .map(text -> PlainText.cut(PlainText.oneLine(text), LONGEST))
                .orElse("1:1: it cannot be parsed");
    }

    private String described(CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        String message = issue.getMessage().replaceAll("\\s+", " ");
        String text = undeclared(message)
                .or(() -> undefined(message, line, column))
                .or(() -> noOverload(message))
                .orElseGet(() -> plain(message));
        // The library counts columns from 0, and a fault of the whole expression has no position.
        return line < 1 ? text : "%d:%d: %s".formatted(line, column + 1, text);
    }

    /** Returns the library's message without its remarks and without the words of a parser. */
    private static String plain(String message) {
        return REMARKS.matcher(message)
                .replaceFirst("")
                .replace("eniguard.", "")
                .replaceFirst("^token recognition error at: '(['\"].*)'$", "the text $1 has no closing quote")
                .replaceFirst(
                        "^(?:token recognition error at:|mismatched input|extraneous input|no viable alternative at input)",
                        "unexpected")
                .replace("'<EOF>'", "the end");
    }

    private Optional<String> undeclared(String message) {
        return group(UNDECLARED, message).map(name -> {
            if (isCalled(name)) {
                return "there is no function '%s'%s".formatted(name, suggestion(name, functions));
            }
            Collection<String> known = scope.variables().keySet();
            return "undeclared reference to '%s'; %s"
                    .formatted(
                            name,
                            NearNames.only(name, known)
                                    .map(near -> "did you mean %s?".formatted(near))
                                    .orElseGet(() -> "%s: %s".formatted(owner(), String.join(", ", known))));
        });
    }

    private boolean isCalled(String name) {
        return Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(")
                .matcher(expression)
                .find();
    }

    private static String suggestion(String name, Collection<String> known) {
        return NearNames.only(name, known)
                .map(near -> "; did you mean %s?".formatted(near))
                .orElse("");
    }

    private String owner() {
        return scope.kinds().size() == 1
                ? "the variables of %s are".formatted(scope.kinds().get(0))
                : "the variables that %s share are".formatted(String.join(", ", scope.kinds()));
    }

    private Optional<String> undefined(String message, int line, int column) {
        return group(UNDEFINED, message).map(field -> {
            Optional<FactType.Fields> fact = factBefore(line, column);
            List<String> known =
                    fact.map(fields -> List.copyOf(fields.fields().keySet())).orElseGet(this::allFields);
            String near = suggestion(field, known);
            return fact.map(fields -> "%s has no field '%s'%s"
                            .formatted(
                                    fields.name(),
                                    field,
                                    near.isEmpty() ? "; its fields are " + String.join(", ", known) : near))
                    .orElseGet(() -> "undefined field '%s'%s".formatted(field, near));
        });
    }

    /** Returns the fact whose name is in front of the position; empty if there is no such fact. */
    private Optional<FactType.Fields> factBefore(int line, int column) {
        String[] lines = expression.split("\\R", -1);
        if (line < 1 || line > lines.length) {
            return Optional.empty();
        }
        String before = lines[line - 1].substring(0, Math.min(column, lines[line - 1].length()));
        return group(LAST_NAME, before)
                .flatMap(name -> allFacts().stream()
                        .filter(fact -> fact.name().equals(name))
                        .findFirst());
    }

    private List<FactType.Fields> allFacts() {
        List<FactType.Fields> facts = new ArrayList<>();
        scope.variables().values().forEach(type -> collect(type, facts));
        return facts;
    }

    private static void collect(FactType type, List<FactType.Fields> facts) {
        if (type instanceof FactType.ListOf list) {
            collect(list.element(), facts);
        } else if (type instanceof FactType.Fields fields) {
            facts.add(fields);
            fields.fields().values().forEach(inner -> collect(inner, facts));
        }
    }

    private List<String> allFields() {
        return allFacts().stream()
                .map(FactType.Fields::fields)
                .map(Map::keySet)
                .flatMap(Collection::stream)
                .distinct()
                .toList();
    }

    private static Optional<String> noOverload(String message) {
        Matcher matcher = NO_OVERLOAD.matcher(message);
        return matcher.matches()
                ? Optional.of("%s cannot be applied to %s"
                        .formatted(
                                Calls.operator(matcher.group(1)),
                                matcher.group(2).replace("eniguard.", "")))
                : Optional.empty();
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
