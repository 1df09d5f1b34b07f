// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NeedlesTest {

    private static final Needles NUMBERS =
            new Needles(
                    Map.of(
                            "at home", "0199000001",
                            "abroad", "0033199000001",
                            "of another", "0199000002",
                            "audio", "\u00ff\u0000\u0080"));

    @Test
    void findsWhatIsAtTheBeginningInTheMiddleAndAtTheEnd() {
        assertThat(NUMBERS.in("0199000001")).containsExactly("at home");
        assertThat(NUMBERS.in("called 0199000002.")).containsExactly("of another");
        assertThat(NUMBERS.in("0033199000001 or 00199000001")).containsExactly("abroad", "at home");
        assertThat(NUMBERS.in(new byte[] {1, -1, 0, -128})).containsExactly("audio");
    }

    @Test
    void findsNothingThatIsNotWhole() {
        assertThat(NUMBERS.in("")).isEmpty();
        assertThat(NUMBERS.in("01")).isEmpty();
        assertThat(NUMBERS.in("019900000")).isEmpty();
        assertThat(NUMBERS.in("01 99 00 00 01, 0199000003")).isEmpty();
    }

    @Test
    void findsWhatASearchForEachWouldFind() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var named = new TreeMap<String, String>();
            for (var needle = 0; needle < 6; needle++) {
                named.put("needle " + needle, text(random, 3 + random.nextInt(3)));
            }
            var content = text(random, 60);
            var each = new TreeSet<String>();
            named.forEach(
                    (name, needle) -> {
                        if (content.contains(needle)) {
                            each.add(name);
                        }
                    });

            assertThat(new Needles(named).in(content)).as("seed %d", seed).isEqualTo(each);
        }
    }

    @Test
    void takesNoneThatWouldBeEverywhere() {
        assertThatThrownBy(() -> new Needles(Map.of("a digit", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a digit");
    }

    /** Of few letters, so that beginnings recur. */
    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (var at = 0; at < length; at++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
