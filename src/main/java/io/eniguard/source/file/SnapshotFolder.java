package io.eniguard.source.file;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The two files that {@code eniguard snapshot} writes into a folder. {@code --vpc} and {@code --cluster} may both name this folder. In that
 * case, each option reads its own file without a warning about the other file.
 */
public final class SnapshotFolder {

    public static final String VPC = "vpc.json";
    public static final String CLUSTER = "cluster.json";

    private SnapshotFolder() {}

    /** Returns whether the document is the file of the cluster, which {@code --vpc} ignores. */
    static boolean holdsCluster(FileDocument document) {
        return isNamed(document, CLUSTER, VPC) && VpcShapes.isManifest(document);
    }

    /** Returns whether the document is the file of the VPC, which {@code --cluster} ignores. */
    static boolean holdsVpc(FileDocument document) {
        return isNamed(document, VPC, CLUSTER)
                && VpcKey.FORMS.keySet().containsAll(document.tree().keys());
    }

    private static boolean isNamed(FileDocument document, String name, String otherName) {
        try {
            Path file = Path.of(document.file());
            return file.endsWith(name) && Files.isRegularFile(file.resolveSibling(otherName));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
