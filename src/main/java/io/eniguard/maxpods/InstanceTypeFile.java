package io.eniguard.maxpods;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code eniguard/instance-types.csv} from the class path. Comments at the start of the file name the sources of the numbers. */
final class InstanceTypeFile {

    static final String RESOURCE = "/eniguard/instance-types.csv";

    private static final String HEADER =
            "instance_type,max_enis_default_card,ipv4_per_eni,network_cards,hypervisor,bare_metal,vcpus,architecture,trunk,memory_mib";

    private InstanceTypeFile() {}

    /** @throws IllegalStateException if the file is missing or malformed, which means that the build is faulty */
    static List<InstanceType> read() {
        try (InputStream in = InstanceTypeFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    static List<InstanceType> parse(BufferedReader lines) throws IOException {
        var types = new ArrayList<InstanceType>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.startsWith("#") || line.equals(HEADER)) {
                continue;
            }
            try {
                types.add(type(line.split(",", -1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException("%s:%d: %s".formatted(RESOURCE, number, e.getMessage()), e);
            }
        }
        return types;
    }

    private static InstanceType type(String[] fields) {
        if (fields.length != 10) {
            throw new IllegalArgumentException("10 fields expected, found " + fields.length);
        }
        return new InstanceType(
                fields[0],
                new InterfaceLimits(
                        Integer.parseInt(fields[1]),
                        Integer.parseInt(fields[2]),
                        Integer.parseInt(fields[3]),
                        flag(fields[8])),
                hypervisor(fields[4]),
                flag(fields[5]),
                number(fields[6]),
                number(fields[9]),
                fields[7].isEmpty() ? Optional.empty() : Optional.of(fields[7]));
    }

    private static OptionalInt number(String field) {
        return field.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(field));
    }

    private static Hypervisor hypervisor(String field) {
        return switch (field) {
            case "nitro" -> Hypervisor.NITRO;
            case "xen" -> Hypervisor.XEN;
            case "" -> Hypervisor.NONE;
            default -> throw new IllegalArgumentException("nitro, xen or an empty field expected: " + field);
        };
    }

    private static boolean flag(String field) {
        return switch (field) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false expected: " + field);
        };
    }
}
