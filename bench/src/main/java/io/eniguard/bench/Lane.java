package io.eniguard.bench;

/** Room for one request under way: a connection of HTTP/1.1, or one of the streams that share a connection of HTTP/2. */
interface Lane {

    /** Sends the request and tells the exchange how it went. Called on the event loop, never while another one is under way. */
    void send(SentRequest exchange);
}
