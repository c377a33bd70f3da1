package io.eniguard.kube;

import io.eniguard.kube.ReportRequests.ReportKind;
import io.eniguard.tree.Tree;
import java.io.IOException;
import java.util.List;

/** The place where the cluster-scoped reports of eniguard are. Each method throws an {@link IOException} if the place cannot be used. */
public interface ReportStore {

    /** Returns whether the API server serves the kind. A custom resource definition may be installed later. */
    boolean isServed(ReportKind kind) throws IOException;

    /** Returns all reports with the label of eniguard. */
    List<Tree> list(ReportKind kind) throws IOException;

    /** Writes a report that does not exist yet. */
    void create(ReportKind kind, Tree report) throws IOException;

    /** Writes a report over the version in its metadata. */
    void replace(ReportKind kind, Tree report) throws IOException;

    /** Deletes a report as it was read. It is no failure if the report is already gone. */
    void delete(ReportKind kind, Tree report) throws IOException;
}
