package io.eniguard.aws;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Converts the SDK's answer objects to trees in the form of the AWS CLI's output. */
final class AnswerTree {

    private AnswerTree() {}

    /**
     * Converts an object. Each member keeps its name from the service's API model, such as {@code SubnetId} in EC2 and {@code
     * resourcesVpcConfig} in EKS.
     */
    static Tree of(SdkPojo answer) {
        return new Tree(fields(answer));
    }

    /** Converts a whole answer. A list that is missing at the top level becomes an empty list, while {@link #of} omits it. */
    static Tree document(SdkPojo answer) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        for (SdkField<?> field : answer.sdkFields()) {
            if (field.getValueOrDefault(answer) instanceof SdkAutoConstructList) {
                document.put(field.memberName(), List.of());
            }
        }
        document.putAll(fields(answer));
        return new Tree(document);
    }

    private static Map<String, @Nullable Object> fields(SdkPojo pojo) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !isAbsent(value)) {
                fields.put(field.memberName(), converted(value));
            }
        }
        return fields;
    }

    // The SDK creates these objects for lists and maps that are missing from the answer.
    private static boolean isAbsent(Object value) {
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
    }

    private static @Nullable Object converted(@Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            return fields(pojo);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            list.forEach(element -> elements.add(converted(element)));
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, element) -> entries.put(String.valueOf(key), converted(element)));
            return entries;
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Float number) {
            return number.doubleValue();
        } else if (value instanceof Boolean || value instanceof Number || value == null) {
            return value;
        }
        // The remaining types are strings, enums and instants. The string form of an instant is ISO 8601.
        return value.toString();
    }
}
