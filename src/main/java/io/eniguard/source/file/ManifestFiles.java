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

/** Kubernetes manifests out of files, folders and standard input; lists, such as {@code kubectl get} prints, are taken apart. */
public final class ManifestFiles {

    private final InputStream standardInput;
    private final Consumer<String> warnings;

    /** @param warnings takes a line on each thing that was passed over */
    public ManifestFiles(InputStream standardInput, Consumer<String> warnings) {
        this.standardInput = standardInput;
        this.warnings = warnings;
    }

    /**
     * What could be read, and what could not.
     *
     * @param manifests in the order in which they were given
     */
    public record Outcome(List<PlacedObject> manifests, List<InputProblem> problems) {

        public Outcome {
            manifests = List.copyOf(manifests);
            problems = List.copyOf(problems);
        }
    }

    /**
     * All that the named files hold, those below named folders in order of their names, and {@code -} for standard input. What is named
     * twice is read once.
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
     * The cluster that one file or folder holds. Kinds that do not occur in it have no objects, but for the DaemonSet aws-node, which is
     * unknown then.
     *
     * @throws UnreadableInputException when any of it cannot be read
     */
    public static ClusterSnapshot cluster(Path fileOrFolder) throws UnreadableInputException {
        List<PlacedObject> manifests =
                new ManifestFiles(InputStream.nullInputStream(), warning -> {}).readAll(fileOrFolder);
        return ClusterSnapshot.of(manifests.stream().map(PlacedObject::object).toList());
    }

    /**
     * All that one file or folder holds.
     *
     * @throws UnreadableInputException when any of it cannot be read: half a cluster would lead to wrong verdicts
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
                problems.add(new InputProblem(name, "no name of a file in this locale. Fix: set LC_ALL=C.UTF-8"));
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
            warnings.accept(name + ": no *.yaml, *.yml or *.json in this folder");
        }
        return files;
    }

    /** The same for two names of one file. */
    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath();
        }
    }
}
