package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of expressions that create lists and maps. */
final class Literals {

    private Literals() {}

    /** An element, which is left out if it is an empty optional value and {@code isOptional} is set. */
    record Element(Term term, boolean isOptional) {

        /** Returns the value; empty if the element is left out. */
        Optional<Object> value(Evaluation evaluation) {
            Object value = term.evaluate(evaluation);
            if (!isOptional || value instanceof UnknownValue) {
                return Optional.of(value);
            } else if (value instanceof Optional<?> optional) {
                return optional.map(content -> content);
            }
            throw new EvaluationException("? needs an optional value, not " + CelValues.typeName(value));
        }
    }

    /** {@code [element, ...]}. An unknown element makes the list unknown. */
    record NewList(List<Element> elements) implements Term {

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().memory(1L + elements.size());
            List<Object> list = new ArrayList<>(elements.size());
            UnknownValue unknown = null;
            for (Element element : elements) {
                Optional<Object> value = element.value(evaluation);
                value.ifPresent(list::add);
                unknown = CelEquality.merged(unknown, value.orElse(list));
            }
            return unknown == null ? list : unknown;
        }
    }

    /** {@code {key: value, ...}}. An unknown key or value makes the map unknown. */
    record NewMap(List<Term> keys, List<Element> values) implements Term {

        // An entry of a map needs about as much memory as this many elements of a list.
        private static final int ELEMENTS_PER_ENTRY = 8;

        @Override
        public Object evaluate(Evaluation evaluation) {
            evaluation.budget().memory(1L + (long) keys.size() * ELEMENTS_PER_ENTRY);
            Map<Object, Object> map = new LinkedHashMap<>();
            UnknownValue unknown = null;
            for (int i = 0; i < keys.size(); i++) {
                Object key = keys.get(i).evaluate(evaluation);
                Optional<Object> value = values.get(i).value(evaluation);
                unknown = CelEquality.merged(CelEquality.merged(unknown, key), value.orElse(key));
                if (unknown == null && value.isPresent()) {
                    put(map, key, value.get());
                }
            }
            return unknown == null ? map : unknown;
        }

        private static void put(Map<Object, Object> map, Object key, Object value) {
            boolean isKey = key instanceof String
                    || key instanceof Long
                    || key instanceof UnsignedLong
                    || key instanceof Boolean;
            if (!isKey) {
                throw new EvaluationException("%s cannot be a key of a map".formatted(CelValues.typeName(key)));
            }
            if (CelValues.entry(map, key) != null) {
                throw new EvaluationException("a key of the map is repeated");
            }
            map.put(key, value);
        }
    }
}
