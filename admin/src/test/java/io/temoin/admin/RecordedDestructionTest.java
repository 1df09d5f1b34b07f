// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the published events say, by the examples of their contracts. */
class RecordedDestructionTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:05:00Z");
    private static final UUID KEY = UUID.fromString("3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11");

    @Test
    void readsAnErasedRecording() throws IOException {
        assertThat(read("RecordingErased", "recording"))
                .hasValueSatisfying(
                        erased -> {
                            assertThat(erased.scope())
                                    .isEqualTo("recording/01990000-0000-7000-8000-000000000001");
                            assertThat(erased.keyId()).isEqualTo(KEY);
                            assertThat(erased.fingerprint()).startsWith("2c26b46b");
                            assertThat(erased.basis()).isEqualTo("PURPOSE_FULFILLED");
                            assertThat(erased.at()).isEqualTo(AT);
                        });
    }

    @Test
    void readsAnErasedPerson() throws IOException {
        for (var type : new String[] {"SubjectErased", "SubjectKeyDestroyed"}) {
            assertThat(read(type, "audit"))
                    .hasValueSatisfying(
                            erased -> {
                                assertThat(erased.scope()).isNull();
                                assertThat(erased.keyId()).isEqualTo(KEY);
                                assertThat(erased.basis())
                                        .isEqualTo("NO_LONGER_NECESSARY DSR-2026-118");
                            });
        }
    }

    @Test
    void findsNothingWherePersonsNeverHadAKey() {
        assertThat(
                        RecordedDestruction.of(
                                "SubjectErased",
                                "helios",
                                "{\"erasure\":\"1\",\"reason\":{\"code\":\"A\",\"reference\":\"B\"}}",
                                AT))
                .isEmpty();
    }

    @Test
    void saysWhichEventItCannotRead() {
        assertThatThrownBy(() -> RecordedDestruction.of("RecordingErased", "helios", "{}", AT))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("An event RecordingErased of tenant helios at " + AT);
    }

    private static Optional<RecordedDestruction> read(String type, String service)
            throws IOException {
        var example =
                SourceTree.root()
                        .resolve(
                                "contracts/events/io.temoin.%s.%s.v1/example.json"
                                        .formatted(service, type));
        return RecordedDestruction.of(type, "helios", Files.readString(example), AT);
    }
}
