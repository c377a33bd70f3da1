package io.eniguard.server.facts;

import io.eniguard.admission.Worlds;
import io.eniguard.cluster.EniConfig;
import io.eniguard.review.ReviewRequest;
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
 * What reviews may know: what is at hand and, where an ENIConfig names a subnet or group that is not, what EC2 says of that id now. So
 * one made ten seconds ago is not refused as missing.
 */
@Singleton
public class VpcLookUps implements Worlds {

    private static final String TOO_SLOW = "EC2 did not tell in time whether there is one since";

    private final Knowledge knowledge;
    private final IdLookUp lookUp;

    VpcLookUps(Knowledge knowledge, IdLookUp lookUp) {
        this.knowledge = knowledge;
        this.lookUp = lookUp;
    }

    @Override
    public World now() {
        return knowledge.world();
    }

    @Override
    public Optional<CompletionStage<World>> awaited(ReviewRequest request, Duration within) {
        if (!lookUp.isPossible() || !request.id().kind().equals(EniConfig.KIND)) {
            return Optional.empty();
        }
        // What goes names nothing here: the object of a DELETE is empty.
        List<String> lacking =
                lacking(EniConfig.from(request.object()), knowledge.world().vpc());
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        Map<String, CompletableFuture<Optional<String>>> answers = new HashMap<>();
        lacking.forEach(id -> answers.put(id, lookUp.of(id)));
        return Optional.of(CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> knowledge.world().withUnsettled(unsettled(answers))));
    }

    /** Where all others are known: else there is no telling what is missing. */
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
