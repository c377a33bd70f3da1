package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpression.Result;
import io.eniguard.maxpods.PodsExpressions.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares results with those in the tests of nodeadm and Karpenter, and checks that invalid texts fail. */
class CelExpressionsTest {

    private static final InstanceTypes TYPES = InstanceTypes.builtIn();

    private final CelExpressions expressions = new CelExpressions();

    /** The vectors are those of amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods_test.go. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(default_enis * (ips_per_eni - 1)) + 3                ; t3.medium ; 17 ; 18",
                "((default_enis - 1) * (ips_per_eni - 1)) + 2          ; t3.medium ; 17 ; 12",
                "(default_enis * ((ips_per_eni - 1) * 16)) + 2         ; t3.medium ; 17 ; 242",
                "max_pods < 30 ? max_pods : 30                         ; t3.large  ; 35 ; 30",
                "max_pods + 2                                          ; t3.medium ; 7  ; 9",
                "417                                                   ; m5.large  ; 29 ; 417",
                "((default_enis - 1) * (ips_per_eni - 1)) + 2          ; m5.xlarge ; 58 ; 44",
                "vcpus * 8                                             ; m5.large  ; 29 ; 16",
                "max_pods > 10 && default_enis > 2 || false ? 5 : 6    ; m5.large  ; 29 ; 5",
                "max_pods % 10 - -1                                    ; m5.large  ; 29 ; 10",
                "[1, 2, 3].all(x, x < max_pods) ? 7 : 8                ; m5.large  ; 29 ; 7",
                "58.9                                                  ; m5.large  ; 29 ; 58",
                "'58'                                                  ; m5.large  ; 29 ; 58"
            })
    void nodeadmEvaluates(String text, String type, long maxPods, long expected) {
        assertEquals(
                new Result.PodCount(expected),
                expressions.read(text, Dialect.NODEADM).on(type(type), maxPods));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "((default_enis - 1) * (ips_per_eni - 1)) + 2                       ; m5.large   ; 20",
                "min(110, vcpus * 20)                                               ; m5.large   ; 40",
                "min(250, ((default_enis - 1) * (ips_per_eni - 1)) * 16 + 2)        ; m5.4xlarge ; 250",
                "max(default_enis - 9, 0) + 2                                       ; m5.large   ; 2",
                "max(0.5, 2) * 10.0                                                 ; m5.large   ; 20",
                "min(vcpus, 7.9) * 2.0                                              ; m5.4xlarge ; 15",
                "instance_type == 'm5.large' ? 20 : 44                              ; m5.large   ; 20",
                "instance_type.startsWith('m5.') ? 20 : 44                          ; t3.large   ; 44",
                "int(2.7) + vcpus                                                   ; m5.large   ; 4",
                "58                                                                 ; m5.large   ; 58",
                "memory_mib / 512                                                   ; m5.large   ; 16",
                "vcpus > 1 || memory_mib > 4 ? 9 : 10                               ; m5.large   ; 9",
                "vcpus > 1 ? 9 : memory_mib                                         ; m5.large   ; 9",
                "default_enis - 3                                                   ; m5.large   ; 0"
            })
    void karpenterEvaluates(String text, String type, long expected) {
        assertEquals(
                new Result.PodCount(expected),
                expressions.read(text, Dialect.KARPENTER).on(type(type), 29));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99 - fake_variable",
                "twenty",
                "58 pods",
                "min(110,",
                "",
                " ",
                "max_pods; max_pods",
                "((default_enis - 1) * (ips_per_eni - 1) + 2",
                "{{ .Values.maxPods }}",
                "${MAX_PODS}"
            })
    void aTextThatIsNotAnExpressionFails(String text) {
        for (Dialect dialect : Dialect.values()) {
            PodsExpression expression = expressions.read(text, dialect);
            assertTrue(expression.fault().isPresent(), text);
            assertTrue(expression.on(type("m5.large"), 29) instanceof Result.Failure, text);
        }
    }

    /** Karpenter checks the type of the result before it evaluates the expression, but nodeadm does not. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "'58'", "instance_type", "[58]", "vcpus > 2", "58u", "dyn(58)"})
    void anExpressionOfKarpenterMustYieldANumber(String text) {
        assertEquals(
                Optional.of("it yields no number"),
                expressions.read(text, Dialect.KARPENTER).fault());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NODEADM   | true                          | it yields no number",
                "NODEADM   | 0                             | it yields 0",
                "NODEADM   | -1                            | it yields -1",
                "NODEADM   | 2147483648                    | it yields 2147483648",
                "NODEADM   | 110 / (default_enis - 3)      | division by zero",
                "KARPENTER | 0 - 1                         | it yields -1",
                "KARPENTER | 2147483648                    | it yields 2147483648",
                "KARPENTER | 110 / (vcpus - vcpus)         | division by zero",
                "KARPENTER | 110 % (vcpus - vcpus)         | division by zero",
                "KARPENTER | 9223372036854775807 + vcpus   | the number is too large",
                "KARPENTER | 1.0 / 0.0                     | it yields no number"
            })
    void anUnusableResultIsAFailure(Dialect dialect, String text, String reason) {
        assertEquals(new Result.Failure(reason), expressions.read(text, dialect).on(type("m5.large"), 29));
    }

    @Test
    void onlyKarpenterHasTheFunctionsMinAndMax() {
        assertEquals(
                Optional.of("undeclared reference to 'min'"),
                expressions.read("min(1, 2)", Dialect.NODEADM).fault());
    }

    @Test
    void vcpusAndMemoryCanBeUnknown() {
        InstanceType type = new InstanceType(
                "m99.large",
                type("m5.large").limits(),
                Hypervisor.NITRO,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
        assertEquals(
                new Result.Unknown("eniguard has no data on memory_mib"),
                expressions.read("memory_mib / 512", Dialect.KARPENTER).on(type, 29));
        assertEquals(
                new Result.Unknown("eniguard has no data on vcpus"),
                expressions.read("vcpus * 8", Dialect.KARPENTER).on(type, 29));
    }

    @Test
    void aLongTextIsNotParsed() {
        assertEquals(
                Optional.of("longer than 1000 characters"),
                expressions.read("1" + " + 1".repeat(250), Dialect.KARPENTER).fault());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{",
                "-",
                "!",
                "a.",
                "a(",
                "1?",
                "\"",
                "1+",
                "?",
                "[1,2,3].map(a,",
                "r\"",
                "((((((((((1",
                "1.0e9999",
                "x."
            })
    void aHostileTextFailsQuickly(String piece) {
        Instant start = Instant.now();
        String text = piece.repeat(1000 / piece.length());
        assertTrue(expressions.read(text, Dialect.KARPENTER).fault().isPresent(), text);
        assertTrue(Duration.between(start, Instant.now()).toSeconds() < 10, text);
    }

    @Test
    void theStepsOfAnExpressionAreLimited() {
        String list = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]";
        String text = "%1$s.all(a, %1$s.all(b, a + b > 0)) ? 1 : 2".formatted(list);
        assertEquals(
                new Result.Failure("too many steps"),
                expressions.read(text, Dialect.KARPENTER).on(type("m5.large"), 29));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a'.matches('(?i)\\u1C80') ? 1 : 2",
                "'a'.matches('((a{1000}){1000}){1000}') ? 1 : 2",
                "size(['a'].map(s,s+s+s+s+s+s+s+s).map(s,s+s+s+s+s+s+s+s).map(s,s+s+s+s+s+s+s+s)[0])",
                "[1].all(a, [a].all(b, [b].map // a comment\n (c, c) == [1])) ? 1 : 2"
            })
    void workThatTheLibraryDoesNotLimitIsNotDone(String text) {
        assertEquals(
                new Result.Unknown("eniguard does not evaluate expressions with regular expressions or many loops"),
                expressions.read(text, Dialect.KARPENTER).on(type("m5.large"), 29));
    }

    private static InstanceType type(String name) {
        return TYPES.find(name).orElseThrow();
    }
}
