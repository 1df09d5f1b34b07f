// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_CLOSED;
import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_MADE;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.Claims.Span;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When at least one claim is open, whatever their names and the order in which they are told. */
class ClaimsTest {

    private static final Instant START = Instant.parse("2027-01-01T09:00:00Z");

    /** {@code +a1}: claim a was made in hour 1; {@code -2}: a claim without a name ended in 2. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "+a1 -a3 | 1-3",
                "+a1 +b1 -a3 | 1-",
                "+a1 +b1 -a3 -b5 | 1-5",
                "+a1 -a3 -b5 | 1-3",
                "-a3 +a1 | 1-3",
                "+a1 +a2 -a3 -a4 | 1-3",
                "+a1 -a3 -a5 | 1-3",
                "+a1 +a2 -a3 | 1-3",
                "+a1 -a3 +b4 -b6 | 1-3 4-6",
                "+1 +a2 -3 | 1-",
                "+1 +a2 -a3 | 1-",
                "+1 +a2 -a3 -4 | 1-4",
                "+1 +1 -3 | 1-3",
                "+1 +2 -3 | 1-",
                "+1 +2 -3 -4 | 1-4",
            })
    void spanTheTimesInWhichOneIsOpen(String told, String expected) {
        assertThat(claims(told.split(" ")).spans())
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(ClaimsTest::span).toList());
    }

    @Test
    void allowTheEndOfAClaimThatIsKnown() {
        Claims known = claims("+a1", "+3");
        assertThat(known.allow(fact("-a2"))).isTrue();
        assertThat(known.allow(fact("-a1"))).isTrue();
        assertThat(known.allow(fact("-a0"))).isFalse();
        assertThat(known.allow(fact("-b2"))).isFalse();
        assertThat(known.allow(fact("-4"))).isTrue();
        assertThat(known.allow(fact("-2"))).isFalse();
    }

    @Test
    void knowWhatWasSaid() {
        Claims known = claims("+a1", "+3", "-4");
        assertThat(known.include(fact("+a1"))).isTrue();
        assertThat(known.include(fact("+a2"))).isFalse();
        assertThat(known.include(fact("-a1"))).isFalse();
        assertThat(known.include(fact("+b1"))).isFalse();
        assertThat(known.include(fact("+1"))).isFalse();
        assertThat(known.include(fact("+3"))).isTrue();
        assertThat(known.include(fact("-4"))).isTrue();
    }

    private static Claims claims(String... told) {
        Claims claims = Claims.NONE;
        for (String each : told) {
            claims = claims.with(fact(each));
        }
        return claims;
    }

    private static BusinessFact fact(String told) {
        BusinessEvent event = told.charAt(0) == '+' ? CLAIM_MADE : CLAIM_CLOSED;
        boolean named = Character.isLetter(told.charAt(1));
        return new BusinessFact(
                event, named ? told.substring(1, 2) : null, hour(told.substring(named ? 2 : 1)));
    }

    private static Span span(String times) {
        int dash = times.indexOf('-');
        String until = times.substring(dash + 1);
        return new Span(hour(times.substring(0, dash)), until.isEmpty() ? null : hour(until));
    }

    private static Instant hour(String hour) {
        return START.plusSeconds(3600L * Integer.parseInt(hour));
    }
}
