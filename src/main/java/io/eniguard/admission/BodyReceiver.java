package io.eniguard.admission;

/** Receives a request's body, or the reason why there is none. All methods are called on the request's event loop. */
interface BodyReceiver {

    /** Called when the whole body has arrived. The receiver releases the body. */
    void complete(CollectedBody body);

    /** Called when the body exceeds a limit. */
    void refused(Refusal refusal);

    /** Called when collecting the body, or another method of the receiver, threw an exception. */
    void failed(Throwable failure);
}
