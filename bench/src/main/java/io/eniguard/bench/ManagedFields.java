package io.eniguard.bench;

import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * Field ownership as API servers store it in {@code metadata.managedFields}. It is a large and deeply nested part of every object, so
 * a corpus without it would make every JSON reader look too fast.
 */
final class ManagedFields {
    private final JsonBuilderFactory json;

    ManagedFields(JsonBuilderFactory json) {
        this.json = json;
    }

    /** An entry that makes the manager the owner of all fields. */
    JsonObject entry(String manager, String apiVersion, String time, JsonObject fields) {
        return json.createObjectBuilder()
                .add("manager", manager)
                .add("operation", "Update")
                .add("apiVersion", apiVersion)
                .add("time", time)
                .add("fieldsType", "FieldsV1")
                .add("fieldsV1", owned(fields))
                .build();
    }

    private JsonValue owned(JsonValue value) {
        if (value instanceof JsonObject object) {
            var fields = json.createObjectBuilder();
            object.forEach((name, child) -> fields.add("f:" + name, owned(child)));
            return fields.build();
        }
        if (value instanceof JsonArray array && !array.isEmpty() && isKeyedByType(array)) {
            var elements = json.createObjectBuilder().add(".", JsonValue.EMPTY_JSON_OBJECT);
            for (JsonObject element : array.getValuesAs(JsonObject.class)) {
                elements.add("k:{\"type\":\"%s\"}".formatted(element.getString("type")), owned(element));
            }
            return elements.build();
        }
        return JsonValue.EMPTY_JSON_OBJECT;
    }

    private static boolean isKeyedByType(JsonArray array) {
        return array.get(0) instanceof JsonObject first && first.containsKey("type");
    }
}
