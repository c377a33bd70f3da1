package io.eniguard.server.lead;

import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.kube.ReportStore;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reports of one kind in memory, which fail on demand. {@link ReportPublisherIT} writes real reports. */
final class SharedReports implements ReportStore {

    private final Map<String, Tree> reports = new TreeMap<>();
    private Set<ReportKind> served = Set.of();
    private boolean isDown;

    void setServed(ReportKind... kinds) {
        served = Set.of(kinds);
    }

    void setDown(boolean down) {
        isDown = down;
    }

    List<Tree> all() {
        return List.copyOf(reports.values());
    }

    @Override
    public boolean isServed(ReportKind kind) {
        return served.contains(kind);
    }

    @Override
    public List<Tree> list(ReportKind kind) throws IOException {
        if (isDown) {
            throw new IOException("no answer");
        }
        return all();
    }

    @Override
    public void create(ReportKind kind, Tree report) {
        reports.put(name(report), report);
    }

    @Override
    public void replace(ReportKind kind, Tree report) {
        reports.put(name(report), report);
    }

    @Override
    public void delete(ReportKind kind, Tree report) {
        reports.remove(name(report));
    }

    private static String name(Tree report) {
        return report.text("metadata", "name").orElseThrow();
    }
}
