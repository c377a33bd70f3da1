package io.eniguard.doctor;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.ShownUrl;
import io.eniguard.source.kube.ClusterList;
import io.eniguard.tree.Tree;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What the API server is asked, each part as soon as it is there.
 *
 * @param version unknown where there is no API server
 */
record ClusterSide(
        CompletableFuture<Fact<Version>> version,
        CompletableFuture<Fact<List<Tree>>> objects,
        CompletableFuture<Fact<InstallationReading>> installation) {

    /**
     * The API server.
     *
     * @param clockOffset how far the local clock is ahead of its
     */
    record Version(KubeApi api, String number, Optional<Duration> clockOffset) {}

    static ClusterSide ask(Installation installation, Duration limit, Executor threads) {
        CompletableFuture<Fact<Version>> version = CompletableFuture.supplyAsync(() -> version(limit), threads);
        return new ClusterSide(
                version,
                version.thenApplyAsync(
                        known -> known.flatMap(there -> told(() -> there.api().read(ClusterList::read))), threads),
                version.thenApplyAsync(
                        known -> known.flatMap(
                                there -> told(() -> InstallationReading.read(there.api(), installation, limit))),
                        threads));
    }

    private static Fact<Version> version(Duration limit) {
        return told(() -> KubeApi.open(limit))
                .flatMap(api -> told(() -> api.get("/version"))
                        .flatMap(answer -> answer.isOk()
                                ? Fact.known(new Version(
                                        api, answer.body().text("gitVersion").orElse("?"), answer.clockOffset()))
                                : Fact.unknown(
                                        Missing.OTHER,
                                        "%s: %s".formatted(ShownUrl.withoutUser(api.url()), answer.reason()))));
    }

    /** None where they are not known. */
    static ClusterSnapshot snapshot(Fact<List<Tree>> objects) {
        return ClusterSnapshot.of(objects.orElse(List.of()));
    }

    private interface Call<T> {
        T answer() throws IOException;
    }

    private static <T> Fact<T> told(Call<T> call) {
        try {
            return Fact.known(call.answer());
        } catch (IOException e) {
            return Fact.unknown(Missing.OTHER, String.valueOf(e.getMessage()));
        }
    }
}
