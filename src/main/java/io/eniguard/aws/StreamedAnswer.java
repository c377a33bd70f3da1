package io.eniguard.aws;

import io.eniguard.tree.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Reads long answers while they arrive, for calls that list tens of thousands of items. Without this class, the SDK would first create a
 * document 30 times as large as the text, and then an object with all members of each item. For a large VPC, this would create gigabytes of
 * garbage per minute. With this class, the SDK only signs and repeats the requests, and receives a short answer that contains the token of
 * the next page and no items. An instance contains only the last page that it read, so several pages and calls can use it one after the
 * other. Instances are not safe for use by several threads.
 *
 * @param <T> the record that is created for each listed item
 */
public final class StreamedAnswer<T> {

    /** The execution attribute that contains the instance for the answers to a request. */
    public static final ExecutionAttribute<StreamedAnswer<?>> ATTRIBUTE =
            new ExecutionAttribute<>("eniguard.StreamedAnswer");

    private static final String TOKEN = "NextToken";

    private final MemberShape shape;
    private final String list;
    private final Function<Tree, T> maker;
    private final boolean keepsTrees;
    private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    private List<T> members = List.of();
    private List<Object> trees = List.of();
    private String token = "";
    private Optional<RuntimeException> failure = Optional.empty();

    /**
     * @param answer an answer without content
     * @param list the AWS CLI's name of the answer's member that lists the items
     * @param wanted the names of the item members to keep, at all depths
     * @param maker creates the record of an item; it throws an {@link IllegalArgumentException} if the item is unusable
     * @param keepsTrees whether {@link #page} is needed
     */
    public StreamedAnswer(
            SdkPojo answer, String list, Set<String> wanted, Function<Tree, T> maker, boolean keepsTrees) {
        Set<String> kept = new TreeSet<>(wanted);
        kept.add(list);
        kept.add(TOKEN);
        this.shape = MemberShape.of(answer, kept);
        this.list = list;
        this.maker = maker;
        this.keepsTrees = keepsTrees;
        // EC2 sends no DTDs. With DTD support, the parser would load the files that a DTD in a forged answer names.
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /**
     * Returns the records of the last page.
     *
     * @throws IllegalArgumentException when the page cannot be used
     * @throws ArithmeticException when a number on the page is too large
     */
    public List<T> members() {
        failure.ifPresent(thrown -> {
            throw thrown;
        });
        return members;
    }

    /** Returns the last page in the form of the AWS CLI's output. */
    Tree page() {
        return new Tree(token.isEmpty() ? Map.of(list, trees) : Map.of(list, trees, TOKEN, token));
    }

    /** Reads a page, and returns the short answer for the SDK. */
    private InputStream read(InputStream answer) {
        // The SDK repeats a request if the answer is cut off, so the same page may be read again.
        members = new ArrayList<>();
        trees = new ArrayList<>();
        token = "";
        failure = Optional.empty();
        try {
            parse(xml.createXMLStreamReader(answer));
            return new ByteArrayInputStream(remainder());
        } catch (XMLStreamException e) {
            throw RetryableException.create("the answer cannot be read", e);
        }
    }

    private void parse(XMLStreamReader reader) throws XMLStreamException {
        reader.nextTag();
        try {
            shape.each(reader, part -> {
                if (part.name().equals(list)) {
                    part.each(reader, thing -> take(new Tree(thing.members(reader))));
                } else {
                    token = reader.getElementText();
                }
            });
        } catch (IllegalArgumentException | ArithmeticException e) {
            // members() throws the exception later. If it were thrown here, the SDK would wrap it in an exception about
            // HTTP.
            failure = Optional.of(e);
        }
    }

    private void take(Tree thing) {
        members.add(maker.apply(thing));
        if (keepsTrees) {
            trees.add(thing.fields());
        }
    }

    private byte[] remainder() throws XMLStreamException {
        var bytes = new ByteArrayOutputStream();
        XMLStreamWriter rest = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
        rest.writeStartElement("answer");
        if (!token.isEmpty()) {
            rest.writeStartElement("nextToken");
            rest.writeCharacters(token);
            rest.writeEndElement();
        }
        rest.writeEndElement();
        rest.close();
        return bytes.toByteArray();
    }

    /** Streams the answers to requests with the attribute, and rejects answers that do not come from AWS. */
    static final class Interceptor implements ExecutionInterceptor {

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            if (!context.httpResponse().isSuccessful()) {
                return context.responseBody();
            }
            InputStream answer = ForeignAnswer.checked(context.responseBody().orElseThrow(ForeignAnswer::foreign));
            StreamedAnswer<?> streamed = attributes.getAttribute(ATTRIBUTE);
            return Optional.of(streamed == null ? answer : streamed.read(answer));
        }
    }
}
