// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.recording.lifecycle.SubjectActDesk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.testing.Backlog;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.lifecycle.RestrictionStore.Restriction;
import io.temoin.recording.lifecycle.domain.PartyId;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A restriction that ends while a recording is being restricted ends for that one, too. */
@QuarkusTest
class RestrictionRaceTest {

    private static final TenantId TENANT = new TenantId("helios");
    private static final PartyId CONTROLLER = new PartyId("rhone-telecom");

    private final RestrictionStore store;
    private final Restrictions restrictions;
    private final SubjectActDesk desk;
    private final Instant now = Instant.parse("2026-11-24T10:05:00Z");
    private final UUID request = UUID.randomUUID();

    RestrictionRaceTest(
            RestrictionStore store,
            Restrictions restrictions,
            SubjectActStore acts,
            SubjectActJob job) {
        this.store = store;
        this.restrictions = restrictions;
        this.desk = new SubjectActDesk(acts, job);
    }

    @BeforeEach
    void isStored() {
        desk.stored(desk.call);
    }

    @Test
    void aLiftMeetsAnUploadThatLooksForRestrictions() throws Exception {
        store.keep(restriction()).await().atMost(PATIENCE);

        liftedDuring(restrictions.applyTo(TENANT, CONTROLLER, person(), recording(), now));

        isFree("RecordingRestricted", "RestrictionLifted");
    }

    @Test
    void aLiftMeetsARestrictionThatIsBeingCarriedOut() throws Exception {
        liftedDuring(restrictions.restrict(restriction(), now));

        isFree("RecordingRestricted", "RestrictionLifted");
    }

    /** A process ended between the restriction of the recording and its look at the note. */
    @Test
    void whatWasLeftRestrictedIsFreedWhenTheMessageComesAgain() throws Exception {
        liftedBeforeItWasLookedAt();

        restrictions.restrict(restriction(), now).await().atMost(PATIENCE);

        isFree("RecordingRestricted", "RestrictionLifted");
    }

    @Test
    void whatWasLeftRestrictedIsFreedWhenTheUploadComesAgain() throws Exception {
        liftedBeforeItWasLookedAt();

        restrictions
                .applyTo(TENANT, CONTROLLER, person(), recording(), now)
                .await()
                .atMost(PATIENCE);

        isFree("RecordingRestricted", "RestrictionLifted");
    }

    private void liftedBeforeItWasLookedAt() {
        restrictions.restrict(restriction(), now).await().atMost(PATIENCE);
        store.lift(TENANT, request).await().atMost(PATIENCE);
        assertThat(isRestricted()).isTrue();
    }

    /** Nobody can record anything until it is lifted: neither finds what the other one does. */
    private void liftedDuring(Uni<Void> restricting) throws Exception {
        try (Connection locking = Backlog.Role.OWNER.connect();
                Statement lock = locking.createStatement()) {
            locking.setAutoCommit(false);
            lock.execute("lock table event in share mode");
            var restricted = restricting.subscribeAsCompletionStage();
            await().atMost(PATIENCE).until(() -> isWaitedFor(lock));

            restrictions.lift(TENANT, request, now).await().atMost(PATIENCE);

            locking.rollback();
            await().atMost(PATIENCE).until(restricted::isDone);
            restricted.get();
        }
    }

    private static boolean isWaitedFor(Statement statement) throws SQLException {
        try (ResultSet waiting =
                statement.executeQuery(
                        "select 1 from pg_locks where relation = 'event'::regclass and not"
                                + " granted")) {
            return waiting.next();
        }
    }

    private void isFree(String... lately) {
        assertThat(isRestricted()).isFalse();
        List<Published> published = Topic.eventsOf("helios", desk.id, 2 + lately.length);
        assertThat(published.subList(2, published.size()).stream().map(Published::name))
                .containsExactly(lately);
    }

    private boolean isRestricted() {
        return Callers.DIANE.asks().get("/v1/recordings/" + desk.id).path("restricted");
    }

    private Restriction restriction() {
        return new Restriction(
                TENANT,
                request,
                CONTROLLER,
                person(),
                null,
                null,
                null,
                null,
                request + ".0",
                "c0ffee00-0000-4000-8000-000000000001");
    }

    private SubjectId person() {
        return new SubjectId(desk.subject);
    }

    private RecordingId recording() {
        return new RecordingId(desk.id);
    }
}
