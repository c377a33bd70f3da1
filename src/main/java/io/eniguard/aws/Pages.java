package io.eniguard.aws;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/** Reads the answers of a call page by page, and keeps only the records that are made of them. */
public final class Pages {

    private Pages() {}

    public static <P, T> List<T> read(
            String action,
            Supplier<Stream<P>> pages,
            Function<P, ? extends List<? extends SdkPojo>> members,
            Function<Tree, T> reader)
            throws CallFailedException {
        List<T> all = new ArrayList<>();
        each(
                action,
                pages,
                page -> members.apply(page).stream()
                        .map(AnswerTree::of)
                        .map(reader)
                        .forEach(all::add));
        return all;
    }

    public static <P> void each(String action, Supplier<Stream<P>> pages, Consumer<P> reader)
            throws CallFailedException {
        try {
            pages.get().forEach(reader);
        } catch (RuntimeException e) {
            throw AwsFailures.of(action, e);
        }
    }
}
