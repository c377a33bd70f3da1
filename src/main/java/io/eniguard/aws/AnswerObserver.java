package io.eniguard.aws;

import io.eniguard.tree.Tree;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Receives every page of every answer of AWS, in the AWS CLI's shape. Several threads call it at the same time. */
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
