package io.eniguard.source.file;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.input.Input;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.tree.PlacedObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads Kubernetes manifests from files, folders and standard input. Lists, such as the output of {@code kubectl get}, are split into
 * objects.
 */
public final class ManifestFiles {

    private final InputStream standardInput;
    private final Consumer<String> warnings;

    /** @param warnings receives a line about each skipped object, and about each folder without manifests */
    public ManifestFiles(InputStream standardInput, Consumer<String> warnings) {
        this.standardInput = standardInput;
        this.warnings = warnings;
    }

    /**
     * The result of reading inputs.
     *
     * @param manifests the objects that could be read, in the order of the inputs
     * @param problems the reasons why something could not be read
     */
    public record Outcome(List<PlacedObject> manifests, List<InputProblem> problems) {

        public Outcome {
            manifests = List.copyOf(manifests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads the named files, the files below the named folders in the order of their names, and standard input for {@code -}. A file that
     * is named twice is read once.
     */
    public Outcome read(Collection<String> names) {
        List<InputProblem> problems = new ArrayList<>();
        List<PlacedObject> manifests = new ArrayList<>();
        for (Input input : inputs(names, problems)) {
            DocumentReader.Outcome outcome = DocumentReader.read(input);
            for (FileDocument document : outcome.documents()) {
                if (SnapshotFolder.holdsVpc(document) && !names.contains(document.file())) {
                    continue;
                }
                ManifestDocument taken = new ManifestDocument(document, warnings);
                manifests.addAll(taken.manifests());
                problems.addAll(taken.problems());
            }
            outcome.error().ifPresent(problems::add);
        }
        return new Outcome(manifests, problems);
    }

    /**
     * Reads the cluster from a file or folder. If the files contain no objects of a kind, the cluster has no objects of that kind. However,
     * if the files do not contain the DaemonSet aws-node, the settings of the VPC CNI are unknown.
     *
     * @throws UnreadableInputException if any part cannot be read
     */
    public static ClusterSnapshot cluster(Path fileOrFolder) throws UnreadableInputException {
        List<PlacedObject> manifests =
                new ManifestFiles(InputStream.nullInputStream(), warning -> {}).readAll(fileOrFolder);
        return ClusterSnapshot.of(manifests.stream().map(PlacedObject::object).toList());
    }

    /**
     * Reads all objects in a file or folder.
     *
     * @throws UnreadableInputException if any part cannot be read, because an incomplete cluster would lead to wrong verdicts
     */
    public List<PlacedObject> readAll(Path fileOrFolder) throws UnreadableInputException {
        Outcome outcome = read(List.of(fileOrFolder.toString()));
        if (!outcome.problems().isEmpty()) {
            throw new UnreadableInputException(outcome.problems());
        }
        return outcome.manifests();
    }

    private List<Input> inputs(Collection<String> names, List<InputProblem> problems) {
        List<Input> inputs = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (String name : names) {
            if (name.equals(Input.STANDARD_INPUT)) {
                if (seen.add(name)) {
                    inputs.add(Input.standardInput(standardInput));
                }
                continue;
            }
            try {
                for (Path file : files(name)) {
                    if (seen.add(identity(file))) {
                        inputs.add(Input.file(file));
                    }
                }
            } catch (IOException e) {
                problems.add(InputProblem.of(name, e));
            } catch (InvalidPathException e) {
                problems.add(new InputProblem(name, "not a valid file name in this locale. Fix: set LC_ALL=C.UTF-8"));
            }
        }
        return inputs;
    }

    private List<Path> files(String name) throws IOException {
        Path path = Path.of(name);
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = Folder.filesBelow(path);
        if (files.isEmpty()) {
            warnings.accept(name + ": this folder contains no *.yaml, *.yml or *.json");
        }
        return files;
    }

    /** Returns a path that is the same for all names of a file. */
    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }
}
