package io.eniguard.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.demo.script.Actor;
import io.eniguard.demo.script.DemoObject;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.Write;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.localkube.PublishedCrd;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.registration.WebhookTarget;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster with a real API server that calls eniguard. */
final class RealCluster implements Cluster {

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final String JSON_TYPE = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final Pattern DENIAL =
            Pattern.compile("^admission webhook \"[^\"]*eniguard\\.io\" denied the request: (.*)$", Pattern.DOTALL);

    /** The form of the Warning header in which the API server sends a warning: RFC 7234, section 5.5. */
    private static final Pattern WARNING = Pattern.compile("^299 \\S+ \"(.*)\"$");

    private final LocalApiServer server;
    private final ApiServerAuditLog auditLog;
    private final Map<String, KubeUser> users = new HashMap<>();

    private RealCluster(LocalApiServer server) {
        this.server = server;
        this.auditLog = new ApiServerAuditLog(server.auditLog());
    }

    /** Installs the CRDs and the permissions that the demo needs. */
    static RealCluster prepare(LocalApiServer server) throws IOException, InterruptedException {
        server.install(PublishedCrd.values());
        apply(server, DemoPermissions.YAML);
        return new RealCluster(server);
    }

    /** Returns a kubeconfig file with the credentials of eniguard. */
    Path kubeconfig() throws IOException, InterruptedException {
        return server.serviceAccount("eniguard", "eniguard").kubeconfig();
    }

    /** Registers the webhooks. The API server starts to call them a few milliseconds later. */
    void register(URI webhooks, CertificateAuthority authority) throws IOException, InterruptedException {
        String bundle =
                Base64.getEncoder().encodeToString(authority.certificatePem().getBytes(UTF_8));
        apply(server, new WebhookConfigurations(new WebhookTarget.Url(webhooks), Optional.of(bundle), false).yaml());
    }

    private static void apply(LocalApiServer server, String yaml) throws IOException, InterruptedException {
        server.admin()
                .kubectlWithInput(yaml, "apply", "--server-side", "--filename=-")
                .orThrow();
    }

    @Override
    public StepOutcome write(Step step, Mode mode) throws IOException, InterruptedException {
        DemoObject manifest = step.manifest();
        KubeUser user = user(step.actor(), manifest);
        String query = mode == Mode.DRY_RUN ? "?dryRun=All" : "";
        return switch (step.write()) {
            case CREATE -> create(user, step, query);
            case UPDATE, UPDATE_STATUS -> update(user, manifest, step.write(), query);
            case DELETE -> outcome(user.request("DELETE", manifest.path() + query, JSON_TYPE, ""), Optional.empty());
        };
    }

    private StepOutcome create(KubeUser user, Step step, String query) throws IOException, InterruptedException {
        DemoObject manifest = step.manifest();
        HttpResponse<String> response = user.request(
                "POST",
                manifest.collection() + query,
                JSON_TYPE,
                manifest.json().toString());
        StepOutcome outcome = outcome(response, Optional.of(manifest.json()));
        return step.policy().isPresent() ? outcome.withExempted(auditLog.exempted(response)) : outcome;
    }

    private StepOutcome update(KubeUser user, DemoObject manifest, Write write, String query)
            throws IOException, InterruptedException {
        HttpResponse<String> before = server.admin().request("GET", manifest.path(), JSON_TYPE, "");
        if (before.statusCode() != 200) {
            return error(before);
        }
        JsonObject sent = JSON.createMergePatch(manifest.json())
                .apply(object(before.body()))
                .asJsonObject();
        String path = manifest.path() + write.subresource() + query;
        return outcome(user.request("PATCH", path, MERGE_PATCH, manifest.json().toString()), Optional.of(sent));
    }

    /** @param sent the object as it was before the webhooks; empty for a DELETE */
    private static StepOutcome outcome(HttpResponse<String> response, Optional<JsonObject> sent) {
        if (response.statusCode() / 100 == 2) {
            return StepOutcome.allowed(
                    warnings(response), sent.flatMap(object -> Rewriting.between(object, object(response.body()))));
        }
        Matcher denial = DENIAL.matcher(message(response));
        return denial.matches() ? StepOutcome.denied(denial.group(1)) : error(response);
    }

    private static StepOutcome error(HttpResponse<String> response) {
        return StepOutcome.error("HTTP %d: %s".formatted(response.statusCode(), message(response)));
    }

    private static String message(HttpResponse<String> response) {
        return response.body().startsWith("{")
                ? object(response.body()).getString("message", "")
                : response.body().strip();
    }

    private static List<String> warnings(HttpResponse<String> response) {
        return response.headers().allValues("warning").stream()
                // The API server sends UTF-8, but the JDK decodes headers as Latin-1.
                .map(header -> WARNING.matcher(new String(header.getBytes(ISO_8859_1), UTF_8)))
                .filter(Matcher::matches)
                .map(warning -> warning.group(1).replaceAll("\\\\(.)", "$1"))
                .toList();
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private KubeUser user(Actor actor, DemoObject manifest) throws IOException, InterruptedException {
        String name = actor.username(manifest);
        KubeUser known = users.get(name);
        if (known == null) {
            known = switch (actor) {
                case ADMIN -> server.admin();
                case KUBELET -> server.kubelet(manifest.name());
                case AWS_NODE -> server.awsNode();
                case CONTROLLER -> server.user(name, "system:masters");
            };
            users.put(name, known);
        }
        return known;
    }
}
