package io.eniguard.kube;

import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.util.function.Consumer;

/** The place where the cluster-scoped reports of eniguard are. Each method throws an {@link IOException} if the place cannot be used. */
public interface ReportStore {

    /** Returns whether the API server serves the kind. A custom resource definition may be installed later. */
    boolean isServed(ReportKind kind) throws IOException;

    /** Reads all reports with the label of eniguard, one after the other. Only one of them needs to be in memory at a time. */
    void read(ReportKind kind, Consumer<Tree> sink) throws IOException;

    /** Writes a report that does not exist yet. */
    void create(ReportKind kind, Tree report) throws IOException;

    /** Writes a report over the version in its metadata. */
    void replace(ReportKind kind, Tree report) throws IOException;

    /**
     * Deletes a report if it has not changed since it was read. Does nothing if the report has already been deleted.
     *
     * @param resourceVersion the version that was read; a newer version is not deleted
     */
    void delete(ReportKind kind, String name, String resourceVersion) throws IOException;
}
