// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedLengthTest {

    private final ExpectedLength expected = new ExpectedLength();

    @Test
    void knowsNothingAtFirstAndIsCareful() {
        assertThat(expected.events()).isEqualTo(16);
    }

    @Test
    void risesAtOnce() {
        expected.read(4, 400);
        assertThat(expected.events()).isEqualTo(100);
    }

    @Test
    void fallsSlowlyToOneForStreamsThatAreNew() {
        // Given
        expected.read(1, 100);

        // When
        expected.read(128, 0);
        int soon = expected.events();
        for (int i = 0; i < 200; i++) {
            expected.read(128, 0);
        }

        // Then
        assertThat(soon).isBetween(90, 99);
        assertThat(expected.events()).isLessThanOrEqualTo(2);
    }

    @Test
    void learnsNothingFromTailsAlone() {
        expected.read(0, 0);
        assertThat(expected.events()).isEqualTo(16);
    }
}
