// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "LISTENING_GRANTED"        | LISTENING_GRANTED
                    "2026-11-24T09:12:03.512Z" | 2026-11-24T09:12:03.512Z
                    "two words"                | "two words"
                    "a=b"                      | "a=b"
                    "-x"                       | "-x"
                    ""                         | ""
                    3                          | 3
                    ["A","B"]                  | ["A","B"]
                    "a\\nb"                    | "a\\nb"
                    "caf\u00e9"                | "caf\u00e9"
                    "\u03b1\u4e2d"             | "\u03b1\u4e2d"
                    """)
    void printsAWordWithoutQuotesAndTheRestAsJson(String json, String printed) {
        assertThat(PlainText.value(json)).isEqualTo(printed);
    }

    /** Each would move the cursor, hide text, or turn the direction of what follows it. */
    @Test
    void printsNothingThatDeceives() {
        for (int point :
                new int[] {
                    0x00, 0x07, 0x08, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0xa0, 0xad, 0x061c,
                    0x05d0, 0x0627, 0x0660, 0x115f, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a,
                    0x202e, 0x2066, 0x2069, 0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xfffd,
                    0xe0001, 0x0301, 0x1f600
                }) {
            String text = "\"x" + Character.toString(point) + "y\"";
            String printed = PlainText.value(text);
            assertThat(printed).as("U+%04x", point).matches("\"x(\\\\u[0-9a-f]{4}){1,2}y\"");
            assertThat(PlainText.name("x" + Character.toString(point))).startsWith("\"x\\u");
        }
    }

    @Test
    void printsANameThatIsNoWordInQuotes() {
        assertThat(PlainText.name("actor")).isEqualTo("actor");
        assertThat(PlainText.name("actor=claire")).isEqualTo("\"actor=claire\"");
    }
}
