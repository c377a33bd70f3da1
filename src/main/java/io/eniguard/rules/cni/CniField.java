package io.eniguard.rules.cni;

import io.eniguard.cluster.CniSettings;

/** Returns the paths of variables in the manifest of aws-node. */
final class CniField {

    private CniField() {}

    static String of(String variable) {
        return "spec.template.spec.containers[%s].env[%s]".formatted(CniSettings.NAME, variable);
    }
}
