// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of requests so that it can mean one thing only: UTF-8 (RFC 8259 §8.1), every name
 * once in its object, nothing behind the end, no null in a list, no number that the reader would
 * change, no character that no text can hold. A field that its sender misspelt would otherwise be
 * passed over, and a refusal become a permission.
 *
 * <p>For requests only. Events, stored documents and receipts are read tolerantly: their senders
 * may be newer than their reader.
 */
public final class StrictJson {

    /** No request and no event of a known schema is so deep. */
    private static final int DEEPEST = 100;

    /** What lists may hold. A member that is null is absent; what would such an element be? */
    private enum Elements {
        NEVER_NULL,
        ANY
    }

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final ObjectMapper TREES = JsonMapper.builder(FACTORY).build();

    private StrictJson() {}

    /** A reader like {@code mapper}'s that refuses what it does not know, and converts nothing. */
    static ObjectReader reader(ObjectMapper mapper) {
        ObjectMapper strict =
                mapper.copy()
                        .registerModule(
                                new SimpleModule("textual-times")
                                        .setDeserializerModifier(new TextualTimes()));
        refuse(strict, LogicalType.Textual, CoercionInputShape.Integer);
        refuse(strict, LogicalType.Textual, CoercionInputShape.Float);
        refuse(strict, LogicalType.Textual, CoercionInputShape.Boolean);
        refuse(strict, LogicalType.Integer, CoercionInputShape.Float);
        refuse(strict, LogicalType.Enum, CoercionInputShape.Integer);
        for (LogicalType scalar :
                List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Boolean)) {
            refuse(strict, scalar, CoercionInputShape.String);
            refuse(strict, scalar, CoercionInputShape.Boolean);
        }
        refuse(strict, LogicalType.Boolean, CoercionInputShape.Integer);
        refuse(strict, LogicalType.Boolean, CoercionInputShape.Float);
        strict.coercionConfigDefaults()
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
        strict.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert);
        return strict.reader()
                .with(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    private static void refuse(ObjectMapper mapper, LogicalType type, CoercionInputShape shape) {
        mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
    }

    /**
     * The one value in {@code body}; {@code null} when there is none.
     *
     * @param reader made by {@link #reader(ObjectMapper)}, for the type wanted
     * @param charset as the Content-Type says; {@code null} when it says nothing
     * @throws Rejected with a pointer to what is wrong
     */
    static @Nullable Object value(byte[] body, ObjectReader reader, @Nullable String charset) {
        requireUtf8(charset);
        String text = text(body);
        int values = check(text, Elements.NEVER_NULL);
        if (values == 0) {
            return null;
        }
        if (values > 1) {
            throw UnreadableJson.refused(
                    "", "trailing-content", "The body must be a single JSON value.");
        }
        try {
            return reader.readValue(text);
        } catch (JsonProcessingException failure) {
            throw UnreadableJson.refused(failure);
        }
    }

    /**
     * The JSON values that follow one another in {@code body}, as in JSON Lines. Their fields are
     * not looked at, nor what their lists hold: they may be of a form that is not ours.
     *
     * @throws Rejected with a pointer to what is unreadable
     */
    public static List<JsonNode> values(byte @Nullable [] body) {
        String text = text(body == null ? new byte[0] : body);
        check(text, Elements.ANY);
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                all.add(TREES.readTree(parser));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("what was checked can be read", failure);
        }
        return all;
    }

    /** RFC 8259 knows no such parameter; who sends one and means something else is misread. */
    private static void requireUtf8(@Nullable String charset) {
        if (charset != null
                && !charset.toLowerCase(Locale.ROOT).replace("\"", "").equals("utf-8")) {
            throw ChassisProblem.REQUEST_INVALID.at("Content-Type", "JSON must be sent as UTF-8.");
        }
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw UnreadableJson.refused("", "encoding-invalid", "JSON must be sent as UTF-8.");
        }
    }

    /** Goes over all of it once, and returns how many values it is. */
    private static int check(String text, Elements elements) {
        int values = 0;
        try (JsonParser parser = FACTORY.createParser(text)) {
            try {
                for (JsonToken token = parser.nextToken();
                        token != null;
                        token = parser.nextToken()) {
                    check(parser, token, values, elements);
                    values += parser.getParsingContext().inRoot() ? 1 : 0;
                }
            } catch (JsonProcessingException failure) {
                throw UnreadableJson.refused(parser, values, failure);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("a text in memory can be read", failure);
        }
        return values;
    }

    private static void check(JsonParser parser, JsonToken token, int values, Elements elements)
            throws IOException {
        switch (token) {
            case FIELD_NAME, VALUE_STRING -> {
                if (!isText(parser.getText())) {
                    throw UnreadableJson.refused(
                            UnreadableJson.pointer(parser, values),
                            "character-invalid",
                            "Text must not contain the NUL character or an unpaired surrogate.");
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                if (Double.isInfinite(parser.getDoubleValue())) {
                    throw UnreadableJson.refused(
                            UnreadableJson.pointer(parser, values),
                            "number-out-of-range",
                            "This number is too large.");
                }
            }
            case VALUE_NULL -> {
                if (elements == Elements.NEVER_NULL && parser.getParsingContext().inArray()) {
                    throw UnreadableJson.refused(
                            UnreadableJson.pointer(parser, values),
                            "element-null",
                            "A list must not contain null elements.");
                }
            }
            default -> {}
        }
    }

    /** Whether a database can keep it and UTF-8 carry it. */
    static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0 || Character.isLowSurrogate(character)) {
                return false;
            }
            if (Character.isHighSurrogate(character)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
