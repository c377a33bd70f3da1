package io.eniguard.source.file;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cluster out of manifests. */
public final class WatchedManifests {

    private WatchedManifests() {}

    public static ClusterSnapshot snapshot(Path fileOrFolder) throws UnreadableInputException {
        List<Tree> objects = new ArrayList<>();
        List<InputProblem> problems = new ArrayList<>();
        try {
            for (Path file :
                    Files.isDirectory(fileOrFolder) ? Folder.filesBelow(fileOrFolder) : List.of(fileOrFolder)) {
                Document.Outcome outcome = Document.read(Input.file(file));
                outcome.error().ifPresent(problems::add);
                outcome.documents().forEach(document -> flatten(document.tree(), objects));
            }
        } catch (IOException e) {
            throw new UnreadableInputException(InputProblem.of(fileOrFolder.toString(), e));
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
        return ClusterSnapshot.of(objects);
    }

    private static void flatten(Tree tree, List<Tree> into) {
        if (tree.text("kind").orElse("").endsWith("List") && tree.value("items").isPresent()) {
            tree.trees("items").forEach(item -> flatten(item, into));
        } else {
            into.add(tree);
        }
    }
}
