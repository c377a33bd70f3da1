package io.eniguard.source.file;

import io.eniguard.cluster.ObjectId;
import io.eniguard.input.Input;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyFault;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.PolicySet;
import io.eniguard.text.NearNames;
import io.eniguard.tree.FieldLines;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads policies from files and folders. */
public final class PolicyFiles {

    private final PolicyReader reader;
    private final Instant now;

    /** @param now the instant from which the ends of exemptions are counted */
    public PolicyFiles(PolicyReader reader, Instant now) {
        this.reader = reader;
        this.now = now;
    }

    /**
     * Returns the documents of policies in the named files and folders.
     *
     * @param warnings receives a warning for each object that is not a policy
     * @throws UnreadableInputException if any part cannot be read, or if the kind or the API version of a policy is misspelt
     */
    public static List<PlacedObject> documents(List<String> names, Consumer<String> warnings)
            throws UnreadableInputException {
        ManifestFiles.Outcome outcome = new ManifestFiles(InputStream.nullInputStream(), warnings).read(names);
        List<InputProblem> problems = new ArrayList<>(outcome.problems());
        List<PlacedObject> documents = new ArrayList<>();
        for (PlacedObject manifest : outcome.manifests()) {
            ObjectId id = ObjectId.of(manifest.object());
            if (PolicyReader.isPolicy(manifest.object())) {
                documents.add(manifest);
            } else if (NearNames.isNear(id.kind().toLowerCase(Locale.ROOT), Policy.KIND, 3)) {
                problems.add(InputProblem.at(
                        manifest.place(),
                        "%s in %s: the kind or the API version is misspelt. Fix: write kind %s and apiVersion %s/%s"
                                .formatted(id.kind(), id.apiVersion(), Policy.KIND, Policy.GROUP, Policy.VERSION)));
            } else if (!id.kind().isEmpty()) {
                warnings.accept("%s: skipped: %s is not a policy".formatted(manifest.place(), id.shown()));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
        return documents;
    }

    /** Returns the policies among the objects of a cluster. */
    public static List<PlacedObject> among(List<PlacedObject> objects) {
        return objects.stream()
                .filter(object -> PolicyReader.isPolicy(object.object()))
                .toList();
    }

    /**
     * Reads all policies. A policy of {@code --policy} replaces the policy of the same name in the cluster.
     *
     * @param ofCluster the documents of policies in the cluster
     * @param given the documents of {@code --policy}
     * @throws UnreadableInputException if a policy has faults; the exception contains all of them, with the lines of their fields
     */
    public Policies read(List<PlacedObject> ofCluster, List<PlacedObject> given) throws UnreadableInputException {
        List<PlacedObject> documents = inForce(ofCluster, given);
        return read(documents, PolicyOrigin.FILE, customIds(documents));
    }

    /**
     * Reads the policies of {@code --policy} that are used together with those of a live cluster.
     *
     * @param ofCluster the documents of policies in the cluster, which may have faults. Exemptions can name their custom rules.
     * @throws UnreadableInputException if a given policy has faults, as from {@link #read}
     */
    public Policies readBeside(List<PlacedObject> ofCluster, List<PlacedObject> given) throws UnreadableInputException {
        return read(given, PolicyOrigin.FILE, customIds(inForce(ofCluster, given)));
    }

    /**
     * Reads the policies of {@code --policy} that are used together with those of a live cluster, before the latter are known. Exemptions
     * can name any custom rule.
     *
     * @throws UnreadableInputException if a given policy has faults, as from {@link #read}
     */
    public Policies readBesideUnknown(List<PlacedObject> given) throws UnreadableInputException {
        return read(given, PolicyOrigin.FILE_BESIDE_CLUSTER, customIds(given));
    }

    private static Set<String> customIds(List<PlacedObject> documents) {
        return documents.stream()
                .flatMap(document -> PolicyReader.customIds(document.object()).stream())
                .collect(Collectors.toSet());
    }

    private Policies read(List<PlacedObject> documents, PolicyOrigin origin, Set<String> customIds)
            throws UnreadableInputException {
        List<InputProblem> problems = new ArrayList<>();
        List<PlacedObject> right = new ArrayList<>();
        List<Policy> policies = new ArrayList<>();
        for (PlacedObject document : documents) {
            PolicyReader.Outcome outcome = reader.read(document.object(), origin, customIds, now);
            problems.addAll(problems(document.place(), outcome.faults()));
            outcome.policy().ifPresent(policy -> {
                right.add(document);
                policies.add(policy);
            });
        }
        for (PolicySet.Conflict conflict : PolicySet.conflicts(policies)) {
            problems.addAll(problems(right.get(conflict.policy()).place(), List.of(conflict.fault())));
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
        return policies.isEmpty() ? Policies.NONE : new Policies(policies);
    }

    /** Returns the documents of both lists, without the documents of the cluster that a given document replaces. */
    public static List<PlacedObject> inForce(List<PlacedObject> ofCluster, List<PlacedObject> given) {
        Set<String> names = given.stream().map(PolicyFiles::name).collect(Collectors.toSet());
        List<PlacedObject> documents = new ArrayList<>(ofCluster);
        documents.removeIf(document -> names.contains(name(document)));
        documents.addAll(given);
        return documents;
    }

    private static String name(PlacedObject document) {
        return ObjectId.of(document.object()).name();
    }

    private static List<InputProblem> problems(Place place, List<PolicyFault> faults) {
        if (faults.isEmpty()) {
            return List.of();
        }
        Optional<FieldLines> lines = text(place).flatMap(text -> FieldLines.of(text, place.line()));
        return faults.stream()
                .map(fault -> new InputProblem(
                        place.file(),
                        lines.map(found -> found.line(fault.field())).orElse(place.line()),
                        fault.toString()))
                .toList();
    }

    private static Optional<String> text(Place place) {
        try {
            return Optional.of(new String(Input.file(Path.of(place.file())).utf8(), StandardCharsets.UTF_8));
        } catch (UnreadableInputException | InvalidPathException e) {
            // The file has gone since it was read, or the object is from a running cluster.
            return Optional.empty();
        }
    }
}
