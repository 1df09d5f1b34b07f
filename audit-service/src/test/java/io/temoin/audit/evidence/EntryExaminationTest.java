// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.evidence.EntryVerdict.Differs;
import io.temoin.audit.evidence.EntryVerdict.Unsigned;
import io.temoin.audit.evidence.TrailCheckStore.CheckedLeaf;
import io.temoin.audit.evidence.domain.ErasedEntries;
import io.temoin.audit.evidence.domain.ErasureRecords;
import io.temoin.audit.evidence.domain.ErasureRecords.StartedErasure;
import io.temoin.audit.evidence.domain.RecordedErasure;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.intake.SubjectKeys;
import io.temoin.audit.log.LogReader;
import io.temoin.shredding.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the comparison makes of an entry that was erased. */
@QuarkusTest
class EntryExaminationTest {

    private static final String PERSON = "6d0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final TrailCheckStore store;
    private final SubjectKeyring keyring;
    private final Clock clock;

    EntryExaminationTest(TrailCheckStore store, SubjectKeyring keyring, Clock clock) {
        this.store = store;
        this.keyring = keyring;
        this.clock = clock;
    }

    /** A witness may keep the checkpoint over the record of the erasure waiting for hours. */
    @Test
    void anErasureThatIsInTheLogAndNotSignedYetIsNoDifference() {
        Published event = space.about(PERSON);
        space.publishAndAwait(List.of(event));
        log.awaitSize(1);
        Erasures.erase(space, PERSON, UUID.randomUUID().toString()).then().statusCode(201);
        CheckedLeaf erased =
                store.leaves(new TenantId(space.tenant()), log.id(), 0, 1)
                        .await()
                        .atMost(LIMIT)
                        .getFirst();
        String erasure = Objects.requireNonNull(Objects.requireNonNull(erased.row()).erasure());
        ErasedEntries list =
                ErasedEntries.of(
                        HexFormat.of()
                                .parseHex(
                                        space.texts(
                                                        "select encode(entries, 'hex') from subject_erasure")
                                                .getFirst()));
        RecordedErasure recorded = new RecordedErasure(erasure, null, list.digest());
        Map<String, StartedErasure> lists =
                Map.of(erasure, new StartedErasure(list, clock.instant()));

        assertThat(verdict(erased, new ErasureRecords(List.of(), List.of(recorded), lists)))
                .isInstanceOf(Unsigned.class);
        assertThat(verdict(erased, new ErasureRecords(List.of(), List.of(), lists)))
                .isInstanceOf(Differs.class);
    }

    private EntryVerdict verdict(CheckedLeaf leaf, ErasureRecords records) {
        CaseRow row = Objects.requireNonNull(leaf.row());
        SubjectKeys keys =
                keyring.forKept(new TenantId(space.tenant()), List.of(row.entry()))
                        .await()
                        .atMost(LIMIT);
        Instant later = clock.instant().plus(EntryExamination.ON_ITS_WAY).plusSeconds(1);
        return new EntryExamination(keys, records, null, later).of(row, leaf.leaf());
    }
}
