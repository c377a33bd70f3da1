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
    void wrongUsageIsReportedOnlyOnStderr() {
        for (String[] arguments : List.of(
                new String[] {"nonsense"},
                new String[] {"help", "nonsense"},
                new String[] {"help", "render", "nonsense"},
                new String[] {"version", "nonsense"},
                new String[] {"completion", "fish"},
                new String[] {"max-pods"},
                new String[] {"max-pods", "--no-such-option", "m5.large"},
                new String[] {"render"})) {
            CommandRun run = CommandRun.of(arguments);
            assertEquals(2, run.exitCode());
            assertEquals("", run.out());
            assertTrue(run.err().startsWith("eniguard: "), run::err);
        }
    }

    @Test
    void withoutACommandTheCommandsAreListedOnStderr() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(
                run.err().startsWith("eniguard: the command is missing. Fix: use one of the commands below\n"),
                run::err);
        for (String command : List.of("bench", "check", "demo", "doctor", "help", "serve", "version")) {
            assertTrue(run.err().contains("\n  " + command + " "), run::err);
        }
    }

    @Test
    void helpAndVersionAreCommandsToo() {
        assertEquals(CommandRun.of("--help"), CommandRun.of("help"));
        assertEquals(CommandRun.of("check", "--help"), CommandRun.of("help", "check"));
        assertEquals(CommandRun.of("render", "webhooks", "--help"), CommandRun.of("help", "render", "webhooks"));
        assertEquals(CommandRun.of("--version"), CommandRun.of("version"));
    }

    @Test
    void anUnknownShellIsRefusedWithTheKnownOnes() {
        assertTrue(CommandRun.of("completion", "fish")
                .err()
                .startsWith("eniguard: SHELL: there is no script for \"fish\". Fix: name bash or zsh"));
    }

    @TestFactory
    Stream<DynamicTest> helpKeepsToTheWidthOfTheTerminal() {
        return commands(Main.PROGRAM.commandLine(Map.of()))
                .map(command -> command.getCommandSpec().qualifiedName())
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String[] arguments =
                            (name + " --help").substring("eniguard ".length()).split(" ", -1);
                    CommandRun narrow = CommandRun.with(Map.of("COLUMNS", "60"), arguments);
                    CommandRun wide = CommandRun.with(Map.of("COLUMNS", "150"), arguments);
                    narrow.lines().stream()
                            // picocli does not wrap mutually exclusive options.
                            .filter(line -> !line.startsWith("Usage: "))
                            .forEach(
                                    line -> assertTrue(line.length() <= 60, () -> line.length() + " columns: " + line));
                    assertTrue(wide.lines().size() <= narrow.lines().size(), wide::out);
                    assertEquals(0, narrow.exitCode());
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "wide", "1", "99999999999", "999999999"})
    void aStrangeWidthDoesNotBreakTheHelp(String columns) {
        CommandRun run = CommandRun.with(Map.of("COLUMNS", columns), "check", "--help");
        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().startsWith("Usage: eniguard check"), run::out);
    }

    @Test
    void theHelpOfServeNamesItsDefaultSources() {
        String help = CommandRun.of("serve", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains("The default of --vpc is ec2. The default of --cluster is kube"), help);
    }

    /**
     * eniguard itself checks that both options are set. picocli would not report a missing option if an environment variable supplies the
     * other one.
     */
    @Test
    void aCertificateNeedsItsKeyInOptionsOrVariables() {
        assertServeFails(Map.of("ENIGUARD_TLS_CERT", "tls.crt"), "add --tls-key");
        assertServeFails(Map.of("ENIGUARD_TLS_KEY", "tls.key"), "add --tls-cert");
        assertServeFails(Map.of(), "add --tls-cert", "--tls-key", "tls.key");
        assertServeFails(
                Map.of("ENIGUARD_TLS_KEY", "tls.key"), "--tls-cert none.crt: no such file", "--tls-cert", "none.crt");
    }

    @Test
    void certificatesOfASecretNeedACluster() {
        assertServeFails(Map.of(), "--certs auto needs --cluster kube", "--certs", "auto", "--cluster", "src");
        assertServeFails(
                Map.of("ENIGUARD_CERTS", "auto"),
                "--certs auto excludes --tls-cert",
                "--tls-cert",
                "tls.crt",
                "--tls-key",
                "tls.key");
        assertServeFails(Map.of(), "--certs files needs --tls-cert", "--certs", "files");
        assertServeFails(Map.of(), "--certs", "--certs", "cloud");
    }

    private static void assertServeFails(Map<String, String> environment, String reason, String... options) {
        CommandRun run = CommandRun.with(
                environment,
                Stream.concat(Stream.of("serve"), Stream.of(options)).toArray(String[]::new));
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains(reason), run::err);
    }

    @Test
    void theCommandLineOverridesAVariable() {
        Map<String, String> environment = Map.of("ENIGUARD_HOST_NETWORK_PODS", "7");
        assertTrue(CommandRun.with(environment, "max-pods", "m5.large").out().contains("+ 7 host-network pods"));
        assertTrue(CommandRun.with(environment, "max-pods", "m5.large", "--host-network-pods", "3")
                .out()
                .contains("+ 3 host-network pods"));
    }

    @Test
    void aFlagInAVariableAndOnTheCommandLineStaysOn() {
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
    void aWrongValueInAVariableIsReportedWithItsName() {
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
