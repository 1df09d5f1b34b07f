// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00.123Z");

    @Test
    void hasItsVersionVariantAndMillisecond() {
        // When
        UUID id = TimeOrderedId.random(NOW);

        // Then
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void randomOnesOfOneMillisecondDiffer() {
        assertThat(TimeOrderedId.random(NOW)).isNotEqualTo(TimeOrderedId.random(NOW));
    }

    @Test
    void isTheSameForTheSameCommandAndOrdinal() {
        // Given
        UUID command = UUID.fromString("3d1f5a3e-2b64-8c15-9f0a-6f2f6e2a7c11");

        // When
        UUID first = TimeOrderedId.of(by(command));
        UUID second = TimeOrderedId.of(by(command), 1);

        // Then
        assertThat(first).isEqualTo(TimeOrderedId.of(by(command))).isNotEqualTo(second);
        assertThat(first.version()).isEqualTo(7);
        assertThat(first).isEqualTo(UUID.fromString("019cadfd-897b-7c15-9f0a-6f2f6e2a7c11"));
    }

    private static EventMetadata by(UUID command) {
        return new EventMetadata(
                new TenantId("demo"),
                Actor.service("test"),
                command,
                null,
                "story",
                null,
                null,
                NOW);
    }
}
