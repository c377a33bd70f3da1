package io.eniguard.bench;

/** A place for one request at a time: an HTTP/1.1 connection, or one of the streams of an HTTP/2 connection. */
interface Lane {

    /** Sends the request and reports the outcome to it. Called on the event loop, and never during another request. */
    void send(SentRequest exchange);
}
