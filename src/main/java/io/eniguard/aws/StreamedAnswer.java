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
 * The answers to a call that lists tens of thousands of things, each read while it comes in. The SDK would make a document of it first,
 * at 30 times the size of its text, and an object with all members of each thing: for a large VPC gigabytes of garbage a minute, beside
 * reviews that wait. So it signs, retries and turns pages here, and is handed nothing of an answer but the token of the next page. For
 * one call and its pages, of one thread.
 *
 * @param <T> the record that is made of each listed thing at once
 */
public final class StreamedAnswer<T> {

    /** The attribute of a request whose answers are streamed into it. */
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

    /**
     * @param answer one without content
     * @param list of its members the one that lists things, as the AWS CLI names it
     * @param wanted members of the things to keep, at whatever depth
     * @param maker throws an {@link IllegalArgumentException} at what it cannot read
     * @param keepsTrees for {@link #page}
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
        // EC2 sends none; else the parser would fetch whatever one names.
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /** What the last page listed. */
    public List<T> members() {
        return members;
    }

    /** The last page in the AWS CLI's shape, where it is kept. */
    Tree page() {
        return new Tree(token.isEmpty() ? Map.of(list, trees) : Map.of(list, trees, TOKEN, token));
    }

    /** @return the rest, for the SDK */
    private InputStream read(InputStream answer) {
        // The SDK repeats a request whose answer broke off.
        members = new ArrayList<>();
        trees = new ArrayList<>();
        token = "";
        try {
            XMLStreamReader reader = xml.createXMLStreamReader(answer);
            reader.nextTag();
            shape.each(reader, part -> {
                if (part.name().equals(list)) {
                    part.each(reader, thing -> take(new Tree(thing.members(reader))));
                } else {
                    token = reader.getElementText();
                }
            });
            return new ByteArrayInputStream(rest());
        } catch (XMLStreamException e) {
            throw RetryableException.create("the answer cannot be read", e);
        }
    }

    private void take(Tree thing) {
        members.add(maker.apply(thing));
        if (keepsTrees) {
            trees.add(thing.fields());
        }
    }

    private byte[] rest() throws XMLStreamException {
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

    /** Streams the answers to requests with the attribute, and refuses answers that do not come from AWS. */
    static final class Interceptor implements ExecutionInterceptor {

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            if (!context.httpResponse().isSuccessful()) {
                return context.responseBody();
            }
            InputStream answer = ForeignAnswer.refused(context.responseBody().orElseThrow(ForeignAnswer::foreign));
            StreamedAnswer<?> streamed = attributes.getAttribute(ATTRIBUTE);
            return Optional.of(streamed == null ? answer : streamed.read(answer));
        }
    }
}
