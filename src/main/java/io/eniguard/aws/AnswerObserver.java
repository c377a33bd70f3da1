package io.eniguard.aws;

import io.eniguard.tree.Tree;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Is shown every answer of AWS, each page by itself, as the AWS CLI would print it. Called by several threads. */
public interface AnswerObserver {

    void answered(Tree answer);

    /** For the SDK. */
    record Interceptor(AnswerObserver observer) implements ExecutionInterceptor {

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            StreamedAnswer<?> streamed = attributes.getAttribute(StreamedAnswer.ATTRIBUTE);
            observer.answered(streamed == null ? AnswerTree.document(context.response()) : streamed.page());
        }
    }
}
