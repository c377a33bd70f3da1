package io.eniguard.admission;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the path, the query, the method and the headers of a request before its body is read. */
final class RequestHead {

    /** The media type of reviews and of all answers. */
    static final String JSON = "application/json";

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private RequestHead() {}

    /** Returns the refusal of a request with an invalid head, or empty if the head is valid. */
    static Optional<Refusal> refusal(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_1_1 && request.getHeader("Host") == null) {
            return Optional.of(Refusal.NO_HOST);
        } else if (Endpoint.at(String.valueOf(request.path())).isEmpty()) {
            return Optional.of(Refusal.NOT_FOUND);
        } else if (!request.method().equals(HttpMethod.POST)) {
            return Optional.of(Refusal.NOT_POST);
        } else if (!isJson(request.getHeader("Content-Type"))) {
            return Optional.of(Refusal.NOT_JSON);
        } else if (isEncoded(request.getHeader("Content-Encoding"))) {
            return Optional.of(Refusal.ENCODED);
        } else if (request.query() != null
                && BAD_ESCAPE.matcher(request.query()).find()) {
            return Optional.of(Refusal.BAD_QUERY);
        }
        return Optional.empty();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0];
        return type.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    private static boolean isEncoded(@Nullable String contentEncoding) {
        return contentEncoding != null && !contentEncoding.strip().equalsIgnoreCase("identity");
    }
}
