package io.eniguard.cli;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.Remark;
import io.eniguard.cluster.ObjectId;
import io.eniguard.source.file.Kustomization;
import io.eniguard.source.file.TemplateValues;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects remarks on how the objects that {@code check} reviews are written. */
final class CheckRemarks {

    private CheckRemarks() {}

    /** @param files the objects from files; empty if the objects of the cluster are reviewed, which are neither duplicates nor patches */
    static List<Remark> of(AuditReport audited, List<PlacedObject> files) {
        Map<Place, Remark> patches = patches(files);
        // A patch defines the same object as its base on purpose, so each patch is a batch of its own. Folders of
        // kustomize are applied one by one, so each folder is a batch.
        List<Remark> remarks = new ArrayList<>(audited.remarks(place -> files.isEmpty() || patches.containsKey(place)
                ? place.toString()
                : Kustomization.folderOf(place).orElse("")));
        remarks.addAll(patches.values());
        remarks.addAll(templates(files));
        return remarks;
    }

    private static List<Remark> templates(List<PlacedObject> files) {
        return files.stream()
                .filter(TemplateValues::isIn)
                .map(placed -> new Remark(
                        placed.place(),
                        "%s looks like an object of a template. Fix: render the template first, and check the result"
                                .formatted(ObjectId.of(placed.object()).shown())))
                .toList();
    }

    private static Map<Place, Remark> patches(List<PlacedObject> files) {
        Map<Place, Remark> patches = new LinkedHashMap<>();
        for (PlacedObject placed : files) {
            Kustomization.commandFor(placed)
                    .ifPresent(command -> patches.put(
                            placed.place(),
                            new Remark(
                                    placed.place(),
                                    "%s looks like a patch for kustomize. Fix: check the complete object: %s"
                                            .formatted(
                                                    ObjectId.of(placed.object()).shown(), command))));
        }
        return patches;
    }
}
