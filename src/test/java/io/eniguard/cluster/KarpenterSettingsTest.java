package io.eniguard.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests from which Deployments and from which of their fields the number of reserved interfaces is read. */
class KarpenterSettingsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env: []                                                              | 0",
                "env: [{name: RESERVED_ENIS, value: '2'}]                             | 2",
                "env: [{name: RESERVED_ENIS, value: ''}]                              | 0",
                "env: [{name: RESERVED_ENIS}]                                         | 0",
                "env: [{name: RESERVED_ENIS, value: one}]                             | 0",
                "env: [{name: RESERVED_ENIS, value: '1'}, {name: RESERVED_ENIS, value: '2'}] | 2",
                "args: [--reserved-enis=1]                                            | 1",
                "args: [-reserved-enis=1]                                             | 1",
                "args: [--reserved-enis, '1']                                         | 1",
                "args: [--reserved-enis=1, --reserved-enis=2]                         | 2",
                "command: [/ko-app/controller, --reserved-enis=1]                     | 1",
                "args: [--reserved-enis=1], env: [{name: RESERVED_ENIS, value: '0'}]  | 1",
                "args: [--log-level=info], env: [{name: RESERVED_ENIS, value: '1'}]   | 1"
            })
    void theNumberIsReadFromTheFlagOrTheVariable(String container, int expected) throws YamlSyntaxException {
        assertEquals(OptionalInt.of(expected), reserved(container));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env: [{name: RESERVED_ENIS, valueFrom: {configMapKeyRef: {name: settings, key: enis}}}]",
                "env: [{name: RESERVED_ENIS, value: $(ENIS)}]",
                "envFrom: [{configMapRef: {name: settings}}]",
                "args: [--reserved-enis]",
                "args: [--reserved-enis=$(ENIS)]"
            })
    void aNumberFromAnotherPlaceIsUnknown(String container) throws YamlSyntaxException {
        assertEquals(OptionalInt.empty(), reserved(container));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env: [{name: AWS_FEATURE_GATES, value: 'NodeClassCEL=false,DRA=true'}] | true",
                "env: [{name: AWS_FEATURE_GATES, value: 'DRA=true, NodeClassCEL=false'}] | true",
                "env: [{name: AWS_FEATURE_GATES, value: 'NodeClassCEL=true'}]            | false",
                "env: []                                                                 | false"
            })
    void expressionsAreOffOnlyIfTheVariableSwitchesThemOff(String container, boolean expected)
            throws YamlSyntaxException {
        assertEquals(
                expected, read("karpenter", container, "apps/v1").orElseThrow().refusesExpressions());
    }

    @Test
    void aDeploymentIsRecognisedByItsLabelImageOrName() throws YamlSyntaxException {
        String image = "public.ecr.aws/karpenter/controller:1.8.1";
        assertEquals(true, isKarpenter("release", "karpenter", "any:1", "apps/v1"));
        assertEquals(true, isKarpenter("release", "other", image, "apps/v1"));
        assertEquals(true, isKarpenter("karpenter", "other", "example.com/mirror:1", "apps/v1"));
        assertEquals(false, isKarpenter("exporter", "other", "example.com/karpenter-exporter:1", "apps/v1"));
        assertEquals(false, isKarpenter("karpenter", "karpenter", image, "example.com/v1"));
    }

    private static boolean isKarpenter(String name, String label, String image, String apiVersion)
            throws YamlSyntaxException {
        return read(name, label, "image: '" + image + "'", apiVersion).isPresent();
    }

    private static OptionalInt reserved(String container) throws YamlSyntaxException {
        return read("karpenter", container, "apps/v1").orElseThrow().reservedEnis();
    }

    private static Optional<KarpenterSettings> read(String label, String container, String apiVersion)
            throws YamlSyntaxException {
        return read("karpenter", label, container, apiVersion);
    }

    private static Optional<KarpenterSettings> read(String name, String label, String container, String apiVersion)
            throws YamlSyntaxException {
        return KarpenterSettings.in(Tree.of(YamlReader.readAll("""
                        apiVersion: %s
                        kind: Deployment
                        metadata: {name: %s, namespace: kube-system, labels: {app.kubernetes.io/name: %s}}
                        spec: {template: {spec: {containers: [{name: controller, %s}]}}}
                        """.formatted(apiVersion, name, label, container))
                .get(0)
                .content()));
    }
}
