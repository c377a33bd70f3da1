package io.eniguard.server;

import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Tree;
import jakarta.json.stream.JsonParser;
import java.nio.charset.StandardCharsets;

/** Minimal AdmissionReviews as JSON texts. */
final class Reviews {

    static final String SUBNET = "subnet-0a1b2c3d4e5f60718";

    private Reviews() {}

    static String eniConfig(String name, String subnet) {
        return """
                {"apiVersion":"crd.k8s.amazonaws.com/v1alpha1","kind":"ENIConfig","metadata":{"name":"%s"},\
                "spec":{"subnet":"%s","securityGroups":["sg-0123456789abcdef0"]}}""".formatted(name, subnet);
    }

    static String node(String labels) {
        return """
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"node-1"%s},\
                "spec":{"providerID":"aws:///us-west-2a/i-0123456789abcdef0"}}""".formatted(labels);
    }

    static String create(String object) {
        return review("CREATE", "admin@example.com", object, "null");
    }

    static String review(String operation, String user, String object, String oldObject) {
        return """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",\
                "operation":"%s","userInfo":{"username":"%s"},"object":%s,"oldObject":%s}}""".formatted(operation, user, object, oldObject);
    }

    static Tree parse(String json) {
        try (JsonParser parser = StrictJson.parser(json.getBytes(StandardCharsets.UTF_8))) {
            parser.next();
            return TreeReader.readObject(parser);
        }
    }
}
