package io.eniguard.source.ec2;

import io.eniguard.tree.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
 */
final class StreamedAnswer {

    /** Of a request whose answers are to be streamed into it. */
    static final ExecutionAttribute<StreamedAnswer> ATTRIBUTE = new ExecutionAttribute<>("eniguard.StreamedAnswer");

    private static final String TOKEN = "NextToken";

    private final MemberShape shape;
    private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    private Tree page = Tree.EMPTY;

    /**
     * @param answer one without content
     * @param wanted members to keep, at whatever depth, by their names in the AWS CLI
     */
    StreamedAnswer(SdkPojo answer, Set<String> wanted) {
        Set<String> kept = new TreeSet<>(wanted);
        kept.add(TOKEN);
        shape = MemberShape.of(answer, kept);
        // EC2 sends none; else the parser would fetch whatever one names.
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    /** What the last answer told, in the AWS CLI's shape. */
    Tree page() {
        return page;
    }

    /** @return the rest, for the SDK */
    private InputStream read(InputStream answer) {
        try {
            XMLStreamReader reader = xml.createXMLStreamReader(answer);
            reader.nextTag();
            page = new Tree(shape.members(reader));
            return new ByteArrayInputStream(rest());
        } catch (XMLStreamException e) {
            // Cut off under way, most likely.
            throw RetryableException.create("the answer cannot be read", e);
        }
    }

    private byte[] rest() throws XMLStreamException {
        var bytes = new ByteArrayOutputStream();
        XMLStreamWriter rest = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
        rest.writeStartElement("answer");
        Optional<String> token = page.nonEmptyText(TOKEN);
        if (token.isPresent()) {
            rest.writeStartElement("nextToken");
            rest.writeCharacters(token.get());
            rest.writeEndElement();
        }
        rest.writeEndElement();
        rest.close();
        return bytes.toByteArray();
    }

    /** For clients that make such requests. */
    static final class Interceptor implements ExecutionInterceptor {

        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            StreamedAnswer streamed = attributes.getAttribute(ATTRIBUTE);
            return streamed == null || !context.httpResponse().isSuccessful()
                    ? context.responseBody()
                    : context.responseBody().map(streamed::read);
        }
    }
}
