package io.eniguard.report;

import io.eniguard.audit.AuditReport;
import io.eniguard.audit.Remark;
import io.eniguard.input.InputProblem;
import java.util.List;

/**
 * The outcome of a check: the audit of all objects that could be read, and the problems of the input.
 *
 * @param errors the files, or parts of files, that could not be read
 * @param remarks the warnings about the way in which objects are written
 * @param skipped whether the report lists or only counts the objects of kinds without rules
 */
public record CheckReport(AuditReport audit, List<InputProblem> errors, List<Remark> remarks, SkippedObjects skipped) {

    /** The ways in which a report can show objects of kinds without rules. */
    public enum SkippedObjects {
        COUNTED,
        LISTED
    }

    public CheckReport {
        errors = List.copyOf(errors);
        remarks = List.copyOf(remarks);
    }

    boolean listsSkipped() {
        return skipped == SkippedObjects.LISTED;
    }

    /** Returns the number of files with at least one error. */
    int unreadableFiles() {
        return (int) errors.stream().map(InputProblem::file).distinct().count();
    }
}
