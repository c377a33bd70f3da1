package io.eniguard.server.facts;

import io.eniguard.admission.Worlds;
import io.eniguard.cluster.EniConfig;
import io.eniguard.review.ReviewRequest;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.ec2.LiveVpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Supplies the world of each review. If an ENIConfig names an unknown subnet or security group, the id is first looked up in EC2. Without
 * the look-up, a subnet that was created a moment ago would be reported as missing.
 */
@Singleton
public class VpcLookUps implements Worlds {

    private static final String TOO_SLOW = "EC2 did not answer in time whether it exists now";

    private final ServerSettings settings;
    private final Knowledge knowledge;
    private final LiveVpc vpc;

    VpcLookUps(ServerSettings settings, Knowledge knowledge, LiveVpc vpc) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.vpc = vpc;
    }

    @Override
    public World now() {
        return knowledge.world();
    }

    @Override
    public Optional<CompletionStage<World>> awaited(ReviewRequest request, Duration within) {
        if (!settings.readsEc2() || !request.id().kind().equals(EniConfig.KIND)) {
            return Optional.empty();
        }
        // A DELETE causes no look-up, since the object of a DELETE is empty.
        List<String> lacking =
                lacking(EniConfig.from(request.object()), knowledge.world().vpc());
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        Map<String, CompletableFuture<Optional<String>>> answers = new HashMap<>();
        lacking.forEach(id -> answers.put(id, vpc.find(id)));
        return Optional.of(CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> knowledge.world().withUnsettled(unsettled(answers))));
    }

    /**
     * Returns the ids in the ENIConfig that are missing from the VPC snapshot. A subnet id never counts as missing while all subnets are
     * unknown, and the same applies to security groups.
     */
    private static List<String> lacking(EniConfig config, VpcSnapshot vpc) {
        Stream<String> subnets =
                vpc.subnets().stream().flatMap(all -> config.subnetId().filter(id -> !all.containsKey(id)).stream());
        Stream<String> groups = vpc.securityGroups().stream()
                .flatMap(all -> config.securityGroupIds().stream().filter(id -> !all.containsKey(id)));
        return Stream.concat(subnets, groups).toList();
    }

    private static Map<String, String> unsettled(Map<String, CompletableFuture<Optional<String>>> answers) {
        Map<String, String> why = new HashMap<>();
        answers.forEach((id, answer) -> answer.getNow(Optional.of(TOO_SLOW)).ifPresent(reason -> why.put(id, reason)));
        return why;
    }
}
