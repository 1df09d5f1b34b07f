// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.recording.Receipts;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Concerned;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Cursor;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One message costs what its person's recordings cost; all of them are looked at in steps. */
@QuarkusTest
class ConcernedRecordingQueriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] AUDIO = Uploads.wave(20_000, 92);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final PartyId CONTROLLER = new PartyId("rhone-telecom");

    private final Instant decidedAt = Uploads.decidedAt();
    private final String one = UUID.randomUUID().toString().replace("-", "");
    private final String another = UUID.randomUUID().toString().replace("-", "");

    private final ConcernedRecordingQueries queries;
    private final SubjectActStore acts;

    ConcernedRecordingQueriesTest(ConcernedRecordingQueries queries, SubjectActStore acts) {
        this.queries = queries;
        this.acts = acts;
    }

    @Test
    void aPersonsActsConcernTheirRecordingsOnly() {
        // Given
        UUID first = recorded(one);
        UUID second = recorded(another);
        awaitListed(2);
        acts.keep(flagged(one)).await().atMost(PATIENCE);
        acts.keep(flagged(another)).await().atMost(PATIENCE);

        // When
        List<Concerned> ofOne =
                queries.find(HELIOS, CONTROLLER, new SubjectId(one), 100).await().atMost(PATIENCE);
        List<UUID> ofAll = lookedAtOneByOne();

        // Then
        assertThat(ofOne).extracting(found -> found.recording().value()).containsExactly(first);
        assertThat(ofAll).contains(first, second);
    }

    private List<UUID> lookedAtOneByOne() {
        List<UUID> found = new ArrayList<>();
        Optional<Cursor> next = Optional.of(Cursor.FIRST);
        while (next.isPresent()) {
            Cursor after = next.get();
            queries.after(after, 1, 100)
                    .await()
                    .atMost(PATIENCE)
                    .forEach(concerned -> found.add(concerned.recording().value()));
            next = queries.end(after, 1).await().atMost(PATIENCE);
        }
        return found;
    }

    private UUID recorded(String subject) {
        UUID id = Uploads.newId();
        Uploads.put(id, Receipts.of(decidedAt).with("subject", subject), decidedAt, AUDIO)
                .then()
                .statusCode(201);
        return id;
    }

    private void awaitListed(int count) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Backlog.count(
                                                HELIOS.value(),
                                                "select count(*) from recording_view where state ="
                                                        + " 'STORED' and subject in ('"
                                                        + one
                                                        + "', '"
                                                        + another
                                                        + "')")
                                        == count);
    }

    private RecordedAct flagged(String subject) {
        UUID flag = UUID.randomUUID();
        return new RecordedAct(
                HELIOS,
                CONTROLLER,
                new SubjectId(subject),
                new SubjectAct(flag, QuarantineReason.MINOR, null, decidedAt.plusSeconds(40)),
                flag + ".0",
                UUID.randomUUID().toString());
    }
}
