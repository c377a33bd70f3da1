package io.eniguard.aws;

import io.eniguard.tree.Tree;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Receives every page of every answer from AWS, in the form of the AWS CLI's output. Several threads may call an observer at the same time.
 */
public interface AnswerObserver {

    void answered(Tree answer);

    /** Connects an observer to the SDK. */
    record Interceptor(AnswerObserver observer) implements ExecutionInterceptor {

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            StreamedAnswer<?> streamed = attributes.getAttribute(StreamedAnswer.ATTRIBUTE);
            observer.answered(streamed == null ? AnswerTree.document(context.response()) : streamed.page());
        }
    }
}
