package io.eniguard.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;

/**
 * Describes how EC2's XML encodes a member of an answer. The description comes from the SDK's model of the service, and contains only the
 * wanted members.
 *
 * @param name the name in the model and in the AWS CLI's output, such as {@code SubnetId}
 * @param inner the members of a structure by the names of their XML elements; for a list, one entry for {@code item}, which describes each
 *     element of the list; otherwise empty
 */
record MemberShape(String name, MarshallingKnownType type, Map<String, MemberShape> inner) {

    private static final String ITEM = "item";

    /**
     * Returns the shape of an answer.
     *
     * @param answer an answer without content, or a builder of an answer
     * @param wanted the names of the wanted members, at all depths
     */
    static MemberShape of(SdkPojo answer, Set<String> wanted) {
        return new MemberShape("", MarshallingKnownType.SDK_POJO, members(answer, wanted));
    }

    private static Map<String, MemberShape> members(SdkPojo pojo, Set<String> wanted) {
        Map<String, MemberShape> members = new HashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            if (wanted.contains(field.memberName())) {
                members.put(field.unmarshallLocationName(), of(field, wanted));
            }
        }
        return members;
    }

    private static MemberShape of(SdkField<?> field, Set<String> wanted) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        Map<String, MemberShape> inner = switch (type) {
            case LIST -> Map.of(ITEM, of(field.getTrait(ListTrait.class).memberFieldInfo(), wanted));
            case SDK_POJO -> members(field.constructor().get(), wanted);
            default -> Map.of();
        };
        return new MemberShape(Objects.requireNonNullElse(field.memberName(), ITEM), type, inner);
    }

    /**
     * Reads a member, and returns its value.
     *
     * @param xml the reader at the start of the element; this method moves it to the end of the element
     */
    Object read(XMLStreamReader xml) throws XMLStreamException {
        return switch (type) {
            case LIST -> elements(xml);
            case SDK_POJO -> members(xml);
            case INTEGER, LONG -> number(xml.getElementText());
            case BOOLEAN -> Boolean.valueOf(xml.getElementText());
            default -> xml.getElementText();
        };
    }

    private Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s: \"%s\" is not a number".formatted(name, text), e);
        }
    }

    private List<@Nullable Object> elements(XMLStreamReader xml) throws XMLStreamException {
        List<@Nullable Object> elements = new ArrayList<>();
        each(xml, element -> elements.add(element.read(xml)));
        return elements;
    }

    /** Reads the members of a structure, and returns their values by name. The reader moves from the start of the element to its end. */
    Map<String, @Nullable Object> members(XMLStreamReader xml) throws XMLStreamException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        each(xml, member -> members.put(member.name, member.read(xml)));
        return members;
    }

    /**
     * Receives the shape of a member while the reader is at the start of the member's element. The sink must move the reader to the end of
     * this element.
     */
    interface Sink {
        void take(MemberShape part) throws XMLStreamException;
    }

    /** Calls the sink with the shape of each wanted member of a structure, or of each element of a list. */
    void each(XMLStreamReader xml, Sink sink) throws XMLStreamException {
        while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
            MemberShape part = inner.get(xml.getLocalName());
            if (part == null) {
                skip(xml);
            } else {
                sink.take(part);
            }
        }
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
    }
}
