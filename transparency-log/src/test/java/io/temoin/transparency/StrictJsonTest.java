// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any JSON reader would read alike is read; everything else is refused. */
class StrictJsonTest {

    @Test
    void readsObjectsListsTextsAndWholeNumbers() {
        assertThat(
                        read(
                                " { \"a\" : [ ] , \"b\":[\"x\", {\"c\" : 0}],\"d\":123456789012345678,"
                                        + "\n\"e\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9é\" }\r\n\t"))
                .isEqualTo(
                        Map.of(
                                "a",
                                List.of(),
                                "b",
                                List.of("x", Map.of("c", 0L)),
                                "d",
                                123_456_789_012_345_678L,
                                "e",
                                "\"\\/\b\f\n\r\téé"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"a\"",
                "{",
                "{}x",
                "{} {}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{1:1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":01}",
                "{\"a\":-1}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":99999999999999999999}",
                "{\"a\":tru}",
                "{\"a\":TRUE}",
                "{\"a\":falsey}",
                "{\"a\":null}",
                "{\"a\":\"b",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"\n\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":[[[[[[[[[[1]]]]]]]]]]}"
            })
    void refusesWhatTwoReadersCouldReadDifferently(String text) {
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("document");
    }

    @Test
    void readsTruthValues() {
        assertThat(read("{\"a\":true,\"b\":[false]}"))
                .isEqualTo(Map.of("a", true, "b", List.of(false)));
    }

    /** A hostile document must not exhaust the stack, nor the patience. */
    @Test
    void readsLongTextsAndRefusesDeepOnes() {
        String longText = "\\n".repeat(1_000_000);
        assertThat(read("{\"a\":\"" + longText + "\"}")).containsEntry("a", "\n".repeat(1_000_000));
        assertThatExceptionOfType(Untrusted.class)
                .isThrownBy(() -> read("{\"a\":" + "[".repeat(1_000_000)))
                .withMessage("The document is nested too deeply.");
    }

    private static Map<String, Object> read(String text) {
        return StrictJson.object(text.getBytes(StandardCharsets.UTF_8), "The document");
    }
}
