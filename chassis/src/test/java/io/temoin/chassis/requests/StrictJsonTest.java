// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temoin.chassis.ChassisProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    enum Colour {
        RED,
        GREEN
    }

    record Part(@Nullable String reference, @Nullable Integer count) {}

    record Request(
            @Nullable String sector,
            @Nullable String controller,
            @Nullable Integer whole,
            @Nullable Long large,
            @Nullable Double fraction,
            @Nullable Boolean yes,
            @Nullable Colour colour,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable UUID id,
            @Nullable List<String> names,
            @Nullable Map<String, String> filters,
            @Nullable List<Part> parts) {}

    /** As Quarkus makes it: tolerant, as what is not a request is read. */
    private static final ObjectMapper TOLERANT =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    @Test
    void readsWhatIsSaidOnceAndPlainly() {
        assertThat(
                        read(
                                """
                                {"sector":"","whole":3,"large":9007199254740993,"fraction":2,
                                 "yes":true,"colour":"RED","at":"2026-11-24T10:00:00Z",
                                 "day":"2026-11-24","id":"01990000-0000-7000-8000-000000000001",
                                 "names":[],"filters":{"action":"é😀"},
                                 "parts":[{"reference":null}]}
                                """))
                .isEqualTo(
                        new Request(
                                "",
                                null,
                                3,
                                9_007_199_254_740_993L,
                                2.0,
                                true,
                                Colour.RED,
                                Instant.parse("2026-11-24T10:00:00Z"),
                                LocalDate.of(2026, 11, 24),
                                UUID.fromString("01990000-0000-7000-8000-000000000001"),
                                List.of(),
                                Map.of("action", "é😀"),
                                List.of(new Part(null, null))));
    }

    /** A member that is null is absent; an element that is null would be one that means nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"names":[null]}                      | /names/0
                    {"names":["a",null]}                  | /names/1
                    {"parts":[{"reference":"a"},null]}    | /parts/1
                    {"filters":{"a":[[null]]}}            | /filters/a/0/0
                    """)
    void findsNoElementThatIsNull(String body, String pointer) {
        assertThat(violation(body))
                .isEqualTo(
                        new Violation(
                                pointer, "element-null", "A list must not contain null elements."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "null"})
    void findsNothingWhereNothingIs(String body) {
        assertThat(value(body.getBytes(StandardCharsets.UTF_8), null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"sectr":"CPF"}                  | /sectr           | There is no such field; did you mean sector?
                    {"Sector":"CPF"}                 | /Sector          | There is no such field; did you mean sector?
                    {"contorller":"c"}               | /contorller      | There is no such field; did you mean controller?
                    {"weather":"c"}                  | /weather         | There is no such field.
                    {"parts":[{},{"refrence":"a"}]}  | /parts/1/refrence| There is no such field; did you mean reference?
                    {"a/b~c":1}                      | /a~1b~0c         | There is no such field.
                    """)
    void saysWhichFieldItDoesNotKnow(String body, String pointer, String message) {
        assertThat(violation(body)).isEqualTo(new Violation(pointer, "field-unknown", message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"sector":"A","sector":"A"}                    | /sector
                    {"parts":[{"count":1,"count":1}]}              | /parts/0/count
                    {"filters":{"action":"A","act\\u0069on":"B"}}  | /filters/action
                    {"unknown":{"a":1,"a":2}}                      | /unknown/a
                    """)
    void refusesAFieldThatStandsTwice(String body, String pointer) {
        assertThat(violation(body))
                .isEqualTo(
                        new Violation(
                                pointer,
                                "field-duplicate",
                                "This field appears twice in its object."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"whole":1.5}           | /whole        | a whole number
                    {"whole":1e3}           | /whole        | a whole number
                    {"whole":"1"}           | /whole        | a whole number
                    {"whole":""}            | /whole        | a whole number
                    {"whole":true}          | /whole        | a whole number
                    {"whole":2147483648}    | /whole        | a whole number
                    {"large":1.0}           | /large        | a whole number
                    {"large":1e30}          | /large        | a whole number
                    {"fraction":"1.5"}      | /fraction     | a number
                    {"fraction":true}       | /fraction     | a number
                    {"yes":"true"}          | /yes          | true or false
                    {"yes":1}               | /yes          | true or false
                    {"yes":0.0}             | /yes          | true or false
                    {"yes":""}              | /yes          | true or false
                    {"sector":1}            | /sector       | a string
                    {"sector":1.5}          | /sector       | a string
                    {"sector":false}        | /sector       | a string
                    {"sector":["A"]}        | /sector       | a string
                    {"sector":{}}           | /sector       | a string
                    {"names":["A",2]}       | /names/1      | a string
                    {"names":"A"}           | /names        | a list
                    {"names":""}            | /names        | a list
                    {"filters":{"a":true}}  | /filters/a    | a string
                    {"filters":[]}          | /filters      | an object
                    {"filters":""}          | /filters      | an object
                    {"parts":[{"count":2.5}]} | /parts/0/count | a whole number
                    {"parts":["A"]}         | /parts/0      | an object
                    {"parts":[""]}          | /parts/0      | an object
                    {"at":1764000000}       | /at           | a date or time as a string (RFC 3339)
                    {"at":1764000000.5}     | /at           | a date or time as a string (RFC 3339)
                    {"at":"1764000000"}     | /at           | a date or time as a string (RFC 3339)
                    {"at":""}               | /at           | a date or time as a string (RFC 3339)
                    {"day":20000}           | /day          | a date or time as a string (RFC 3339)
                    {"day":[2026,11,24]}    | /day          | a date or time as a string (RFC 3339)
                    {"id":"x"}              | /id           | a UUID
                    {"id":""}               | /id           | a UUID
                    []                      | ''            | an object
                    "text"                  | ''            | an object
                    """)
    void convertsNothing(String body, String pointer, String expected) {
        assertThat(violation(body))
                .isEqualTo(new Violation(pointer, "format-invalid", "Expected " + expected + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"BLUE\"", "\"red\"", "0", "\"0\"", "\"\""})
    void namesTheConstants(String colour) {
        assertThat(violation("{\"colour\":" + colour + "}"))
                .isEqualTo(
                        new Violation("/colour", "value-unknown", "Expected one of [RED, GREEN]."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400"})
    void refusesANumberThatNobodyCanHold(String number) {
        assertThat(violation("{\"fraction\":" + number + "}"))
                .isEqualTo(
                        new Violation(
                                "/fraction", "number-out-of-range", "This number is too large."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {} {}       | trailing-content
                    {} null     | trailing-content
                    {}]         | unreadable
                    {} x        | unreadable
                    {           | unreadable
                    {'sector':1}| unreadable
                    {"whole":NaN}| unreadable
                    {"whole":01}| unreadable
                    {"whole":1,}| unreadable
                    /**/{}      | unreadable
                    """)
    void takesOneValueAndNothingBehindIt(String body, String code) {
        assertThat(violation(body).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "\\ude00", "\\ud83dx"})
    void refusesCharactersThatNoTextHas(String escape) {
        assertThat(violation("{\"parts\":[{\"reference\":\"a" + escape + "\"}]}"))
                .extracting(Violation::pointer, Violation::code)
                .containsExactly("/parts/0/reference", "character-invalid");
    }

    @Nested
    class Encodings {

        @ParameterizedTest
        @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
        void refusesAllButUtf8(String charset) {
            byte[] body = "{\"sector\":\"é\"}".getBytes(Charset.forName(charset));
            assertThatExceptionOfType(Rejected.class).isThrownBy(() -> value(body, null));
        }

        @Test
        void refusesBytesThatAreNoUtf8() {
            byte[] body = "{\"sector\":\"\u0001\"}".getBytes(StandardCharsets.UTF_8);
            body[body.length - 3] = (byte) 0xff;
            assertThat(violation(body, null).code()).isEqualTo("encoding-invalid");
        }

        @ParameterizedTest
        @ValueSource(strings = {"iso-8859-1", "utf-16"})
        void refusesAContentTypeThatSaysOtherwise(String charset) {
            assertThat(violation("{}".getBytes(StandardCharsets.UTF_8), charset).pointer())
                    .isEqualTo("Content-Type");
        }

        @ParameterizedTest
        @ValueSource(strings = {"utf-8", "UTF-8", "\"utf-8\""})
        void takesAContentTypeThatSaysUtf8(String charset) {
            assertThat(value("{}".getBytes(StandardCharsets.UTF_8), charset)).isNotNull();
        }
    }

    @Test
    void readsValuesThatFollowOneAnotherAndTheirUnknownFields() {
        byte[] lines = "{\"a\":1.5}\n{\"b\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(StrictJson.values(lines).toString()).isEqualTo("[{\"a\":1.5}, {\"b\":[]}]");
        assertThat(StrictJson.values(null)).isEmpty();
    }

    @Test
    void saysInWhichOfThemItStands() {
        byte[] lines = "{}\n{\"b\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(refused(() -> StrictJson.values(lines)).pointer()).isEqualTo("/1/b");
    }

    private static @Nullable Object read(String body) {
        return value(body.getBytes(StandardCharsets.UTF_8), null);
    }

    private static @Nullable Object value(byte[] body, @Nullable String charset) {
        return StrictJson.value(
                body,
                StrictJson.reader(TOLERANT).forType(new TypeReference<Request>() {}),
                charset);
    }

    private static Violation violation(String body) {
        return violation(body.getBytes(StandardCharsets.UTF_8), null);
    }

    private static Violation violation(byte[] body, @Nullable String charset) {
        return refused(() -> value(body, charset));
    }

    private static Violation refused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        Rejected refused = catchThrowableOfType(Rejected.class, reading);
        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(ChassisProblem.REQUEST_INVALID);
        assertThat(refused.violations()).hasSize(1);
        return refused.violations().getFirst();
    }
}
