package io.eniguard.bench;

/**
 * An AdmissionReview that is ready to be sent.
 *
 * @param path where it is posted to
 * @param uid of the request; the answer to it carries the same one
 * @param json the whole document
 */
public record Review(String path, String uid, String json) {}
