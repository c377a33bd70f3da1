package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.report.ReviewedObject;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.Manifest;
import io.eniguard.tree.Place;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.Parameters;
import io.eniguard.world.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a user sees of a mistake in the program. */
class BugTest {

    private static final World WORLD = new World(
            VpcSnapshot.nothing("nothing"),
            ClusterSnapshot.EMPTY,
            Parameters.DEFAULTS,
            Instant.parse("2026-01-01T00:00:00Z"));

    @Command(name = "broken")
    private static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("this cannot\nhappen");
        }
    }

    @Test
    void aBugIsALineWithAHintAndNoStackTrace() {
        CommandRun run = broken(Map.of());
        assertEquals(70, run.exitCode());
        assertEquals("", run.out());
        assertEquals(
                "eniguard: this is a bug in eniguard: IllegalStateException: this cannot happen."
                        + " Fix: report it with the output of the same command under ENIGUARD_DEBUG=1",
                run.err().strip());
    }

    @Test
    void theStackTraceIsThereForWhoAsks() {
        assertTrue(broken(Map.of("ENIGUARD_DEBUG", "1")).err().contains("at io.eniguard.cli.BugTest$Broken.call"));
    }

    private static CommandRun broken(Map<String, String> environment) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Failures failures = new Failures(new EnvironmentDefaults(environment), environment);
        int exitCode = new CommandLine(new Broken())
                .setExecutionExceptionHandler(failures)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute();
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    @Test
    void aRuleThatBreaksOnOneObjectLeavesTheVerdictsOnOthers() {
        // The only way for a rule to break from outside: the question whether it is in force.
        Check check = new Check(
                new Reviewer(about -> {
                    if (about.id().startsWith("eniconfig-")) {
                        throw new IllegalStateException("broken rule");
                    }
                    return true;
                }),
                WORLD);
        check.review(manifest("crd.k8s.amazonaws.com/v1alpha1", "ENIConfig", 1));
        check.review(manifest("v1", "Node", 7));
        assertEquals(
                List.of(7),
                check.report().results().stream()
                        .map(ReviewedObject::place)
                        .map(Place::line)
                        .toList());
        String message =
                assertThrows(IllegalStateException.class, check::throwFirstBug).getMessage();
        assertTrue(String.valueOf(message).startsWith("a.yaml:1: ENIConfig/x could not be judged"), message);
    }

    @Test
    void withoutABugNothingIsThrown() {
        Check check = new Check(new Reviewer(), WORLD);
        check.review(manifest("v1", "Node", 1));
        check.throwFirstBug();
        assertFalse(check.report().results().isEmpty());
    }

    private static Manifest manifest(String apiVersion, String kind, int line) {
        return new Manifest(
                new Tree(Map.of("apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", "x"))),
                new Place("a.yaml", line));
    }
}
