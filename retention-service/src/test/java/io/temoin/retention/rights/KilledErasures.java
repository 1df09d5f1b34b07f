// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.ground;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.chassis.testing.JsonPath;
import io.temoin.chassis.testing.Response;
import io.temoin.retention.OwnerTopic;
import io.temoin.retention.RecordingTopic;
import io.temoin.retention.Tokens;
import io.temoin.retention.packaged.HeldSteps;
import io.temoin.retention.packaged.KilledWork;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Erasures, each cut off at another boundary between two of its steps. The job that runs at each
 * start may order an item, too, before the list has heard of the order for the erasure; its owner
 * answers both.
 */
public final class KilledErasures implements KilledWork {

    private final List<Cut> all = new ArrayList<>();
    private final RecordingTopic recordings = new RecordingTopic();
    private final OwnerTopic owners = new OwnerTopic();

    private final Cut decided = new Cut();
    private final Cut begun = new Cut();
    private final Cut listed = new Cut();
    private final Cut noted = new Cut();
    private final Cut ordered = new Cut();
    private final Cut recordingGone = new Cut();
    private final Cut itemGone = new Cut();
    private final Cut trailAsked = new Cut();
    private final Cut moved = new Cut();
    private final Cut forgotten = new Cut();
    private final Cut tasksDone = new Cut();

    @Override
    public void close() {
        all.forEach(each -> each.desk.close());
        recordings.close();
        owners.close();
    }

    @Override
    public void prepare(int life) {
        if (life > 1) {
            return;
        }
        all.forEach(Cut::publish);
        all.forEach(Cut::awaitItems);
        List.of(recordingGone, itemGone, trailAsked, moved, forgotten, tasksDone)
                .forEach(Cut::isDecided);
        List.of(forgotten, tasksDone).forEach(Cut::destroyed);
        List.of(forgotten, tasksDone).forEach(each -> each.awaitState("WITH_TRAIL"));
        List.of(recordingGone, itemGone, trailAsked, moved).forEach(Cut::awaitOrders);
    }

    @Override
    public void cut(int life, HeldSteps held) throws SQLException {
        if (life == 1) {
            decided.refuseEvent(held, "ErasureDecided");
            begun.refuseEvent(held, "ErasureBegun");
            noted.refuseEvent(held, "QuarantineNoted");
            ordered.refuseEvent(held, "DispositionBatchOrdered");
            trailAsked.refuseEvent(held, "TrailErasureRequested");
            listed.step = held.refuse("erasure", "insert", listed.isNew());
            recordingGone.refuseEvent(held, "DispositionConfirmed");
            itemGone.refuseEvent(held, "DispositionBatchConfirmed");
            forgotten.refuseEvent(held, "ErasureCompleted");
        } else {
            moved.step = held.refuse("erasure", "update", moved.isNew());
            tasksDone.refuseEvent(held, "RequestTaskCompleted");
        }
    }

    /** A consumer that is refused takes nothing else, so what needs it comes before. */
    @Override
    public void reachRefused(int life) {
        if (life == 1) {
            for (Cut one : List.of(decided, begun)) {
                assertThat(one.decide().statusCode()).isEqualTo(503);
                one.step.awaitReached();
            }
            for (Cut one : List.of(noted, ordered)) {
                one.isDecided();
                one.step.awaitReached();
            }
            trailAsked.destroyed();
            trailAsked.step.awaitReached();
            listed.isDecided();
            listed.step.awaitReached();
            recordingGone.destroyed();
            recordingGone.step.awaitReached();
            itemGone.destroyed();
            itemGone.step.awaitReached();
            forgotten.forgotten();
            forgotten.step.awaitReached();
        } else {
            moved.destroyed();
            moved.step.awaitReached();
            tasksDone.forgotten();
            tasksDone.step.awaitReached();
        }
    }

    /** Who was not answered decides it once more; if it was decided, it has begun without that. */
    @Override
    public void end() {
        begun.awaitOrders();
        List.of(decided, begun).forEach(Cut::isDecided);
        all.forEach(Cut::destroyed);
        all.forEach(Cut::awaitOwnersDone);
        all.forEach(Cut::forgotten);
        all.forEach(Cut::endsOnce);
    }

    /** The erasure of a person of a tenant of its own, of whom two services keep something. */
    private final class Cut {

        private final DeskCase desk = new DeskCase();
        private final ErasureCase its = new ErasureCase(desk);
        private final String key = UUID.randomUUID().toString();
        private final UUID statement = UUID.randomUUID();
        private UUID request = UUID.randomUUID();
        private RecordingTopic.@Nullable Event erased;
        private final Map<String, OwnerTopic.Event> disposed = new HashMap<>();
        private OwnerTopic.@Nullable Event forgetting;
        private HeldSteps.Step step;

        Cut() {
            all.add(this);
        }

        void refuseEvent(HeldSteps held, String type) throws SQLException {
            step = held.refuseEvent(desk.tenant, type);
        }

        String isNew() {
            return "new.tenant = '" + desk.tenant + "'";
        }

        /** Of today, so that nothing is due. */
        void publish() {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            recordings.publish(
                    RecordingTopic.event(
                            desk.tenant,
                            desk.recording,
                            "RecordingStored",
                            data -> {
                                data.put("startedAt", now.minusSeconds(200).toString())
                                        .put("endedAt", now.toString());
                                data.putArray("purposes").add("QUALITY");
                            }));
            owners.publish(
                    OwnerTopic.example(
                            desk.tenant,
                            "consent",
                            "contact-1",
                            "PreferencesStated",
                            data ->
                                    data.put("statement", statement.toString())
                                            .put("statedAt", now.toString())));
        }

        void awaitItems() {
            its.awaitItem(desk.recording);
            its.awaitItem(statement);
            request = its.asked();
        }

        /** The same command every time. */
        Response decide() {
            return Tokens.dpo(desk.tenant)
                    .header("Idempotency-Key", key)
                    .contentType("application/json")
                    .body(ground("NO_LONGER_NECESSARY"))
                    .post("/v1/requests/{id}/erasures", request);
        }

        void isDecided() {
            decide().then().statusCode(201);
        }

        void awaitOrders() {
            if (erased == null) {
                erased =
                        RecordingTopic.erased(
                                desk.tenant, desk.recording, its.order().getString("order"));
            }
            its.batches(1);
        }

        /** The owners do as they are told, and say so; always the same. */
        void destroyed() {
            awaitOrders();
            recordings.publish(erased);
            for (JsonPath order : its.batches(1)) {
                owners.publish(
                        disposed.computeIfAbsent(
                                order.getString("batch"), _ -> its.answer(order, true)));
            }
        }

        /** The trail does; always the same. */
        void forgotten() {
            if (forgetting == null) {
                forgetting = its.forgotten(request);
            }
            owners.publish(forgetting);
        }

        void awaitState(String state) {
            its.awaitState(request, state);
        }

        void awaitOwnersDone() {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                if (its.batches(1).size() > disposed.size()) {
                                    destroyed();
                                }
                                JsonPath erasure = its.erasure(request);
                                assertThat(erasure.getString("state"))
                                        .as("%d: %s", all.indexOf(this), erasure.<Object>get(""))
                                        .isIn("WITH_TRAIL", "COMPLETE");
                            });
        }

        void endsOnce() {
            awaitState("COMPLETE");
            its.isCompletedOnce(request, statement);
            its.awaitTasksDone(request);
        }
    }
}
