// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static io.temoin.consent.disposal.DisposalDesk.HELIOS;
import static io.temoin.consent.disposal.DisposalDesk.LIMIT;
import static io.temoin.consent.disposal.DisposalDesk.LOIRE;
import static io.temoin.consent.disposal.DisposalDesk.given;
import static io.temoin.consent.disposal.DisposalDesk.givenToLoire;
import static io.temoin.consent.disposal.DisposalDesk.id;
import static io.temoin.consent.disposal.DisposalDesk.metadata;
import static io.temoin.consent.disposal.DisposalDesk.outcome;
import static io.temoin.consent.disposal.DisposalDesk.outcomes;
import static io.temoin.consent.disposal.DisposalDesk.payload;
import static io.temoin.consent.disposal.DisposalDesk.read;
import static io.temoin.consent.disposal.DisposalDesk.reasons;
import static io.temoin.consent.disposal.DisposalDesk.state;
import static io.temoin.consent.disposal.DisposalDesk.streamOf;
import static io.temoin.consent.disposal.DisposalDesk.yearsLater;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.objection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.disposal.domain.DispositionBatch;
import io.temoin.consent.disposal.domain.ItemsDisposed;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.domain.ItemKind;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order does not destroy, and what it does however often it comes. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DisposalOrderTest {

    private final Disposals disposals;
    private final DisposalQueries queries;
    private final Pseudonyms pseudonyms;
    private final ShreddableKeys keys;

    DisposalOrderTest(
            Disposals disposals,
            DisposalQueries queries,
            Pseudonyms pseudonyms,
            ShreddableKeys keys) {
        this.disposals = disposals;
        this.queries = queries;
        this.pseudonyms = pseudonyms;
        this.keys = keys;
    }

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void whateverIsOrderedInUseOrForeignOrUnknownStays() throws Exception {
        String number = freshNumber();
        Response inForce = given(number);
        Response foreign = givenToLoire(number);
        UUID unknown = TimeOrderedId.random(CallingClock.now());

        JsonNode disposed =
                outcome(Orders.order("CONSENT_PROOF", RHONE, id(inForce), id(foreign), unknown));

        assertThat(disposed.path("disposed").intValue()).isZero();
        assertThat(disposed.path("refused"))
                .extracting(one -> one.path("reason").textValue())
                .containsExactly("IN_USE", "NOT_OF_CONTROLLER", "UNKNOWN");
        assertThat(read(inForce, RHONE, "")).isEqualTo(200);
        assertThat(read(foreign, LOIRE, "")).isEqualTo(200);
    }

    @Test
    void aSuppressionIsNeverDisposedOf() throws Exception {
        String number = freshNumber();
        UUID objection =
                UUID.fromString(
                        as(dialerOf(VOIX))
                                .body(objection(number))
                                .post("/v1/objections")
                                .path("id"));
        yearsLater();

        for (ItemKind kind : ItemKind.values()) {
            JsonNode disposed = outcome(Orders.order(kind.name(), RHONE, objection));
            assertThat(disposed.path("disposed").intValue()).as(kind.name()).isZero();
        }

        assertThat(reasons(number)).contains("MARKETING_OBJECTION");
    }

    @Test
    void anOrderIsCarriedOutOnceAndWhatIsGoneCountsAsGone() throws Exception {
        Response given = given(freshNumber());
        yearsLater();
        UUID batch = Orders.order("CONSENT_PROOF", RHONE, id(given));
        JsonNode first = outcome(batch);
        Orders.send(batch, "CONSENT_PROOF", RHONE, id(given));

        JsonNode second = outcome(Orders.order("CONSENT_PROOF", RHONE, id(given)));

        assertThat(second.path("disposed")).isEqualTo(first.path("disposed"));
        assertThat(second.path("digest")).isEqualTo(first.path("digest"));
        assertThat(outcomes(batch)).isOne();
    }

    /**
     * Killed after any of its steps: the order comes again, and ends as if nothing had happened.
     */
    @Test
    void whatWasCutOffIsCompleted() throws Exception {
        for (int steps = 0; steps <= 3; steps++) {
            Response given = given(freshNumber());
            yearsLater();
            DispositionBatch batch = batch(id(given));
            if (steps > 0) {
                assertThat(queries.record(HELIOS, batch, "e-1.0").await().atMost(LIMIT)).isTrue();
            }
            if (steps > 1) {
                queries.redact(HELIOS, batch.batch(), List.of(streamOf(given)), List.of(1L))
                        .await()
                        .atMost(LIMIT);
            }
            SubjectId owner = pseudonyms.ofConsent(HELIOS, id(given));
            if (steps > 2) {
                keys.destroy(HELIOS, new KeyScope.Subject(owner), "x", CallingClock.now())
                        .await()
                        .atMost(LIMIT);
            }

            carryOut(batch).join();

            JsonNode disposed = outcome(batch.batch());
            assertThat(disposed.path("disposed").intValue()).as("after %d", steps).isOne();
            assertThat(disposed.path("digest").textValue())
                    .isEqualTo(ItemsDisposed.digest(Set.of(id(given))));
            assertThat(state(keys, owner)).isInstanceOf(KeyState.Destroyed.class);
            assertThat(payload(given, RHONE)).startsWith("{\"redacted\"");
            CallingClock.set(CallingClock.MORNING);
        }
    }

    @Test
    void twoReplicasCarryOutAnOrderOnce() throws Exception {
        Response given = given(freshNumber());
        Response more = given(freshNumber());
        yearsLater();
        DispositionBatch batch = batch(id(given), id(more));

        CompletableFuture<Void> one = carryOut(batch);
        CompletableFuture<Void> other = carryOut(batch);
        CompletableFuture.allOf(one, other).join();

        assertThat(outcomes(batch.batch())).isOne();
        assertThat(outcome(batch.batch()).path("disposed").intValue()).isEqualTo(2);
    }

    @Test
    void anOrderThatContradictsAnEarlierOneDestroysNothing() throws Exception {
        Response given = given(freshNumber());
        Response other = given(freshNumber());
        yearsLater();
        DispositionBatch batch = batch(id(given));
        assertThat(queries.record(HELIOS, batch, "e-1.0").await().atMost(LIMIT)).isTrue();

        DispositionBatch changed =
                new DispositionBatch(
                        batch.batch(),
                        batch.kind(),
                        batch.controller(),
                        List.of(id(other)),
                        batch.basis(),
                        batch.orderedAt());

        assertThat(queries.record(HELIOS, changed, "e-2.0").await().atMost(LIMIT)).isFalse();
        assertThat(carryOut(changed)).failsWithin(LIMIT);
        assertThat(payload(other, RHONE)).contains(other.<String>path("id"));
    }

    private CompletableFuture<Void> carryOut(DispositionBatch batch) {
        return disposals
                .carryOut(batch, "e-1.0", metadata(UUID.randomUUID()))
                .subscribeAsCompletionStage();
    }

    private static DispositionBatch batch(UUID... items) {
        return new DispositionBatch(
                UUID.randomUUID(),
                ItemKind.CONSENT_PROOF,
                new PartyId(RHONE),
                List.of(items),
                "PERIOD_ENDED",
                CallingClock.now().truncatedTo(ChronoUnit.MICROS));
    }
}
