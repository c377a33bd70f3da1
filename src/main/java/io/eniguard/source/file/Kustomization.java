package io.eniguard.source.file;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodePool;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recognizes manifests that are incomplete without kustomize. */
public final class Kustomization {

    /** The file names that kustomize recognizes (api/konfig/general.go, RecognizedKustomizationFileNames). */
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    /** The path of a member that every complete object has, by kind. */
    private static final Map<String, String[]> REQUIRED = Map.of(
            EniConfig.KIND, new String[] {"spec", "subnet"},
            CniSettings.KIND, new String[] {"spec", "selector"},
            NodePool.KIND, new String[] {"spec", "template", "spec", "nodeClassRef"});

    private Kustomization() {}

    /**
     * Returns the command that checks the complete object, or empty if the given object is not a patch for kustomize. An object counts as a
     * patch if it lacks a required member and its file is in the folder of a {@code kustomization.yaml}, or directly below that folder.
     */
    public static Optional<String> commandFor(PlacedObject placed) {
        String kind = placed.object().text("kind").orElse("");
        String[] required = REQUIRED.get(kind);
        if (required == null || isThere(placed.object(), required)) {
            return Optional.empty();
        }
        return folderOf(placed.place().file()).map("kubectl kustomize %s | ./eniguard check -"::formatted);
    }

    /**
     * Returns the folder to pass to {@code kubectl apply -k}. This is the folder of the file or, if that folder has no {@code
     * kustomization.yaml}, the folder above. The result is empty if neither folder has a {@code kustomization.yaml}.
     */
    public static Optional<String> folderOf(Place place) {
        return folderOf(place.file()).map(Path::toString);
    }

    /** Returns whether the document is a {@code kustomization.yaml}, which may have neither apiVersion nor kind. */
    static boolean isOne(FileDocument document) {
        return NAMES.stream()
                .anyMatch(
                        name -> document.file().equals(name) || document.file().endsWith("/" + name));
    }

    private static boolean isThere(Tree object, String... path) {
        return object.value(path).isPresent();
    }

    private static Optional<Path> folderOf(String file) {
        try {
            Path parent = Path.of(file).getParent();
            Path folder = parent == null ? Path.of(".") : parent;
            return List.of(folder, folder.resolve("..").normalize()).stream()
                    .filter(candidate -> NAMES.stream().anyMatch(name -> Files.isRegularFile(candidate.resolve(name))))
                    .map(candidate -> candidate.toString().isEmpty() ? Path.of(".") : candidate)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
