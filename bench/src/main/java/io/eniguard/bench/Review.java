package io.eniguard.bench;

/**
 * An AdmissionReview that is ready to be sent.
 *
 * @param path the path that it is posted to
 * @param uid the uid of the request, which the answer repeats
 * @param json the whole document
 */
public record Review(String path, String uid, String json) {}
