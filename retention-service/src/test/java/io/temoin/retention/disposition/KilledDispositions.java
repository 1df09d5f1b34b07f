// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.Response;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import io.temoin.retention.disposition.domain.ItemDigest;
import io.temoin.retention.packaged.HeldSteps;
import io.temoin.retention.packaged.KilledWork;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is due, each time cut off at another boundary between two steps of its destruction. The job
 * that runs at each start goes on with it before anybody asks again.
 */
public final class KilledDispositions implements KilledWork {

    /** When policies began: the half year of what is from then has passed. */
    private static final String LONG_AGO = "2026-01-02T10:00:00Z";

    private final List<Cut> all = new ArrayList<>();
    private final RecordingTopic recordings = new RecordingTopic();

    private final Cut ordered = new Cut();
    private final Cut completed = new Cut();
    private final Cut takenOff = new Cut();
    private final Cut batchOrdered = new Cut();
    private final Cut confirmed = new Cut();
    private final Cut batchConfirmed = new Cut();
    private final Cut batchTakenOff = new Cut();

    @Override
    public void close() {
        all.forEach(each -> each.its.close());
        recordings.close();
    }

    /**
     * What is due when a process starts is ordered by it, so nothing is before its life, or before
     * its first look is over: that orders what was refused in the life before.
     */
    @Override
    public void prepare(int life) {
        if (life == 2) {
            ordered.item("DispositionOrdered");
            ordered.its.orders(1);
        }
        List<Cut> due =
                life == 1
                        ? List.of(ordered, completed, takenOff)
                        : List.of(batchOrdered, confirmed, batchConfirmed, batchTakenOff);
        due.forEach(Cut::publish);
        due.forEach(Cut::awaitItems);
        if (life == 2) {
            for (Cut one : List.of(confirmed, batchConfirmed)) {
                one.isRun();
                one.item("DispositionOrdered");
                one.its.orders(1);
            }
        }
    }

    @Override
    public void cut(int life, HeldSteps held) throws SQLException {
        if (life == 1) {
            ordered.refuseEvent(held, "DispositionBatchOrdered");
            ordered.refuseEvent(held, "DispositionOrdered");
            completed.refuseEvent(held, "DispositionRunCompleted");
            takenOff.holdList(
                    held, "retained_item", "old.taken_at is null and new.taken_at is not null");
        } else {
            batchOrdered.refuseEvent(held, "DispositionBatchOrdered");
            confirmed.refuseEvent(held, "DispositionConfirmed");
            batchConfirmed.refuseEvent(held, "DispositionBatchConfirmed");
            batchTakenOff.holdList(
                    held, "registered_item", "old.stage <> 'ORDERED' and new.stage = 'ORDERED'");
        }
    }

    /** What one item is refused keeps its run from nothing else. */
    @Override
    public void reachRefused(int life) {
        if (life == 1) {
            ordered.isRun();
            ordered.step.awaitReached();
            assertThat(completed.run().statusCode()).isEqualTo(503);
            completed.step.awaitReached();
        } else {
            batchOrdered.isRun();
            batchOrdered.step.awaitReached();
            confirmed.recordingErased();
            confirmed.step.awaitReached();
            batchConfirmed.itemsDisposed();
            batchConfirmed.step.awaitReached();
        }
    }

    @Override
    public void reachHeld(int life, HeldSteps held) {
        Cut last = life == 1 ? takenOff : batchTakenOff;
        held.send(last::run);
        last.step.awaitReached();
    }

    @Override
    public void end() {
        all.forEach(Cut::isRun);
        all.forEach(Cut::recordingErased);
        all.forEach(Cut::itemsDisposed);
        all.forEach(Cut::endsOnce);
    }

    /**
     * A recording and a transcript of a tenant of its own, and the run that orders both destroyed.
     */
    private final class Cut {

        private final OwnerCase its = new OwnerCase();
        private final String key = UUID.randomUUID().toString();
        private final UUID recording = UUID.randomUUID();
        private final UUID transcript = UUID.randomUUID();
        private final Set<String> answered = new HashSet<>();
        private RecordingTopic.@Nullable Event erased;
        private HeldSteps.Step step;

        Cut() {
            all.add(this);
        }

        void refuseEvent(HeldSteps held, String type) throws SQLException {
            step = held.refuseEvent(its.tenant, type);
        }

        void holdList(HeldSteps held, String table, String change) throws SQLException {
            step =
                    held.hold(
                            table,
                            "update",
                            "new.tenant = '%s' and %s".formatted(its.tenant, change));
        }

        void publish() {
            recordings.publish(
                    RecordingTopic.event(
                            its.tenant,
                            recording,
                            "RecordingStored",
                            data -> {
                                data.put("startedAt", LONG_AGO).put("endedAt", LONG_AGO);
                                data.putArray("purposes").add("QUALITY");
                            }));
            its.topic.publish(
                    OwnerTopic.example(
                            its.tenant,
                            "recording",
                            "document-" + transcript,
                            "TranscriptCreated",
                            data -> {
                                data.put("document", transcript.toString());
                                data.put("recording", recording.toString());
                                data.put("createdAt", LONG_AGO).remove("decision");
                            }));
        }

        void awaitItems() {
            for (UUID item : List.of(recording, transcript)) {
                awaitState(item, "SCHEDULED");
            }
        }

        private void awaitState(UUID item, String state) {
            await().atMost(OwnerCase.PATIENCE)
                    .until(
                            () -> {
                                Response answer =
                                        Tokens.dpo(its.tenant).get("/v1/items/{id}", item);
                                return answer.statusCode() == 200
                                        && state.equals(answer.path("state"));
                            });
        }

        /** The same command every time. */
        Response run() {
            return Tokens.dpo(its.tenant)
                    .header("Idempotency-Key", key)
                    .post("/v1/disposition-runs");
        }

        void isRun() {
            run().then().statusCode(201);
        }

        /** The owner destroys it as ordered, and says so; always the same. */
        void recordingErased() {
            if (erased == null) {
                var told = item("DispositionOrdered");
                var order = told.get(TopicTail.names(told).indexOf("DispositionOrdered"));
                erased =
                        RecordingTopic.erased(
                                its.tenant,
                                recording,
                                JsonPath.from(new String(order.value(), StandardCharsets.UTF_8))
                                        .getString("order"));
            }
            recordings.publish(erased);
        }

        /** What is published of the recording, up to an event of that name. */
        private List<ConsumerRecord<String, byte[]>> item(String last) {
            return TopicTail.await(
                    "retention.events",
                    (its.tenant + "/item-" + recording)::equals,
                    found -> TopicTail.names(found).contains(last));
        }

        /** The owner answers every order of it that it has not answered. */
        void itemsDisposed() {
            for (ObjectNode order : its.orders(1)) {
                String batch = order.get("batch").textValue();
                if (answered.add(batch)) {
                    its.topic.publish(disposed(batch));
                }
            }
        }

        private OwnerTopic.Event disposed(String batch) {
            return OwnerTopic.example(
                    its.tenant,
                    "recording",
                    "disposition-" + batch,
                    "ItemsDisposed",
                    data -> {
                        data.put("batch", batch).put("kind", "TRANSCRIPT");
                        data.put("controller", "rhone-telecom").put("disposed", 1);
                        data.put("digest", ItemDigest.of(List.of(transcript)));
                        data.putArray("refused");
                    });
        }

        void endsOnce() {
            awaitState(recording, "DISPOSED");
            awaitState(transcript, "DISPOSED");
            assertThat(TopicTail.names(item("DispositionConfirmed")))
                    .containsOnlyOnce("DispositionOrdered", "DispositionConfirmed");
            assertThat(its.published("DispositionBatchConfirmed", answered.size()))
                    .hasSize(answered.size());
            isRun();
        }
    }
}
