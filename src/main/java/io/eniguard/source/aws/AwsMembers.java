package io.eniguard.source.aws;

import io.eniguard.net.Ipv4Cidr;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads members of the mappings that the AWS CLI prints.
 *
 * <p>A method throws an {@link IllegalArgumentException} if a required member is missing or if a value is invalid. The message names the
 * member, and contains the value if there is one. A member of the wrong type counts as missing. A number that does not fit into an {@code
 * int} causes an {@link ArithmeticException}.
 */
final class AwsMembers {

    private AwsMembers() {}

    /** Returns the values of tags by key. The value of a tag without a value is an empty text. */
    static Map<String, String> tags(Tree resource) {
        Map<String, String> tags = new LinkedHashMap<>();
        resource.trees("Tags")
                .forEach(tag -> tag.text("Key")
                        .ifPresent(key -> tags.put(key, tag.text("Value").orElse(""))));
        return tags;
    }

    /** Returns the text of a member that must be present. */
    static String id(Tree resource, String member) {
        return resource.nonEmptyText(member).orElseThrow(() -> missing(member));
    }

    static IllegalArgumentException missing(String member) {
        return new IllegalArgumentException(member + " is missing");
    }

    /** Returns the block of a member, or empty if the member is absent. */
    static Optional<Ipv4Cidr> cidr(Tree resource, String... path) {
        return resource.nonEmptyText(path).map(text -> parse(text, String.join(".", path)));
    }

    /** Returns the address of a member as a block of size 1. */
    static Ipv4Cidr address(Tree resource, String member) {
        String text = id(resource, member);
        try {
            return Ipv4Cidr.parse(text + "/32");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s is not an IPv4 address".formatted(member, Quote.of(text)), e);
        }
    }

    static Ipv4Cidr parse(String text, String member) {
        try {
            return Ipv4Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(member + ": " + e.getMessage(), e);
        }
    }

    /** Returns the number of a member, or empty if the member is absent. */
    static OptionalInt number(Tree resource, String member) {
        return resource.integer(member)
                .map(number -> OptionalInt.of(Math.toIntExact(number)))
                .orElseGet(OptionalInt::empty);
    }

    static int positive(Tree resource, String member) {
        int number = number(resource, member).orElseThrow(() -> missing(member));
        if (number < 1) {
            throw new IllegalArgumentException("%s is %d, which is less than 1".formatted(member, number));
        }
        return number;
    }
}
