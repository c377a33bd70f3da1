package io.eniguard.rules.kubelet;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;

/** The findings about configurations whose instance type is unknown. The number of pods cannot be checked then. */
final class UnknownType {

    private UnknownType() {}

    static Finding unnamed(KubeletSettings settings, String message) {
        return new Unknown(
                settings.expression().isPresent() && settings.limit().isEmpty()
                        ? settings.expressionField()
                        : settings.field(),
                message,
                "no instance type is named",
                "%s with the instance type of the nodes, such as %s=m5.large"
                        .formatted(
                                hasMetadata(settings)
                                        ? "label the object"
                                        : "put the configuration into a ConfigMap that is labelled",
                                KubeletConfigMap.INSTANCE_TYPE),
                Missing.OTHER,
                AUDIT);
    }

    /**
     * Returns whether the object can have a label. A ConfigMap and a NodeConfig can have labels, but a KubeletConfiguration in a file
     * cannot.
     */
    private static boolean hasMetadata(KubeletSettings settings) {
        return !settings.key().isEmpty() || settings.form() == Form.NODE_CONFIG;
    }

    static Finding unlisted(KubeletSettings settings, String name, World world) {
        List<String> near = world.instanceTypes().namesNear(name);
        return new Unknown(
                settings.field(),
                "unknown how many pods are too many",
                "eniguard does not know the instance type " + Quote.of(name),
                near.isEmpty()
                        ? "check the label " + KubeletConfigMap.INSTANCE_TYPE
                        : "check the name; did you mean " + near.get(0) + "?",
                Missing.OTHER);
    }
}
