package io.eniguard.cli;

import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.PodCapacity;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;

/** The output formats of {@code max-pods}. JSON and CSV have the same fields in the same order. Other programs rely on this order. */
enum MaxPodsFormat {
    TEXT {
        @Override
        void print(List<PodCapacity> capacities, PrintWriter out) {
            var table = new TextTable("TYPE", "THEORETICAL", "RECOMMENDED", "ENIS", "IPV4/ENI", "VCPUS", "WHY");
            for (PodCapacity capacity : capacities) {
                OptionalInt vcpus = capacity.type().vcpus();
                table.add(
                        capacity.type().name(),
                        Integer.toString(capacity.theoretical()),
                        Integer.toString(capacity.recommended()),
                        Integer.toString(capacity.type().enis()),
                        Integer.toString(capacity.type().ipv4PerEni()),
                        vcpus.isPresent() ? Integer.toString(vcpus.getAsInt()) : "<unknown>",
                        capacity.why());
            }
            table.print(out);
        }
    },
    JSON {
        @Override
        void print(List<PodCapacity> capacities, PrintWriter out) {
            JsonArrayBuilder array = PROVIDER.createArrayBuilder();
            for (PodCapacity capacity : capacities) {
                JsonObjectBuilder object = PROVIDER.createObjectBuilder();
                FIELDS.forEach(field -> object.add(field.name(), field.of().apply(capacity)));
                array.add(object);
            }
            out.println(indented(array.build()));
        }
    },
    CSV {
        @Override
        void print(List<PodCapacity> capacities, PrintWriter out) {
            out.println(String.join(",", FIELDS.stream().map(Field::name).toList()));
            for (PodCapacity capacity : capacities) {
                out.println(String.join(
                        ",",
                        FIELDS.stream()
                                .map(field -> csv(field.of().apply(capacity)))
                                .toList()));
            }
        }
    };

    /** A shared provider, since the static methods of {@code Json} look up a provider at each call. */
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private static final List<Field> FIELDS = List.of(
            new Field("instanceType", it -> PROVIDER.createValue(it.type().name())),
            new Field("customNetworking", it -> bool(it.mode().networking() == Networking.CUSTOM)),
            new Field("prefixDelegation", it -> bool(it.mode().addressing() == Addressing.PREFIXES)),
            new Field("theoretical", it -> PROVIDER.createValue(it.theoretical())),
            new Field("recommended", it -> PROVIDER.createValue(it.recommended())),
            new Field("enis", it -> PROVIDER.createValue(it.type().enis())),
            new Field("ipv4PerEni", it -> PROVIDER.createValue(it.type().ipv4PerEni())),
            new Field("vcpus", it -> numberOrNull(it.type().vcpus())),
            new Field("why", it -> PROVIDER.createValue(it.why())));

    private record Field(String name, Function<PodCapacity, JsonValue> of) {}

    abstract void print(List<PodCapacity> capacities, PrintWriter out);

    static final class FromOption implements ITypeConverter<MaxPodsFormat> {
        @Override
        public MaxPodsFormat convert(String typed) {
            return Words.parse(MaxPodsFormat.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(MaxPodsFormat.class).iterator();
        }
    }

    private static JsonValue bool(boolean value) {
        return value ? JsonValue.TRUE : JsonValue.FALSE;
    }

    private static JsonValue numberOrNull(OptionalInt number) {
        return number.isPresent() ? PROVIDER.createValue(number.getAsInt()) : JsonValue.NULL;
    }

    private static String indented(JsonArray array) {
        var text = new StringWriter();
        try (JsonWriter writer = PROVIDER.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.write(array);
        }
        return text.toString().strip();
    }

    /** Returns a CSV field (RFC 4180). A field with a comma, a quote or a line break is quoted, and an unknown number is empty. */
    static String csv(JsonValue value) {
        if (value == JsonValue.NULL) {
            return "";
        }
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
