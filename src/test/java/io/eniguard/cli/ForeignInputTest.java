package io.eniguard.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the reports of {@code check} about texts that are not manifests: templates and user data. In the texts, {@code §} stands for the
 * end of a line.
 */
class ForeignInputTest {

    private final Path folder;

    ForeignInputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    {{- if .Values.x }}§a: b§{{- end }}  ~ 1 ~ {{ is not YAML: this looks like a Helm template. Fix: run helm template first, and check its output
                    kind: ENIConfig§spec: {subnet: {{ $.Values.subnet }}}  ~ 2 ~ {{ is not YAML: this looks like a Helm template. Fix: run helm template first, and check its output
                    metadata:§  labels:§    {{- include "x" . | nindent 4 }}  ~ 3 ~ {{ is not YAML: this looks like a Helm template. Fix: run helm template first, and check its output
                    a: "b" # c§d: "{{ x }}"§e: {{ .name }}  ~ 3 ~ {{ is not YAML: this looks like a template. Fix: render the template first, and check the result
                    {% for zone in zones %}§a: b§{% endfor %}  ~ 1 ~ {% is not YAML: this looks like a template. Fix: render the template first, and check the result
                    a: b§%{ for zone in zones }§c: d§%{ endfor }  ~ 2 ~ %{ is not YAML: this looks like a template. Fix: render the template first, and check the result
                    a: "{{ .x }}"§b: |§  {{ .y }}§ c: d  ~ 4 ~ expected <block end>, but found '<block mapping start>'; wrong indentation?
                    apiVersion: v2§name: pods§version: 0.1.0  ~ 1 ~ this is the description of a Helm chart. Fix: run helm template, and check its output
                    """)
    void theFixForATemplateIsToRenderIt(String text, int line, String reason) throws IOException {
        write("a.tpl", text.replace('§', '\n'));
        CommandRun run = check("a.tpl");
        assertEquals(2, run.exitCode(), run::toString);
        assertEquals("a.tpl:%d: %s".formatted(line, reason), run.err().strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    MIME-Version: 1.0§Content-Type: multipart/mixed; boundary="B"§§--B§Content-Type: text/x-shellscript§  ~ a MIME document, such as the user data of an instance
                    --==B==§content-type: application/node.eks.aws§§---§kind: NodeConfig§  ~ a MIME document, such as the user data of an instance
                    Content-Type: text/x-shellscript§§#!/bin/bash§  ~ a MIME document, such as the user data of an instance
                    [settings.kubernetes]§max-pods = 58§  ~ TOML, such as the user data of Bottlerocket
                    # Bottlerocket§§[settings]§[settings.kubernetes] # x§"max-pods" = 58§  ~ TOML, such as the user data of Bottlerocket
                    settings.kubernetes.max-pods = 58§  ~ TOML, such as the user data of Bottlerocket
                    #!/bin/bash§set -ex§/etc/eks/bootstrap.sh c --use-max-pods false§  ~ a script, such as the user data of an instance
                    #cloud-config§runcmd: [ls]§  ~ a script, such as the user data of an instance
                    """)
    void theFixForUserDataNamesTheObjectForIt(String text, String format) throws IOException {
        String ofMime =
                "check the NodeConfig as a separate file, or put the whole document into spec.userData of an EC2NodeClass";
        String ofOthers =
                "put the text into spec.userData of an EC2NodeClass or into a ConfigMap, and check this object";
        write("a.txt", text.replace('§', '\n'));
        CommandRun run = check("a.txt");
        assertEquals(2, run.exitCode(), run::toString);
        assertEquals(
                "a.txt:1: this is %s, not a manifest. Fix: %s"
                        .formatted(format, format.startsWith("a MIME") ? ofMime : ofOthers),
                run.err().strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/usr/bin/env -S kubectl apply -f§%s",
                "# {{ y }}§%s---§apiVersion: v1§kind: Service§metadata:§  annotations: {a: '{{ x }}', b: \"{{ $labels.y }}\"} # {{ z }}§",
                "%s§---§apiVersion: v1§kind: ConfigMap§metadata: {name: a}§data: {a: '{{ .Values.x }}', b: '[settings]', c: \"d = '{{'\"}§",
                "[{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {b: c = d}}]"
            })
    void aManifestMayContainTextsOfOtherFormats(String text) throws IOException {
        write("a.yaml", text.replace('§', '\n').formatted(eniConfig("eu-central-1a")));
        CommandRun run = check("a.yaml");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Values.zone }}", "{% zone %}", "pods-${zone}"})
    void anObjectWithActionsOfATemplateIsReported(String name) throws IOException {
        write("a.yaml", eniConfig("'" + name + "'"));
        assertTrue(
                check("a.yaml")
                        .err()
                        .contains(
                                "looks like an object of a template. Fix: render the template first, and check the result"),
                () -> check("a.yaml").err());
    }

    @Test
    void tabsAreReadWhereKubectlReadsThem() throws IOException {
        write("a.yaml", eniConfig("eu-central-1a").replace(": ", ":\t").replace("\n", "\t# comment\n"));
        assertEquals(0, check("a.yaml").exitCode(), () -> check("a.yaml").toString());
        write("b.yaml", "apiVersion: v1\n\tkind: ConfigMap\n");
        assertTrue(
                check("b.yaml").err().startsWith("b.yaml:2: "),
                () -> check("b.yaml").err());
    }

    private static String eniConfig(String name) {
        return """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: subnet-0a41d9c8b7e6f5a01, securityGroups: [sg-0b0d5a1c2e3f40572]}
                """.formatted(name);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private CommandRun check(String file) {
        CommandRun run = CommandRun.of(
                "check", folder.resolve(file).toString(), "--vpc", "examples/vpc", "--cluster", "examples/cluster");
        return new CommandRun(run.exitCode(), run.out(), run.err().replace(folder + "/", ""));
    }
}
