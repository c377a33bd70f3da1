package io.eniguard.admission;

import io.eniguard.json.StrictJson;
import io.eniguard.json.TooLargeException;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.review.ReviewRequest;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.yasson.YassonJsonb;
import org.jspecify.annotations.Nullable;

/** Reads the question from the bytes of an AdmissionReview. Safe for use by several threads. */
public final class ReviewReader {

    private final YassonJsonb jsonb;

    /** @param jsonb the JSON-B of Yasson, since the standard interface does not accept a parser */
    public ReviewReader(YassonJsonb jsonb) {
        this.jsonb = jsonb;
    }

    /**
     * @throws MalformedReviewException if the body is not JSON, is not an AdmissionReview v1 with a request and a uid, or contains a
     *     request that no API server sends
     */
    public Question read(byte[] body) throws MalformedReviewException {
        AdmissionReview review = bind(body);
        if (!AdmissionReview.API_VERSION.equals(review.apiVersion) || !AdmissionReview.KIND.equals(review.kind)) {
            throw new MalformedReviewException("not an AdmissionReview of admission.k8s.io/v1, but %s of %s"
                    .formatted(quoted(review.kind), quoted(review.apiVersion)));
        }
        AdmissionReview.Request request = review.request;
        if (request == null) {
            throw new MalformedReviewException("the AdmissionReview has no request");
        }
        String uid = request.uid;
        if (uid == null || uid.isEmpty()) {
            throw new MalformedReviewException("the request has no uid");
        }
        RequestShape.check(request);
        String operation = request.operation == null ? "" : request.operation;
        return new Question(
                uid, operation, operation(operation, request.subResource).map(known -> reviewRequest(request, known)));
    }

    private AdmissionReview bind(byte[] body) throws MalformedReviewException {
        if (body.length == 0) {
            throw new MalformedReviewException("the body is empty");
        }
        try (JsonParser parser = StrictJson.reviewParser(body)) {
            AdmissionReview review = jsonb.fromJson(parser, AdmissionReview.class);
            if (parser.hasNext()) {
                throw new MalformedReviewException("there is more data after the AdmissionReview");
            }
            if (review == null) {
                throw new MalformedReviewException("not an AdmissionReview");
            }
            return review;
        } catch (JsonException | JsonbException | NoSuchElementException e) {
            throw malformed(e);
        }
    }

    /** Returns an exception with the message of the parser, since the messages of JSON-B itself describe Java classes. */
    private static MalformedReviewException malformed(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLargeException) {
                return MalformedReviewException.tooLarge(String.valueOf(cause.getMessage()), thrown);
            } else if (cause instanceof JsonParsingException parsing) {
                return new MalformedReviewException("not JSON: " + parsing.getMessage() + place(parsing), thrown);
            }
        }
        return new MalformedReviewException("not an AdmissionReview: a member has the wrong type", thrown);
    }

    private static String place(JsonParsingException parsing) {
        JsonLocation location = parsing.getLocation();
        return location.getLineNumber() > 0
                ? " (line %d, column %d)".formatted(location.getLineNumber(), location.getColumnNumber())
                : "";
    }

    private static Optional<Operation> operation(String operation, @Nullable String subresource) {
        boolean whole = subresource == null || subresource.isEmpty();
        if (!whole) {
            return operation.equals("UPDATE") && "status".equals(subresource)
                    ? Optional.of(Operation.UPDATE_STATUS)
                    : Optional.empty();
        }
        return switch (operation) {
            case "CREATE" -> Optional.of(Operation.CREATE);
            case "UPDATE" -> Optional.of(Operation.UPDATE);
            case "DELETE" -> Optional.of(Operation.DELETE);
            default -> Optional.empty();
        };
    }

    private static ReviewRequest reviewRequest(AdmissionReview.Request request, Operation operation) {
        return new ReviewRequest(operation, orEmpty(request.object), orEmpty(request.oldObject), requester(request));
    }

    private static Requester requester(AdmissionReview.Request request) {
        AdmissionReview.UserInfo user = request.userInfo == null ? new AdmissionReview.UserInfo() : request.userInfo;
        return new Requester(
                user.username == null ? "" : user.username,
                user.groups == null ? Set.of() : new HashSet<>(user.groups),
                Boolean.TRUE.equals(request.dryRun));
    }

    private static Tree orEmpty(@Nullable Tree tree) {
        return tree == null ? Tree.EMPTY : tree;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "nothing" : Quote.of(text);
    }
}
