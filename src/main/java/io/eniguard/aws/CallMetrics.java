package io.eniguard.aws;

import java.util.List;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/** Reads the outcome of each request from the SDK's metrics, and reports it to a {@link CallObserver}. */
final class CallMetrics implements MetricPublisher {

    private static final int FIRST_ERROR = 400;

    /**
     * The status of the answer when the caller lacks the permission (API references of EC2 and EKS, "Common errors"). With wrong
     * credentials, the status is 400 or 401.
     */
    private static final int FORBIDDEN = 403;

    private final CallObserver observer;

    CallMetrics(CallObserver observer) {
        this.observer = observer;
    }

    /** Reports one call. The children of the metrics are the requests that the SDK sent for the call. */
    @Override
    public void publish(MetricCollection call) {
        String operation = first(call, CoreMetric.OPERATION_NAME, "unknown");
        for (MetricCollection attempt : call.children()) {
            observer.called(operation, outcome(attempt));
        }
    }

    private static String outcome(MetricCollection attempt) {
        // The SDK's error types are Throttling, ServerError, ConfiguredTimeout, IO and Other.
        String error = first(attempt, CoreMetric.ERROR_TYPE, "");
        int status = first(attempt, HttpMetric.HTTP_STATUS_CODE, 0);
        if (error.equals("Throttling")) {
            return "throttled";
        } else if (error.equals("ConfiguredTimeout")) {
            return "timeout";
        } else if (status == FORBIDDEN) {
            return "refused";
        }
        return error.isEmpty() && status < FIRST_ERROR ? "ok" : "error";
    }

    private static <T> T first(MetricCollection metrics, SdkMetric<T> metric, T otherwise) {
        List<T> values = metrics.metricValues(metric);
        return values.isEmpty() ? otherwise : values.get(0);
    }

    @Override
    public void close() {}
}
