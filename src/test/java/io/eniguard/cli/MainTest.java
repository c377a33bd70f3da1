package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    @TestFactory
    Stream<DynamicTest> everyCommandHasHelpAndAVersion() {
        return commands(Main.PROGRAM.commandLine(Map.of()))
                .map(command -> DynamicTest.dynamicTest(command.getCommandSpec().qualifiedName(), () -> {
                    String[] path = command.getCommandSpec()
                            .qualifiedName()
                            .replace("eniguard", "")
                            .strip()
                            .split(" ");
                    assertPrints("Usage: eniguard", path, "--help");
                    assertPrints("eniguard ", path, "--version");
                }));
    }

    private static void assertPrints(String start, String[] path, String option) {
        String[] arguments = Stream.concat(Stream.of(path).filter(word -> !word.isEmpty()), Stream.of(option))
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(arguments);
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith(start), run::out);
        assertEquals("", run.err());
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(MainTest::commands));
    }

    @Test
    void theVersionIsTheOneOfTheBuild() {
        assertTrue(CommandRun.of("--version").out().matches("eniguard [0-9]+\\.[0-9]+\\S*\\R"));
    }

    @Test
    void wrongUsageIsToldOnStderrAlone() {
        for (String[] arguments : List.of(
                new String[] {},
                new String[] {"nonsense"},
                new String[] {"max-pods"},
                new String[] {"max-pods", "--no-such-option", "m5.large"},
                new String[] {"render"})) {
            CommandRun run = CommandRun.of(arguments);
            assertEquals(2, run.exitCode());
            assertEquals("", run.out());
            assertTrue(run.err().startsWith("eniguard: "), run::err);
        }
    }

    /** Its variables are read as well: one alone would be no mistake otherwise. */
    @Test
    void aCertificateNeedsItsKeyWhereverTheyStand() {
        assertServeFails(Map.of("ENIGUARD_TLS_CERT", "tls.crt"), "there is no --tls-key");
        assertServeFails(Map.of("ENIGUARD_TLS_KEY", "tls.key"), "there is no --tls-cert");
        assertServeFails(Map.of(), "there is no --tls-cert", "--tls-key", "tls.key");
        assertServeFails(
                Map.of("ENIGUARD_TLS_KEY", "tls.key"), "--tls-cert none.crt: no such file", "--tls-cert", "none.crt");
    }

    private static void assertServeFails(Map<String, String> environment, String reason, String... options) {
        CommandRun run = CommandRun.with(
                environment,
                Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new));
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains(reason), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "check"})
    void aPolicyIsRefusedAsLongAsNoneIsRead(String command) {
        CommandRun run = CommandRun.of(command, "--policy", "policy.yaml");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--policy: policies are not read by this version yet"), run::err);
    }

    @Test
    void anOptionMayStandInAVariableAndTheCommandLineBeatsIt() {
        Map<String, String> environment = Map.of("ENIGUARD_HOST_NETWORK_PODS", "7");
        assertTrue(CommandRun.with(environment, "max-pods", "m5.large").out().contains("+ 7 host-network pods"));
        assertTrue(CommandRun.with(environment, "max-pods", "m5.large", "--host-network-pods", "3")
                .out()
                .contains("+ 3 host-network pods"));
    }

    @Test
    void aFlagInAVariableStaysOnWhenItIsGivenToo() {
        Map<String, String> environment = Map.of("ENIGUARD_ALL", "true");
        assertEquals(
                CommandRun.with(environment, "max-pods").out(),
                CommandRun.with(environment, "max-pods", "--all").out());
    }

    @Test
    void anEmptyVariableCountsAsUnset() {
        assertEquals(
                0,
                CommandRun.with(Map.of("ENIGUARD_MAX_ENI", ""), "max-pods", "m5.large")
                        .exitCode());
    }

    @Test
    void aWrongValueInAVariableIsToldWithItsName() {
        assertEquals(
                "eniguard: ENIGUARD_MAX_ENI: 'many' is not an int",
                CommandRun.with(Map.of("ENIGUARD_MAX_ENI", "many"), "max-pods", "m5.large")
                        .err()
                        .lines()
                        .findFirst()
                        .orElse(""));
        assertEquals(
                "eniguard: --max-eni: 'many' is not an int",
                CommandRun.with(Map.of("ENIGUARD_MAX_ENI", "2"), "max-pods", "m5.large", "--max-eni=many")
                        .err()
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    @Test
    void theBenchIsListedAndNeedsACheckout() {
        assertTrue(CommandRun.of("--help").out().contains("bench"));
        for (String[] arguments : List.of(new String[] {"bench"}, new String[] {"bench", "--only=engine", "--quick"})) {
            CommandRun run = CommandRun.of(arguments);
            assertEquals(2, run.exitCode());
            assertEquals("", run.out());
            assertTrue(run.err().contains("bench needs a checkout"), run::err);
            assertTrue(run.err().contains("Fix: run ./eniguard bench in a checkout"), run::err);
        }
    }

    @Test
    void completionIsAScriptThatNamesTheCommands() {
        CommandRun run = CommandRun.of("completion", "bash");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("complete -F _complete_eniguard"), run::out);
        assertTrue(run.out().contains("max-pods"), run::out);
    }
}
