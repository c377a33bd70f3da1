package io.eniguard.source.file;

import io.eniguard.input.Input;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The VPC out of files in the AWS CLI's shapes: {@code aws ec2 describe-subnets > subnets.json} and so on. */
public final class VpcFiles {

    private VpcFiles() {}

    /**
     * The union of all that the file, or the {@code *.json}, {@code *.yaml} and {@code *.yml} of the folder, hold. A key that stands
     * nowhere is unknown; of one that does, what is not listed does not exist.
     *
     * @param vpcId the cluster's VPC, when somebody told it; beats what the files say
     * @param warnings takes a line on each thing that looks like a slip but does not stop the reading
     * @throws UnreadableInputException with everything that is wrong with the files
     */
    public static VpcSnapshot read(Path fileOrFolder, Optional<String> vpcId, Consumer<String> warnings)
            throws UnreadableInputException {
        return snapshot(fileOrFolder, vpcId, documents(fileOrFolder, warnings));
    }

    /** As {@link #read}, of what {@link #documents} has found there. */
    public static VpcSnapshot snapshot(Path fileOrFolder, Optional<String> vpcId, List<Tree> documents)
            throws UnreadableInputException {
        List<Tree> trees = new ArrayList<>();
        vpcId.ifPresent(id -> trees.add(told(id)));
        trees.addAll(documents);
        return VpcDocument.read(fileOrFolder.toString(), trees);
    }

    /** The documents that {@link #read} makes facts of, each as it is written. */
    public static List<Tree> documents(Path fileOrFolder, Consumer<String> warnings) throws UnreadableInputException {
        List<FileDocument> documents = new ArrayList<>();
        List<InputProblem> problems = new ArrayList<>();
        for (Path file : files(fileOrFolder)) {
            DocumentReader.Outcome outcome = DocumentReader.read(Input.file(file));
            documents.addAll(outcome.documents());
            outcome.error().ifPresent(problems::add);
        }
        VpcShapes shapes = new VpcShapes(warnings);
        documents.forEach(document -> problems.addAll(shapes.check(document)));
        documents.removeIf(VpcShapes::isManifest);
        if (documents.isEmpty() && problems.isEmpty()) {
            problems.add(new InputProblem(fileOrFolder.toString(), "nothing in it that the AWS CLI prints"));
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
        return documents.stream().map(FileDocument::tree).toList();
    }

    private static List<Path> files(Path fileOrFolder) throws UnreadableInputException {
        try {
            return Files.isDirectory(fileOrFolder) ? Folder.files(fileOrFolder) : List.of(fileOrFolder);
        } catch (IOException e) {
            throw new UnreadableInputException(InputProblem.of(fileOrFolder.toString(), e));
        }
    }

    /** As if a file said it; of several the first counts. */
    private static Tree told(String vpcId) {
        Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
        snapshot.put("vpcId", vpcId);
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("Snapshot", snapshot);
        return new Tree(document);
    }
}
