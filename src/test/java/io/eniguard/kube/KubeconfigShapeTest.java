package io.eniguard.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigShapeTest {

    private static final String RIGHT = """
            apiVersion: v1
            kind: Config
            current-context: blue
            preferences: {}
            contexts:
            - name: blue
              context: {cluster: blue, user: admin, namespace: team, extensions: [{name: x, extension: {a: 1}}]}
            clusters:
            - name: blue
              cluster:
                server: https://0A1B2C.gr7.eu-central-1.eks.amazonaws.com
                certificate-authority-data: |
                  LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t
                  Cg==
                insecure-skip-tls-verify: false
                proxy-url: socks5://proxy:1080
            users:
            - name: admin
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1beta1
                  command: aws
                  args: [--region, eu-central-1, eks, get-token, --cluster-name, blue]
                  env: [{name: AWS_PROFILE, value: blue}]
                  interactiveMode: IfAvailable
                  provideClusterInfo: false
            - name: other
              user: {token: 123, as-groups: [a], as-user-extra: {a: [b]}}
            - name: third
              user: {auth-provider: {name: oidc, config: {id-token: abc}}}
            """;

    @Test
    void aValidKubeconfigIsAccepted() {
        assertEquals(OptionalInt.empty(), wrongLine(RIGHT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "# nothing\n",
                "---\n",
                "{}",
                "kind: Pod",
                "users: null",
                "users: []",
                "users: [{name: a}]"
            })
    void anEmptyKubeconfigIsAccepted(String text) {
        assertEquals(OptionalInt.empty(), wrongLine(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: 5",
                "users: {name: a}",
                "users: [5]",
                "users: [[5]]",
                "users: [{name: a, user: 'token: abc'}]",
                "users: [{name: a, user: {token: {abc: x}}}]",
                "users: [{name: a, user: {token: [{abc: [x]}]}}]",
                "users: [{name: a, user: {token: \"abc\\nd\"}}]",
                "users: [{name: a, user: {exec: aws}}]",
                "users: [{name: a, user: {exec: {command: aws, args: [[a]]}}}]",
                "users: [{name: a, user: {client-key-data: '-----BEGIN'}}]",
                "users: [{name: [a]}]",
                "clusters: [{name: a, cluster: {certificate-authority-data: 'a b'}}]",
                "clusters: [{name: a, cluster: {server: 'https://user:pa ss@host'}}]",
                "clusters: [{name: a, cluster: {server: 'file:///etc/passwd'}}]",
                "contexts: yes",
                "contexts: [{name: a, context: b}]",
                "current-context: [a]",
                "token abc",
                "- token",
                "token: abc: x",
                "x: &a {<<: *a}",
                "kind: Config\n---\nkind: Config",
                "kind: Config\nkind: Config"
            })
    void anythingElseIsReportedWithItsLine(String text) {
        int line = wrongLine(text).orElseThrow();
        assertEquals(text.contains("\n") ? text.lines().count() : 1, line);
    }

    @Test
    void aCredentialPluginMayHaveTextOfSeveralLines() {
        assertEquals(OptionalInt.empty(), wrongLine("""
                users:
                - name: sso
                  user:
                    exec:
                      command: sh
                      args:
                      - -c
                      - |
                        set -e
                        \tlogin --quiet
                      env:
                      - name: GREETING
                        value: "two\\nlines"
                      installHint: |
                        The plugin is missing. Install it:

                          brew install sso
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: |\n      abc\n      def",
                "token: |\n      abc",
                "tokenFile: \"/a\\nb\"",
                "client-key: \"a\\0\"",
                "username: \"a\\nb\"",
                "as: \"a\\rb\"",
                "auth-provider: {name: oidc, config: {id-token: \"abc\\nd\"}}",
                "exec: {installHint: {a: b}}"
            })
    void valuesForHeadersAndFileNamesMustBeOneLine(String member) {
        assertEquals(OptionalInt.of(2), wrongLine("users:\n- name: a\n  user:\n    " + member + "\n"));
    }

    @Test
    void theReportedLineIsTheLineOfTheEntry() {
        assertEquals(OptionalInt.of(31), wrongLine(RIGHT + "- name: fourth\n  user: secret\n"));
    }

    @Test
    void binaryDataIsReportedWhereItBegins() {
        assertEquals(OptionalInt.of(2), wrongLine("kind: Config\n\u00E9".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(OptionalInt.of(1), wrongLine("a\0b"));
    }

    @Test
    void deepNestingIsReportedWithTheLimitAndTheLine() {
        String text = "kind: Config\nusers: " + "[".repeat(200) + "]".repeat(200);
        assertEquals(
                Optional.of(new KubeconfigFlaw(2, Optional.of("nested deeper than 100 levels"))),
                KubeconfigShape.flaw(text.getBytes(UTF_8)));
    }

    private static OptionalInt wrongLine(String text) {
        return wrongLine(text.getBytes(UTF_8));
    }

    private static OptionalInt wrongLine(byte[] bytes) {
        return KubeconfigShape.flaw(bytes).stream()
                .mapToInt(KubeconfigFlaw::line)
                .findFirst();
    }
}
