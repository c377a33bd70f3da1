package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Answer;
import io.eniguard.policy.Condition;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FaultyConditionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that no expression takes long or needs much memory, however it and the object under review were written. */
class ConditionBudgetTest {

    private static final ConditionScope SCOPE = ConditionScope.ofKinds(List.of("ENIConfig"));

    // Slow machines need a few hundred milliseconds for the longest evaluation. Without a budget, most of these
    // expressions would run for hours.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CelConditions conditions = new CelConditions();

    private final KnownFacts facts = new KnownFacts()
            .with("object", Map.of("many", many(5000), "big", "a".repeat(1_000_000), "names", names(5000)))
            .with("oldObject", Map.of("many", many(5000)));

    private static Map<String, Object> many(int count) {
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            many.put("key-" + i, "value-" + i);
        }
        return many;
    }

    private static List<Object> names(int count) {
        return new ArrayList<>(many(count).keySet());
    }

    @TestFactory
    Stream<DynamicTest> isStopped() {
        return Stream.of(
                        // 273 characters, which would need exabytes.
                        "['a']" + ".map(s, s+s+s+s+s+s+s+s)".repeat(10) + ".all(s, s == 'aaaaaaaa')",
                        "[[1]]" + ".map(s, s+s+s+s+s+s+s+s)".repeat(10) + ".all(s, s.size() == 8)",
                        "['a']" + ".map(s, [s,s,s,s,s,s,s,s])".repeat(10) + " == ['a']"
                                + ".map(s, [s,s,s,s,s,s,s,s])".repeat(10),
                        "object.names.all(a, object.names.all(b, a != b || a == b))",
                        "object.names.map(a, object.names.map(b, a + b)).size() == 0",
                        "object.names.all(a, object.many == oldObject.many)",
                        "object.names.all(a, a in object.names)",
                        "object.names.all(a, !object.big.contains(a))",
                        "object.big.replace('', object.big) == ''",
                        "object.big.replace('a', 'aaaa') == ''",
                        "object.names.map(a, object.big).join() == ''",
                        "object.names.map(a, object.big).join(object.big) == ''",
                        "object.big.split('').size() > 1 && object.big.split('').size() > 1",
                        "object.big.contains(object.big.substring(0, 500000) + 'b')",
                        "object.big.matches(dyn('(a?){500}a{500}'))",
                        "object.big.findAll('a').size() > 1 && object.big.findAll('').size() > 1",
                        "(object.big + object.big + object.big).size() == 1",
                        "sets.intersects(object.names, object.names.map(a, a + 'x'))",
                        "object.names.all(a, object.big == object.big.lowerAscii())",
                        "object.names.all(a, object.names.indexOf('none') == -1)",
                        "object.names.all(a, object.names.max() != 'b')",
                        "object.names.map(a, {'a': object.many, 'b': oldObject.many}).all(m, m.a == m.b)",
                        "'a'.matches(dyn('(((a{1,50}){1,50}){1,50})'))",
                        "'a'.matches(dyn('((a{1000}){1000}){1000}'))",
                        "object.names.all(a, !'a'.matches(dyn('(?i)" + "[B-\\u1000]".repeat(70) + "')))",
                        "[b'aaaaaaaa']" + ".map(s, s+s+s+s+s+s+s+s)".repeat(10) + ".size() == 1",
                        "[1, 2, 3].map(a, bytes(object.big)).size() == 3",
                        "[[bytes(object.big.substring(0, 400000)), bytes(object.big.substring(0, 400000))]]"
                                + ".all(pair, object.names.all(a, pair[0] == pair[1]))",
                        "([bytes(object.big.substring(0, 900000))] + object.names.map(a, b'a')).max() == b''")
                .map(expression -> DynamicTest.dynamicTest(expression, () -> assertStopped(expression)));
    }

    private void assertStopped(String expression) {
        Answer answer = assertTimeoutPreemptively(
                LIMIT, () -> conditions.compile(expression, SCOPE).on(facts));
        Answer.Failure failure = assertInstanceOf(Answer.Failure.class, answer);
        assertTrue(failure.isStopped(), failure.reason());
        assertTrue(failure.reason().startsWith("it was stopped: "), failure.reason());
    }

    @Test
    void nothingInTheExpressionCanHideThatItWasStopped() throws FaultyConditionException {
        String endless = "object.names.all(a, object.names.all(b, a != b || a == b))";

        assertStopped(endless + " || true");
        assertStopped("[" + endless + "].exists(x, true)");
    }

    @Test
    void theConditionsOfOneReviewTakeAtMostFourTimesTheStepsOfOne() throws FaultyConditionException {
        String endless = "object.names.all(a, object.names.all(b, a != b || a == b))";
        KnownFacts review =
                new KnownFacts().with("object", Map.of("names", names(5000))).ofOneReview();
        Answer tooLong = new Answer.Failure("it was stopped: it takes more than 250,000 steps", true);
        Answer tooMany = new Answer.Failure(
                "it was stopped: the conditions of this review take more than 1,000,000 steps", true);

        assertEquals(
                List.of(tooLong, tooLong, tooLong, tooLong),
                Stream.generate(() -> answer(endless, review)).limit(4).toList());
        assertEquals(tooMany, answer(endless, review));
        assertEquals(tooMany, answer("object.names.all(a, true)", review));
        assertEquals(
                Optional.empty(),
                conditions
                        .compileMessage("object.names.map(a, a).join()", SCOPE)
                        .on(review));
        assertEquals(new Answer.Holds(true), answer("object.names.all(a, true)", facts));
    }

    @Test
    void costlyConditionsDoNotStopOrdinaryOnes() throws FaultyConditionException {
        KnownFacts review =
                new KnownFacts().with("object", Map.of("names", names(5000))).ofOneReview();
        String endless = "object.names.all(a, object.names.all(b, a != b || a == b))";
        for (int i = 0; i < 6; i++) {
            assertInstanceOf(Answer.Failure.class, answer(endless, review));
        }
        assertEquals(new Answer.Holds(true), answer("object.names[0] != '' && object.names.size() > 7", review));
    }

    @Test
    void theFirstStepsOfAllConditionsOfAReviewAreLimitedTogether() throws FaultyConditionException {
        KnownFacts review =
                new KnownFacts().with("object", Map.of("names", names(200))).ofOneReview();
        Condition ordinary = conditions.compile("object.names.all(a, true)", SCOPE);
        List<Answer> answers =
                Stream.generate(() -> ordinary.on(review)).limit(20_000).toList();

        assertEquals(new Answer.Holds(true), answers.get(999));
        assertEquals(
                new Answer.Failure(
                        "it was stopped: the conditions of this review take more than 2,000,000 steps", true),
                answers.get(19_999));
    }

    private Answer answer(String expression, KnownFacts review) {
        return assertDoesNotThrow(() -> conditions.compile(expression, SCOPE).on(review));
    }

    @TestFactory
    Stream<DynamicTest> usualWorkOnTheLargestObjectsIsNotStopped() {
        return Stream.of(
                        "object.many.all(k, k.startsWith('key-') && object.many[k] != '')",
                        "object.many.map(k, k + '!').size() == 5000",
                        "object.many.filter(k, k.endsWith('7')).size() == 500",
                        "object.many == oldObject.many",
                        "object.names.isSorted() == false",
                        "object.names.join(',').size() > 40000",
                        "object.big.size() == 1000000",
                        "object.big.contains('b') == false",
                        "object.big.replace('aaaaaaaaaa', 'b').startsWith('bbb')",
                        "object.names.all(n, n.matches('^key-[0-9]+$'))",
                        "object.names.map(n, bytes(n)).max() == b'key-999'",
                        // Counts that are plain text, in a class, behind a backslash, and in a quoted part.
                        "'a'.matches('(?:[a{1000}]){0,900}')",
                        "'{100}'.matches('^(?:\\\\{100}){1,100}$')",
                        "'a{100}'.matches('^(?:\\\\Qa{100}\\\\E){1,100}$')",
                        "'Я'.matches('(?i)^[а-я]$') && 'Ä'.matches('(?i)ä') && !'\\u1C80'.matches('(?i)x')",
                        "'Ā'.matches('^(?:\\\\x{100}){1,100}$')")
                .map(expression -> DynamicTest.dynamicTest(
                        expression,
                        () -> assertEquals(
                                new Answer.Holds(true),
                                conditions.compile(expression, SCOPE).on(facts))));
    }

    @TestFactory
    Stream<DynamicTest> hugeValuesCostNoMoreThanSmallOnes() {
        return Stream.of(
                        // A list of lists that would take minutes to hash.
                        "!(dyn(['a']" + ".map(s, [s,s,s,s,s,s,s,s])".repeat(12) + ") in {'a': 1})",
                        "!{'a': 1}[?dyn(['a']" + ".map(s, [s,s,s,s,s,s,s,s])".repeat(12) + ")].hasValue()",
                        "quantity('1e999999999').isGreaterThan(quantity('1e999999998'))",
                        "quantity('1e999999999').add(0) == quantity('1e999999999')",
                        "quantity('0e999999999').add(1) == quantity('1')",
                        "quantity('1e999999999').sub(quantity('1e999999999')) == quantity('0')")
                .map(expression -> DynamicTest.dynamicTest(
                        expression,
                        () -> assertEquals(
                                new Answer.Holds(true),
                                assertTimeoutPreemptively(
                                        LIMIT,
                                        () -> conditions
                                                .compile(expression, SCOPE)
                                                .on(facts)))));
    }

    @TestFactory
    Stream<DynamicTest> quantitiesThatDifferTooMuchHaveNoSum() {
        return Stream.of("1e200000000", "-1e200000000", "1e999999999")
                .map(number -> "quantity('" + number + "').add(1) == quantity('1')")
                .map(expression -> DynamicTest.dynamicTest(
                        expression,
                        () -> assertEquals(
                                new Answer.Failure("the exact result has more than 1,000 digits", false),
                                assertTimeoutPreemptively(
                                        LIMIT,
                                        () -> conditions
                                                .compile(expression, SCOPE)
                                                .on(facts)))));
    }

    @Test
    void numbersOutsideTheRangeOfATypeAreAFailure() throws FaultyConditionException {
        Answer answer = conditions.compile("object.x == 1", SCOPE).on(variable -> {
            throw new ArithmeticException("overflow");
        });

        assertEquals(new Answer.Failure("a number is outside the range of its type", false), answer);
    }

    @TestFactory
    Stream<DynamicTest> aLargeRegularExpressionIsRefusedBeforeItIsCompiled() {
        return Stream.of("((a{1000}){1000}){1000}", "(?:a{1000}){1000,}", "(" + "a".repeat(900) + "){1000}")
                .map(regex -> DynamicTest.dynamicTest(regex.substring(0, 10), () -> {
                    FaultyConditionException e = assertTimeoutPreemptively(
                            LIMIT,
                            () -> assertThrows(
                                    FaultyConditionException.class,
                                    () -> conditions.compile("'a'.matches('" + regex + "')", SCOPE)));
                    assertTrue(e.reason().endsWith(" is too large"), e.reason());
                }));
    }

    /** RE2J would search for the other cases of some characters forever. */
    @TestFactory
    Stream<DynamicTest> caseIsNotIgnoredWhereThisWouldNeverEnd() {
        String reason = "\" ignores the case of characters from U+1C80 to U+1C88, which is not available";
        return Stream.of("(?i)\\u1C80", "(?i)\\\\x{1C88}", "(?i)\\\\Q\\u1C81", "(?i)[\\u1C82]", "(?i:[B-\\U0001E900])")
                .map(regex -> DynamicTest.dynamicTest(
                        regex,
                        () -> assertTimeoutPreemptively(LIMIT, () -> {
                            FaultyConditionException e = assertThrows(
                                    FaultyConditionException.class,
                                    () -> conditions.compile("'a'.matches('" + regex + "')", SCOPE));
                            assertTrue(e.reason().endsWith(reason), e.reason());
                            Answer answer = conditions
                                    .compile("'a'.matches(dyn('" + regex + "'))", SCOPE)
                                    .on(facts);
                            Answer.Failure failure = assertInstanceOf(Answer.Failure.class, answer);
                            assertTrue(failure.reason().endsWith(reason), failure.reason());
                        })));
    }

    /** Texts that take a parser or a type checker long, or that need a deep stack. */
    @TestFactory
    Stream<DynamicTest> hostileTextIsCompiledOrRefusedQuickly() {
        return Stream.of(
                        "(".repeat(4096),
                        "[".repeat(4096),
                        "{".repeat(4096),
                        "!".repeat(4096),
                        "-".repeat(4096),
                        "a.".repeat(2048),
                        "a(".repeat(2048),
                        "1?".repeat(2048),
                        "1?1:".repeat(1024),
                        "\"".repeat(4096),
                        "'a'+".repeat(1023) + "'a'",
                        "[1,".repeat(1365),
                        "true&&".repeat(682) + "true",
                        "(".repeat(90) + "1" + ")".repeat(90) + " == 1",
                        "[1]" + ".map(a,{a:a})".repeat(300) + ".size() == 1",
                        "[1]" + ".map(a,[a,a])".repeat(300) + ".size() == 1",
                        "[1]" + ".filter(a,a==1)".repeat(270) + ".size() == 1",
                        "optional.of(1)" + ".optMap(a,[a,a])".repeat(250) + ".hasValue()",
                        "[1]" + ".all(a,[1]".repeat(350),
                        "\u0000\u0001\u202e",
                        "true || x".repeat(400),
                        "1 ".repeat(2048),
                        ") ".repeat(2048),
                        "object" + "[0]".repeat(1300) + " == 1",
                        "object" + ".a".repeat(2000) + " == 1")
                .map(expression -> DynamicTest.dynamicTest(
                        expression
                                .substring(0, Math.min(20, expression.length()))
                                .replaceAll("\\p{C}", "?"),
                        () -> assertTimeoutPreemptively(LIMIT, () -> compileAndRun(expression))));
    }

    private Optional<Answer> compileAndRun(String expression) {
        try {
            return Optional.of(conditions.compile(expression, SCOPE).on(facts));
        } catch (FaultyConditionException e) {
            assertTrue(e.reason().length() <= 240 && e.reason().indexOf('\n') < 0, e.reason());
            return Optional.empty();
        }
    }

    @Test
    void anExpressionHasAtMost4096Characters() throws FaultyConditionException {
        String longest = "object.x == '" + "x".repeat(4096 - 14) + "'";
        assertEquals(4096, longest.length());
        conditions.compile(longest, SCOPE);

        FaultyConditionException e =
                assertThrows(FaultyConditionException.class, () -> conditions.compile(longest + " ", SCOPE));
        assertEquals("4,097 characters; an expression has at most 4,096", e.reason());
    }
}
