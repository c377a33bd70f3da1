package io.eniguard.admission;

/** Receives a request's body, or the reason why it cannot be used. All methods are called on the request's event loop. */
interface BodyReceiver {

    /** Called when the whole body has arrived. The receiver must release the body. */
    void complete(CollectedBody body);

    /** Called when the body exceeds a limit of size, time or memory. */
    void refused(Refusal refusal);

    /** Called when an exception was thrown while the body was collected or passed to this receiver. */
    void failed(Throwable failure);
}
