// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.evidence.domain.ErasureRecords.ErasureStatus;
import io.temoin.audit.evidence.domain.ErasureRecords.StartedErasure;
import io.temoin.transparency.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasureRecordsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-27T09:00:00Z");
    private static final Instant EARLIER = BEGAN.minusSeconds(1);
    private static final Instant LATER = BEGAN.plusSeconds(1);
    private static final String KEY = "3f0c7d0a-6f0e-4a6f-9a53-0c8c6a1e2b11";
    private static final byte[] DIGESTS = list(hash("subject"), hash("stream"));
    private static final ErasedEntries TAKEN =
            ErasedEntries.of(list(one("e1", "claire"), one("e2", "erased")));

    @Test
    void takesWhatTheListHasThatTheLogCommitsTo() {
        ErasureRecords records = records(TAKEN.digest());

        assertThat(status(records, "x", "e1", "claire")).isEqualTo(ErasureStatus.TAKEN);
        assertThat(status(records, "x", "e2", "erased")).isEqualTo(ErasureStatus.TAKEN);
        assertThat(records.tookFrom("e2", List.of("boris", "erased"), DIGESTS)).isTrue();
        assertThat(records.destroyed(KEY)).isTrue();
    }

    @Test
    void takesNothingElse() {
        ErasureRecords records = records(TAKEN.digest());

        assertThat(status(records, null, "e1", "claire")).isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(status(records, "y", "e1", "claire")).isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(status(records, "x", "e3", "claire")).isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(status(records, "x", "e1", "boris")).isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(records.status("x", "e1", "claire", hash("subject"), EARLIER))
                .isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(records.tookFrom("e1", List.of("boris", "erased"), DIGESTS)).isFalse();
        assertThat(records.destroyed("another")).isFalse();
        assertThat(records.destroyed(null)).isFalse();
    }

    @Test
    void aListThatSomebodyChangedTakesNothing() {
        ErasureRecords records = records(ErasedEntries.of(new byte[0]).digest());

        assertThat(status(records, "x", "e1", "claire")).isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(records.tookFrom("e1", List.of("claire"), DIGESTS)).isFalse();
    }

    /** Its entry is on its way; but not for ever. */
    @Test
    void anErasureThatIsNotInTheLogYetHasBegun() {
        ErasureRecords records =
                new ErasureRecords(
                        List.of(), List.of(), Map.of("x", new StartedErasure(TAKEN, BEGAN)));

        assertThat(records.status("x", "e1", "claire", DIGESTS, EARLIER))
                .isEqualTo(ErasureStatus.BEGUN);
        assertThat(records.status("x", "e1", "claire", DIGESTS, LATER))
                .isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(records.tookFrom("e1", List.of("claire"), DIGESTS)).isFalse();
    }

    /** However long a witness keeps the checkpoint waiting. */
    @Test
    void anErasureThatIsNotSignedYetCountsOnceItIs() {
        ErasureRecords records =
                new ErasureRecords(
                        List.of(),
                        List.of(new RecordedErasure("x", KEY, TAKEN.digest())),
                        Map.of("x", new StartedErasure(TAKEN, BEGAN)));

        assertThat(status(records, "x", "e1", "claire")).isEqualTo(ErasureStatus.BEGUN);
        assertThat(records.status("x", "e1", "claire", DIGESTS, LATER))
                .isEqualTo(ErasureStatus.NOT_TAKEN);
        assertThat(records.destroyed(KEY)).isFalse();
        ErasureRecords then = records.onceSigned().orElseThrow();
        assertThat(status(then, "x", "e1", "claire")).isEqualTo(ErasureStatus.TAKEN);
        assertThat(then.destroyed(KEY)).isTrue();
        assertThat(then.onceSigned()).isEmpty();
    }

    @Test
    void isReadFromTheEntryOfTheErasure() {
        assertThat(RecordedErasure.of("erasure-x", List.of("digest=ab", "entries=2", "key=" + KEY)))
                .hasValue(new RecordedErasure("x", KEY, "ab"));
        assertThat(RecordedErasure.of("erasure-x", List.of("digest=ab")))
                .hasValue(new RecordedErasure("x", null, "ab"));
        assertThat(RecordedErasure.of("erasure-x", List.of("key=" + KEY))).isEmpty();
        assertThat(RecordedErasure.of("export-x", List.of("digest=ab"))).isEmpty();
    }

    private static ErasureStatus status(
            ErasureRecords records, @Nullable String erasure, String entry, String actor) {
        return records.status(erasure, entry, actor, DIGESTS, EARLIER);
    }

    private static ErasureRecords records(String digest) {
        return new ErasureRecords(
                List.of(new RecordedErasure("x", KEY, digest)),
                List.of(),
                Map.of("x", new StartedErasure(TAKEN, BEGAN)));
    }

    /** As the database's function writes it. */
    private static byte[] one(String entry, String actor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((entry + "\n" + actor + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(DIGESTS);
        return Sha256.digest().digest(bytes.toByteArray());
    }

    private static byte[] list(byte[]... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] one : entries) {
            bytes.writeBytes(one);
        }
        return bytes.toByteArray();
    }

    private static byte[] hash(String text) {
        return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
