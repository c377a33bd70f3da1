package io.eniguard.registration;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rendered webhook configurations. {@link NodeMatchConditionsIT} and {@link ObjectMatchConditionsIT} use a real API server. */
class WebhookConfigurationsTest {

    private static final WebhookTarget SERVICE = WebhookTarget.Service.parse("eniguard/eniguard");

    @Test
    void onlyEniConfigsFailWhenEniguardIsDown() {
        assertEquals(
                new TreeMap<>(Map.ofEntries(
                        entry("eniconfigs.validate.eniguard.io", "Fail [CREATE, UPDATE, DELETE] [eniconfigs]"),
                        entry("nodes.validate.eniguard.io", "Ignore [CREATE, UPDATE] [nodes]"),
                        entry("nodestatus.validate.eniguard.io", "Ignore [UPDATE] [nodes/status]"),
                        entry("kubeletconfigs.validate.eniguard.io", "Ignore [CREATE, UPDATE] [configmaps]"),
                        entry(
                                "nodeclasses.validate.eniguard.io",
                                "Ignore [CREATE, UPDATE] [ec2nodeclasses] [CREATE, UPDATE] [nodepools]"),
                        entry("policies.validate.eniguard.io", "Ignore [CREATE, UPDATE] [customnetworkingpolicies]"),
                        entry("cnisettings.validate.eniguard.io", "Ignore [CREATE, UPDATE] [daemonsets]"),
                        entry("nodes.mutate.eniguard.io", "Ignore [CREATE, UPDATE] [nodes]"),
                        entry("nodestatus.mutate.eniguard.io", "Ignore [UPDATE] [nodes/status]"),
                        entry("kubeletconfigs.mutate.eniguard.io", "Ignore [CREATE, UPDATE] [configmaps]"))),
                table(new WebhookConfigurations(SERVICE, Optional.empty(), true)));
    }

    @Test
    void theClampIsRenderedOnlyOnRequest() {
        Map<String, String> without = table(new WebhookConfigurations(SERVICE, Optional.empty(), false));
        assertFalse(without.containsKey("nodestatus.mutate.eniguard.io"));
        assertEquals(9, without.size());
    }

    @Test
    void noRequestWaitsLongerThanThreeSecondsOrHasSideEffects() {
        for (Map<String, Object> webhook : all(new WebhookConfigurations(SERVICE, Optional.empty(), true))) {
            assertTrue((int) field(webhook, "timeoutSeconds") <= 3, webhook.toString());
            assertEquals("None", webhook.get("sideEffects"), webhook.toString());
            assertEquals("Equivalent", webhook.get("matchPolicy"), webhook.toString());
            assertEquals(List.of("v1"), webhook.get("admissionReviewVersions"), webhook.toString());
        }
    }

    @Test
    void eachPathIsCalledByItsOwnConfiguration() {
        WebhookConfigurations configurations = new WebhookConfigurations(
                WebhookTarget.Url.parse("https://127.0.0.1:9443/"), Optional.of("Y2E="), true);
        for (Map<String, Object> webhook : webhooks(configurations.validating())) {
            assertEquals(
                    Map.of("url", "https://127.0.0.1:9443/validate", "caBundle", "Y2E="), webhook.get("clientConfig"));
        }
        for (Map<String, Object> webhook : webhooks(configurations.mutating())) {
            assertEquals(
                    Map.of("url", "https://127.0.0.1:9443/mutate", "caBundle", "Y2E="), webhook.get("clientConfig"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://10.0.0.1:9443",
                "https://10.0.0.1",
                "https://:9443",
                "https://10.0.0.1:0",
                "https://10.0.0.1:65536",
                "https://me@10.0.0.1:9443",
                "https://10.0.0.1:9443/validate",
                "https://10.0.0.1:9443?a=b",
                "https://10.0.0.1:9443#a",
                "https://10.0.0.1:9443//",
                "10.0.0.1:9443",
                "https://two words:9443"
            })
    void aUrlIsAHostAndAPortOverHttps(String url) {
        assertThrows(IllegalArgumentException.class, () -> WebhookTarget.Url.parse(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://10.0.0.1:9443", "https://[::1]:9443", "https://guard.example.org:443"})
    void addressesAndNamesAreHosts(String url) {
        assertEquals(
                url + "/validate",
                WebhookTarget.Url.parse(url).clientConfig("/validate").get("url"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "eniguard", "/eniguard", "eniguard/", "a/b/c", "a/b:443", "A/b", "a/b.svc", "-a/b", "a/b "})
    void aServiceIsANamespaceAndAName(String service) {
        assertThrows(IllegalArgumentException.class, () -> WebhookTarget.Service.parse(service));
    }

    private static Map<String, String> table(WebhookConfigurations configurations) {
        Map<String, String> table = new TreeMap<>();
        for (Map<String, Object> webhook : all(configurations)) {
            StringBuilder row = new StringBuilder(String.valueOf(webhook.get("failurePolicy")));
            for (Object rule : (List<?>) field(webhook, "rules")) {
                Map<?, ?> fields = (Map<?, ?>) rule;
                row.append(' ').append(fields.get("operations")).append(' ').append(fields.get("resources"));
            }
            table.put((String) webhook.get("name"), row.toString());
        }
        return table;
    }

    private static List<Map<String, Object>> all(WebhookConfigurations configurations) {
        List<Map<String, Object>> all = new ArrayList<>(webhooks(configurations.validating()));
        all.addAll(webhooks(configurations.mutating()));
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> webhooks(Map<String, Object> configuration) {
        return (List<Map<String, Object>>) field(configuration, "webhooks");
    }

    private static Object field(Map<String, Object> manifest, String name) {
        return Objects.requireNonNull(manifest.get(name), name);
    }
}
