package io.eniguard.cli;

import io.eniguard.audit.AuditedWorld;
import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ObjectId;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.report.ReasoningJson;
import io.eniguard.report.ReasoningText;
import io.eniguard.review.explain.ObjectPlaces;
import io.eniguard.review.explain.Reasoning;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.text.NearNames;
import io.eniguard.text.Quote;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that explain, and the facts that these commands read. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainOptions {

    /** The source of facts from the API server, which are read when the command runs. */
    private static final String LIVE = "kube, 0 s ago";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private SourceOptions sources;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private PolicyOptions policies;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = ExplainFormat.FromOption.class,
            completionCandidates = ExplainFormat.Candidates.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private ExplainFormat output;

    /** The world, the objects of the cluster and their places. */
    record Known(World world, List<PlacedObject> objects, ObjectPlaces places) {}

    Known read() throws UnreadableInputException {
        var parameters = rules.parameters();
        ManifestFiles reader = new ManifestFiles(System.in, ErrorLines.of(spec)::print);
        CheckFacts facts = CheckFacts.read(sources, reader, reader.read(List.of()));
        List<PlacedObject> documents = policies.documents();
        Instant now = WorldClock.now();
        World world = AuditedWorld.of(facts.vpc(), facts.snapshot(), parameters, now)
                .withPolicies(policies.read(facts.cluster(), documents, now))
                .withIncomplete(facts.incomplete());
        Map<ObjectId, String> places = places(facts.cluster());
        // A policy of --policy replaces the policy of the same name in the cluster.
        documents.forEach(document ->
                places.put(ObjectId.of(document.object()), document.place().toString()));
        return new Known(world, facts.cluster(), new ObjectPlaces(places));
    }

    private Map<ObjectId, String> places(List<PlacedObject> objects) {
        boolean isLive = sources.cluster().filter(SourceOptions.KUBE::equals).isPresent();
        Map<ObjectId, String> places = new HashMap<>();
        objects.forEach(object -> places.put(
                ObjectId.of(object.object()), isLive ? LIVE : object.place().toString()));
        return places;
    }

    /** Explains the object of the cluster with this kind and name. If there is none, reports this with near names. */
    int explain(String kind, String name, Explainer explainer) throws UnreadableInputException, IOException {
        Known known = read();
        // A later object replaces an earlier one with the same name, as in the world.
        List<PlacedObject> ofKind = known.objects().stream()
                .filter(object -> ObjectId.of(object.object()).kind().equals(kind))
                .toList();
        Optional<Tree> object = ofKind.stream()
                .map(PlacedObject::object)
                .filter(tree -> ObjectId.of(tree).name().equals(name))
                .reduce((first, last) -> last);
        if (object.isEmpty()) {
            List<String> names = ofKind.stream()
                    .map(one -> ObjectId.of(one.object()).name())
                    .distinct()
                    .toList();
            return missing(
                    "%s %s in %s".formatted(kind, Quote.of(name), clusterInWords()),
                    NearNames.of(name, names),
                    sources.cluster().isEmpty()
                            ? ". Fix: add --cluster kube, or --cluster with a file or a folder"
                            : "");
        }
        return print(explainer.explain(object.get(), known.world(), known.places()));
    }

    /** Explains an object in a world. */
    @FunctionalInterface
    interface Explainer {
        Reasoning explain(Tree object, World world, ObjectPlaces places);
    }

    private String clusterInWords() {
        return sources.cluster()
                .map(source -> source instanceof FactSource.Files files
                        ? files.path().toString()
                        : "the cluster of the kubeconfig")
                .orElse("the facts, because no --cluster is given");
    }

    /**
     * Reports that the named thing does not exist.
     *
     * @param fix the rest of the message if there are no near names; may be empty
     */
    int missing(String what, List<String> near, String fix) {
        String hint = near.isEmpty() ? fix : "; did you mean %s?".formatted(String.join(" or ", near));
        ErrorLines.of(spec).print("eniguard: there is no " + what + hint);
        return ExitCodes.USAGE;
    }

    int print(Reasoning reasoning) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        switch (output) {
            case TEXT -> ReasoningText.write(reasoning, out);
            case JSON -> ReasoningJson.write(reasoning, out);
        }
        out.flush();
        return ExitCodes.OK;
    }
}
