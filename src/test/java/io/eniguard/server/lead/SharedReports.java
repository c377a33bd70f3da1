package io.eniguard.server.lead;

import io.eniguard.json.TreeWriter;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.kube.ReportStore;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reports of one kind in memory, which fail on demand. {@link ReportPublisherIT} writes real reports. */
final class SharedReports implements ReportStore {

    private final Map<String, Tree> reports = new TreeMap<>();
    private Set<ReportKind> served = Set.of();
    private boolean isDown;
    private int largest = Integer.MAX_VALUE;
    private @Nullable IOException refusal;

    void setServed(ReportKind... kinds) {
        served = Set.of(kinds);
    }

    void setDown(boolean down) {
        isDown = down;
    }

    /** @param bytes the size from which reports are refused */
    void setLargest(int bytes) {
        largest = bytes;
    }

    /** @param failure the answer to all writes from now on; null if they succeed */
    void setRefusal(@Nullable IOException failure) {
        refusal = failure;
    }

    static RefusedRequestException refusal(int status, Optional<Duration> retryAfter) {
        return RefusedRequestException.of(new KubeApi.Answer(status, Tree.EMPTY, Optional.empty(), retryAfter));
    }

    private void write(Tree report) throws IOException {
        if (refusal != null) {
            throw refusal;
        } else if (TreeWriter.compact(report.fields()).length() > largest) {
            throw refusal(413, Optional.empty());
        }
        reports.put(name(report), report);
    }

    List<Tree> all() {
        return List.copyOf(reports.values());
    }

    @Override
    public boolean isServed(ReportKind kind) {
        return served.contains(kind);
    }

    @Override
    public void read(ReportKind kind, Consumer<Tree> sink) throws IOException {
        if (isDown) {
            throw new IOException("no answer");
        }
        all().forEach(sink);
    }

    @Override
    public void create(ReportKind kind, Tree report) throws IOException {
        write(report);
    }

    @Override
    public void replace(ReportKind kind, Tree report) throws IOException {
        write(report);
    }

    @Override
    public void delete(ReportKind kind, String name, String resourceVersion) {
        reports.remove(name);
    }

    private static String name(Tree report) {
        return report.text("metadata", "name").orElseThrow();
    }
}
