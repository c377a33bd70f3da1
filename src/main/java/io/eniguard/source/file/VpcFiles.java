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

/** Reads a VPC from files in the format of the AWS CLI, such as the output of {@code aws ec2 describe-subnets}. */
public final class VpcFiles {

    private VpcFiles() {}

    /**
     * Returns the union of the facts in a file, or in the {@code *.json}, {@code *.yaml} and {@code *.yml} files of a folder. A part of the
     * VPC is unknown if no file contains its key. The list of a key is complete, so a resource that is not in the list does not exist.
     *
     * @param vpcId the VPC of the cluster, which takes precedence over the files; empty if the user named none
     * @param warnings receives a line about each likely mistake that does not prevent reading
     * @throws UnreadableInputException with all problems of the files
     */
    public static VpcSnapshot read(Path fileOrFolder, Optional<String> vpcId, Consumer<String> warnings)
            throws UnreadableInputException {
        return snapshot(fileOrFolder, vpcId, documents(fileOrFolder, warnings));
    }

    /** Returns the same facts as {@link #read}, from the documents that {@link #documents} returned. */
    public static VpcSnapshot snapshot(Path fileOrFolder, Optional<String> vpcId, List<Tree> documents) {
        List<Tree> trees = new ArrayList<>();
        vpcId.ifPresent(id -> trees.add(named(id)));
        trees.addAll(documents);
        return VpcDocument.read(fileOrFolder.toString(), trees);
    }

    /** Returns the unchanged documents that {@link #read} would use. */
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
            problems.add(new InputProblem(fileOrFolder.toString(), "there is no output of the AWS CLI in it"));
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

    /** Returns a document that names the VPC. It must be the first document, because the first document with a VPC takes precedence. */
    private static Tree named(String vpcId) {
        Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
        snapshot.put("vpcId", vpcId);
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("Snapshot", snapshot);
        return new Tree(document);
    }
}
