package io.eniguard.rules;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.eniguard.review.Judged;
import io.eniguard.review.Reviewer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Applies all fixes that name a value, such as a label, the name of an ENIConfig, a variable of aws-node or a subnet, in the cases of all
 * rules, and checks the result again. The finding must be gone, and the same rule must not find anything else. {@link MaxPodsFixesTest} does
 * this for numbers of pods.
 */
class FixesTest {

    private static final String NUMBERS_OF_PODS = "max-pods";
    private static final Reviewer REVIEWER = new Reviewer();

    private static final String NAME = "([a-z0-9][a-z0-9.-]*[a-z0-9])";
    private static final String VARIABLE = "([A-Z][A-Za-z0-9_]*_[A-Za-z0-9_]+)";
    private static final String KEY = "([a-z0-9.-]+/[A-Za-z0-9.-]+)";
    private static final Pattern FIELD_OF_VARIABLE = Pattern.compile("env\\[(.*)]");
    private static final Pattern KEY_IN_MESSAGE = Pattern.compile("\\b(?:label|annotation) " + KEY);

    /** A fix that names a value. Values of the groups are alternatives. */
    private record Form(Pattern pattern, Application application) {

        static Form of(String pattern, Application application) {
            return new Form(Pattern.compile(pattern), application);
        }
    }

    private interface Application {
        /** @param match the match in the fix; {@code group} is the number of the alternative */
        Optional<RuleCase> to(RuleCase ruleCase, Finding finding, MatchResult match, int group);
    }

    private static final List<Form> FORMS = List.of(
            Form.of(
                    "set (?:" + VARIABLE + " or )?" + VARIABLE
                            + "(?: of aws-node)? to (?:true|false|[a-z0-9.]+/[a-z]+)",
                    (ruleCase, finding, match, group) -> Optional.of(CaseEdits.withVariable(
                            ruleCase,
                            match.group(group),
                            match.group().substring(match.group().lastIndexOf(' ') + 1)))),
            Form.of(
                    "raise MAX_ENI to (\\d+)",
                    (ruleCase, finding, match, group) ->
                            Optional.of(CaseEdits.withVariable(ruleCase, "MAX_ENI", match.group(group)))),
            Form.of(
                    "use (?:a .*such as )?" + KEY,
                    (ruleCase, finding, match, group) ->
                            variable(finding).map(name -> CaseEdits.withVariable(ruleCase, name, match.group(group)))),
            Form.of(
                    "use " + VARIABLE + " instead",
                    (ruleCase, finding, match, group) -> variable(finding)
                            .map(name -> CaseEdits.withVariableName(ruleCase, name, match.group(group)))),
            Form.of(
                    "write ([a-zA-Z]+) instead",
                    (ruleCase, finding, match, group) -> Optional.of(
                            CaseEdits.withSpecKey(ruleCase, finding.field().replace("spec.", ""), match.group(group)))),
            Form.of(
                    "set the (?:label|annotation) to (?!its|an |" + NAME + " or another)" + NAME + "(?: or " + NAME
                            + ")?",
                    (ruleCase, finding, match, group) -> withKey(ruleCase, finding, match.group(group))),
            Form.of(
                    "did you mean ([a-z0-9.-]+)",
                    (ruleCase, finding, match, group) -> withMeant(ruleCase, finding, match.group(group))),
            Form.of(
                    "name it (?:after )?(?:the zone of its subnet, |a zone, such as )?([a-z]+[0-9]*-[a-z0-9-]+)",
                    (ruleCase, finding, match, group) ->
                            Optional.of(CaseEdits.withField(ruleCase, match.group(group), "metadata", "name"))),
            Form.of(
                    "such as ([a-z]+-[a-z]+-\\d[a-z])$",
                    (ruleCase, finding, match, group) -> finding.field().equals("metadata.annotations")
                            ? Optional.of(CaseEdits.withField(
                                    ruleCase, match.group(group), "metadata", "annotations", "eniguard.io/zone"))
                            : Optional.empty()),
            Form.of(
                    "(?:name|to) (subnet-[0-9a-f]+)",
                    (ruleCase, finding, match, group) -> finding.field().equals("spec.subnet")
                            ? Optional.of(CaseEdits.withField(ruleCase, match.group(group), "spec", "subnet"))
                            : Optional.empty()),
            Form.of(
                    "set the tag to (1)",
                    (ruleCase, finding, match, group) ->
                            Optional.of(CaseEdits.withTag(ruleCase, "kubernetes.io/role/cni", match.group(group)))),
            Form.of(
                    "add the tag " + KEY.replace(")", "/[a-z]+)"),
                    (ruleCase, finding, match, group) ->
                            Optional.of(CaseEdits.withTag(ruleCase, match.group(group), "shared"))));

    /** The words with which a fix names a value. */
    private static final Pattern NAMES_A_VALUE = Pattern.compile(
            "set " + VARIABLE + ".* to |raise MAX_ENI|instead$|did you mean|set the (label|annotation) to [a-z0-9]*-"
                    + "|name it [a-z0-9]+-|such as [a-z]+-[a-z]+-\\d[a-z]$|name subnet-|add the tag [^o]|set the tag");

    private static Optional<String> variable(Finding finding) {
        return FIELD_OF_VARIABLE
                .matcher(finding.field())
                .results()
                .map(match -> match.group(1))
                .findFirst();
    }

    /** Sets the label or annotation that the message names. */
    private static Optional<RuleCase> withKey(RuleCase ruleCase, Finding finding, String value) {
        return KEY_IN_MESSAGE
                .matcher(finding.message())
                .results()
                .map(match -> CaseEdits.withField(
                        ruleCase, value, "metadata", finding.field().replace("metadata.", ""), match.group(1)))
                .findFirst();
    }

    private static Optional<RuleCase> withMeant(RuleCase ruleCase, Finding finding, String value) {
        String field = finding.field();
        if (field.startsWith("metadata.")) {
            return withKey(ruleCase, finding, value);
        } else if (field.equals("spec.subnet")) {
            return Optional.of(CaseEdits.withField(ruleCase, value, "spec", "subnet"));
        } else if (value.startsWith("sg-")) {
            List<Object> groups = new ArrayList<>(ruleCase.subject().list("spec", "securityGroups"));
            groups.replaceAll(group -> finding.message().contains(String.valueOf(group)) ? value : group);
            return Optional.of(CaseEdits.withField(ruleCase, groups, "spec", "securityGroups"));
        }
        return Optional.empty();
    }

    @TestFactory
    Stream<DynamicTest> afterAFixTheRuleFindsNothingMore() {
        return RuleCase.all().stream()
                .flatMap(ruleCase -> findings(ruleCase).stream()
                        .flatMap(judged -> FORMS.stream().flatMap(form -> tests(ruleCase, judged, form))));
    }

    private static Stream<DynamicTest> tests(RuleCase ruleCase, Judged judged, Form form) {
        return form.pattern()
                .matcher(judged.finding().fix())
                .results()
                .flatMap(match -> IntStream.rangeClosed(1, match.groupCount())
                        .filter(group -> match.group(group) != null)
                        .boxed()
                        .flatMap(group -> form.application().to(ruleCase, judged.finding(), match, group).stream()
                                .map(fixed -> dynamicTest(
                                        "%s: %s: %s (%s)"
                                                .formatted(
                                                        RuleCase.FOLDER.relativize(ruleCase.file()),
                                                        judged.rule(),
                                                        match.group(),
                                                        match.group(group)),
                                        () -> assertFixed(ruleCase, fixed, judged)))));
    }

    private static void assertFixed(RuleCase ruleCase, RuleCase fixed, Judged judged) {
        assertNotEquals(ruleCase, fixed, "the fix changes nothing");
        Set<String> before = lines(ruleCase, judged.rule());
        before.remove(judged.line());
        Set<String> after = lines(fixed, judged.rule());
        after.removeAll(before);
        assertEquals(Set.of(), after, judged.line());
    }

    private static Set<String> lines(RuleCase ruleCase, String rule) {
        return new TreeSet<>(findings(ruleCase).stream()
                .filter(judged -> judged.rule().equals(rule))
                .map(Judged::line)
                .collect(toSet()));
    }

    private static List<Judged> findings(RuleCase ruleCase) {
        return REVIEWER.review(ruleCase.request(), ruleCase.world()).findings().stream()
                .filter(judged -> !judged.rule().equals(NUMBERS_OF_PODS))
                .toList();
    }

    /** Without this test, the test above would miss a new wording of a fix. */
    @Test
    void everyFormOfAFixOccursAndEveryValueIsApplied() {
        Set<String> unused =
                FORMS.stream().map(form -> form.pattern().pattern()).collect(toSet());
        Set<String> unapplied = new TreeSet<>();
        for (RuleCase ruleCase : RuleCase.all()) {
            for (Judged judged : findings(ruleCase)) {
                List<String> applied = FORMS.stream()
                        .filter(form -> tests(ruleCase, judged, form).findAny().isPresent())
                        .map(form -> form.pattern().pattern())
                        .toList();
                applied.forEach(unused::remove);
                if (applied.isEmpty()
                        && NAMES_A_VALUE.matcher(judged.finding().fix()).find()) {
                    unapplied.add(judged.line());
                }
            }
        }
        assertEquals(Set.of(), unapplied);
        assertEquals(Set.of(), unused);
    }
}
