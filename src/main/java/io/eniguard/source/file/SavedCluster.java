package io.eniguard.source.file;

import static io.eniguard.source.file.Form.ANY;
import static io.eniguard.source.file.Form.mapping;

import io.eniguard.cluster.AutoNodeClass;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.HostNetworkDaemonSet;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Policy;
import io.eniguard.tree.Tree;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a cluster as a List that {@link ManifestFiles} can read. The List contains only the fields that rules read, and is ordered
 * by kind and name. It contains no secrets, such as the passwords of proxies and the values that aws-node reads from Secrets. From the user
 * data of EC2NodeClasses, the List keeps only the labels that select ENIConfigs. It also contains no managed fields, no fields that change
 * with each heartbeat, and no annotations that rules do not read. For example, the annotation of {@code kubectl apply} is omitted, because
 * it would repeat the whole object.
 */
public final class SavedCluster {

    private static final Form PODS = mapping(Map.of("pods", ANY));

    private static final Form REFERENCE = mapping(Map.of("apiVersion", ANY, "group", ANY, "kind", ANY, "name", ANY));

    private static final Form POD_SPEC = mapping(Map.of(
            "hostNetwork",
            ANY,
            "tolerations",
            ANY,
            "nodeSelector",
            ANY,
            "affinity",
            mapping(Map.of("nodeAffinity", ANY))));

    private SavedCluster() {}

    /** Returns the List for {@link io.eniguard.json.TreeWriter}. Objects of kinds that no rule reads are omitted. */
    public static Map<String, @Nullable Object> document(List<Tree> objects) {
        CniSettings cni = cni(objects);
        Map<String, Form> forms = forms(cni.annotationKey());
        Map<String, @Nullable Object> list = new LinkedHashMap<>();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        list.put(
                "items",
                objects.stream()
                        .sorted(Comparator.comparing((Tree object) -> text(object, "kind"))
                                .thenComparing(object -> text(object, "metadata", "name")))
                        .flatMap(object -> kept(object, forms, cni).stream())
                        .toList());
        return list;
    }

    private static CniSettings cni(List<Tree> objects) {
        return objects.stream()
                .filter(object -> CniSettings.isAwsNode(ObjectId.of(object)))
                .findFirst()
                .map(CniSettings::from)
                .orElseGet(CniSettings::assumedDefaults);
    }

    /**
     * Returns the kept fields by kind.
     *
     * @param bindingAnnotation the key of the node annotation that names the node's ENIConfig
     */
    private static Map<String, Form> forms(String bindingAnnotation) {
        List<String> ofNodes =
                Stream.of(bindingAnnotation, CniSettings.DEFAULT_KEY).distinct().toList();
        return Map.of(
                EniConfig.KIND,
                        object(
                                List.of(EniConfig.ZONE_ANNOTATION, EniConfig.ALLOW_DELETE_ANNOTATION),
                                Map.of("spec", ANY)),
                ClusterNode.KIND,
                        object(
                                ofNodes,
                                Map.of(
                                        "spec", mapping(Map.of("providerID", ANY)),
                                        "status", mapping(Map.of("capacity", PODS, "allocatable", PODS)))),
                CniSettings.KIND,
                        object(
                                List.of(),
                                Map.of("spec", mapping(Map.of("template", mapping(Map.of("spec", POD_SPEC)))))),
                NodePool.KIND, object(List.of(), Map.of("spec", mapping(Map.of("template", template(ofNodes))))),
                NodeClass.KIND,
                        object(
                                List.of(),
                                Map.of(
                                        "spec",
                                        each(List.of(
                                                "kubelet",
                                                "subnetSelectorTerms",
                                                "userData",
                                                "amiFamily",
                                                "amiSelectorTerms")))),
                AutoNodeClass.KIND,
                        object(
                                List.of(),
                                Map.of("spec", each(List.of("subnetSelectorTerms", "podSubnetSelectorTerms")))),
                Policy.KIND, object(List.of(), Map.of("spec", ANY)));
    }

    private static Form template(List<String> annotations) {
        return mapping(Map.of(
                "metadata", mapping(Map.of("labels", ANY, "annotations", each(annotations))),
                "spec", mapping(Map.of("nodeClassRef", REFERENCE, "requirements", ANY, "kubelet", ANY))));
    }

    private static Optional<Object> kept(Tree object, Map<String, Form> forms, CniSettings cni) {
        String kind = text(object, "kind");
        if (CniSettings.isAwsNode(ObjectId.of(object))) {
            return Optional.of(SavedAwsNode.manifest(object));
        } else if (kind.equals(KarpenterSettings.KIND)) {
            return KarpenterSettings.in(object)
                    .map(settings -> SavedKarpenter.deployment(text(object, "metadata", "namespace"), settings));
        } else if (kind.equals(CniSettings.KIND)
                && !(HostNetworkDaemonSet.isOne(ObjectId.of(object))
                        && HostNetworkDaemonSet.from(object).isOnEveryNode())) {
            return Optional.empty();
        }
        Tree readable = kind.equals(NodeClass.KIND) ? SavedUserData.of(object, cni) : object;
        return Optional.ofNullable(forms.get(kind)).map(form -> form.kept(readable.fields()));
    }

    private static String text(Tree object, String... path) {
        return object.text(path).orElse("");
    }

    private static Form each(List<String> keys) {
        return mapping(keys.stream().collect(Collectors.toMap(key -> key, key -> ANY)));
    }

    private static Form object(List<String> annotations, Map<String, Form> more) {
        Map<String, Form> members = new LinkedHashMap<>(more);
        members.put("apiVersion", ANY);
        members.put("kind", ANY);
        members.put(
                "metadata",
                mapping(Map.of(
                        "name",
                        ANY,
                        "namespace",
                        ANY,
                        "labels",
                        ANY,
                        "annotations",
                        each(annotations),
                        "creationTimestamp",
                        ANY)));
        return mapping(members);
    }
}
