// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.SubjectActStore.RecordedAct;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.QuarantineReason;
import io.temoin.recording.lifecycle.domain.SubjectAct;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A recorded call, and what its person says of it to consent-service. */
final class SubjectActDesk {

    static final byte[] AUDIO = Uploads.wave(20_000, 91);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final UUID id = Uploads.newId();
    final Instant decidedAt = Uploads.decidedAt();
    final Instant saidAt = decidedAt.plusSeconds(40);
    final String subject = UUID.randomUUID().toString().replace("-", "");
    final Receipts call = Receipts.of(decidedAt).with("subject", subject);

    private final SubjectActStore acts;
    private final SubjectActJob job;

    SubjectActDesk(SubjectActStore acts, SubjectActJob job) {
        this.acts = acts;
        this.job = job;
    }

    void stored(Receipts receipt) {
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
    }

    void flag(String tenant, String controller, UUID flag) {
        SubjectSays.in(tenant, controller, subject).that("MinorFlagged", "flag", flag, saidAt);
    }

    void says(String type, String idField, Instant statedAt) {
        SubjectSays.in("helios", "rhone-telecom", subject)
                .that(type, idField, UUID.randomUUID(), statedAt);
    }

    RecordedAct recordedAct(UUID act, QuarantineReason kind) {
        return recordedAct(subject, act, kind);
    }

    RecordedAct recordedAct(String person, UUID act, QuarantineReason kind) {
        return new RecordedAct(
                new TenantId("helios"),
                new PartyId("rhone-telecom"),
                new SubjectId(person),
                new SubjectAct(act, kind, null, saidAt),
                act + ".0",
                "c0ffee00-0000-4000-8000-000000000001");
    }

    List<RecordedAct> known() {
        return acts.find(
                        new TenantId("helios"),
                        new PartyId("rhone-telecom"),
                        new SubjectId(subject))
                .await()
                .atMost(PATIENCE);
    }

    void order() {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();
        example.put("recording", id.toString()).put("order", UUID.randomUUID().toString());
        Topic.retentionSays(
                "helios",
                id,
                UUID.randomUUID() + ".0",
                "DispositionOrdered",
                example.put("basis", "QUARANTINED").toString());
    }

    /** Looks again meanwhile: the list may not have heard of the recording at the first look. */
    void awaitState(UUID recording, String state) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.look();
                            return state.equals(state(recording));
                        });
    }

    static String state(UUID recording) {
        return Callers.DIANE.asks().get("/v1/recordings/" + recording).path("state");
    }

    static void awaitListed(UUID recording, String state) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Callers.DIANE
                                        .asks()
                                        .queryParam("state", state)
                                        .queryParam("limit", 200)
                                        .get("/v1/recordings")
                                        .<List<String>>path("items.id")
                                        .contains(recording.toString()));
    }
}
