package io.eniguard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes each page of an EC2 answer to its own file. The token of a page is its number. */
final class PageFiles implements AutoCloseable {

    private final Path folder;
    private final String operation;
    private final String list;
    private final int size;
    private final List<Path> files = new ArrayList<>();
    private @Nullable Writer page;
    private int onPage;

    /**
     * Creates the files of an operation.
     *
     * @param size the number of members on a page
     */
    PageFiles(Path folder, String operation, int size) {
        this.folder = folder;
        this.operation = operation;
        this.list = list(operation);
        this.size = size;
    }

    /** Adds a member with the XML between the tags of its item. */
    void item(String xml) {
        try {
            if (page != null && onPage == size) {
                end(page, "<nextToken>%d</nextToken>".formatted(files.size()));
                page = null;
            }
            Writer open = page == null ? begin() : page;
            page = open;
            open.write("<item>" + xml + "</item>");
            onPage++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> files() {
        return files;
    }

    private Writer begin() throws IOException {
        Path file = folder.resolve("%s-%d-%d.xml".formatted(operation, size, files.size()));
        files.add(file);
        onPage = 0;
        Writer open = Files.newBufferedWriter(file);
        open.write("<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>stub</requestId><%s>"
                .formatted(operation, list));
        return open;
    }

    private void end(Writer open, String token) throws IOException {
        open.write("</%s>%s</%sResponse>".formatted(list, token, operation));
        open.close();
    }

    @Override
    public void close() throws IOException {
        if (page != null) {
            end(page, "");
        }
    }

    private static String list(String operation) {
        return switch (operation) {
            case "DescribeVpcs" -> "vpcSet";
            case "DescribeSubnets" -> "subnetSet";
            case "DescribeAvailabilityZones" -> "availabilityZoneInfo";
            case "DescribeSecurityGroups" -> "securityGroupInfo";
            case "DescribeRouteTables" -> "routeTableSet";
            case "DescribeNetworkInterfaces" -> "networkInterfaceSet";
            default -> throw new IllegalArgumentException("nobody answers " + operation);
        };
    }
}
