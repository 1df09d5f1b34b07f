// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.expiry;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.statement;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the end of a consent to its event, on real PostgreSQL; and what a killed replica leaves. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentExpiryTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ConsentExpiries expiries;

    ConsentExpiryTest(ConsentExpiries expiries) {
        this.expiries = expiries;
    }

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aConsentEndsAtItsDateAndItsRecordTellsSo() throws Exception {
        Response given = oneDay(freshNumber());
        listed();

        run();
        assertThat(ends(given)).isZero();
        aDayLater();
        run();

        assertThat(ends(given)).isOne();
        Response record =
                as(token("helios", RHONE, "dpo"))
                        .queryParam("controller", RHONE)
                        .queryParam("subject", given.<String>path("subject"))
                        .get("/v1/consents/" + given.path("id"));
        assertThat(record.<String>path("consent_status")).isEqualTo("ConsentExpired");
        assertThat(record.<List<String>>path("events.event_state"))
                .containsExactly("ConsentGiven", "ConsentExpired");
        assertThat(record.<String>path("events[1].event_time")).isEqualTo(given.path("validUntil"));
    }

    @Test
    void whatEndedDuringADowntimeIsCaughtUpWith() throws Exception {
        Response given = oneDay(freshNumber());
        listed();

        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(30)));
        run();

        assertThat(ends(given)).isOne();
    }

    @Test
    void aConsentThatWasWithdrawnDoesNotExpireA10() throws Exception {
        String number = freshNumber();
        Response given = oneDay(number);
        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals");
        listed();

        aDayLater();
        run();

        assertThat(ends(given)).isZero();
    }

    @Test
    void aConsentThatWasReplacedDoesNotExpire() throws Exception {
        String number = freshNumber();
        Response given = oneDay(number);
        as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
        listed();

        aDayLater();
        run();

        assertThat(ends(given)).isZero();
        assertThat(open(given)).as("looked at once, not every minute").isZero();
    }

    /** The claim of a replica that dies before it appends goes with its connection. */
    @Test
    void aReplicaKilledBetweenClaimAndAppendLosesNothing() throws Exception {
        Response given = oneDay(freshNumber());
        listed();
        aDayLater();
        try (Connection killed = Backlog.Role.FEED.connect();
                Statement claim = killed.createStatement()) {
            killed.setAutoCommit(false);
            claim.execute("select 1 from consent where id = '" + given.path("id") + "' for update");

            run();
            assertThat(ends(given)).as("claimed by another").isZero();
        }
        // The server lets go of a lost connection's locks within moments, not at once
        await().atMost(LIMIT).until(() -> run() == 1);

        assertThat(ends(given)).isOne();
    }

    /** Its event is there, its mark is not. */
    @Test
    void aReplicaKilledBetweenAppendAndMarkDoublesNothing() throws Exception {
        Response given = oneDay(freshNumber());
        listed();
        aDayLater();
        run();
        try (Connection killed = Backlog.Role.FEED.connect();
                Statement unmarked = killed.createStatement()) {
            unmarked.execute(
                    "update consent set expiry_taken_at = null where id = '"
                            + given.path("id")
                            + "'");
        }

        assertThat(run()).isZero();

        assertThat(ends(given)).isOne();
        assertThat(open(given)).isZero();
    }

    @Test
    void severalReplicasAtOnceEndEachConsentOnce() throws Exception {
        List<Response> given = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            given.add(oneDay(freshNumber()));
        }
        listed();
        aDayLater();

        List<CompletableFuture<Integer>> replicas = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            replicas.add(expiries.run().subscribeAsCompletionStage());
        }
        int recorded = 0;
        for (var replica : replicas) {
            recorded += replica.join();
        }

        assertThat(recorded).isEqualTo(given.size());
        for (Response one : given) {
            assertThat(ends(one)).isOne();
        }
    }

    private int run() {
        return expiries.run().await().atMost(LIMIT);
    }

    private static void aDayLater() {
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofHours(25)));
    }

    private static Response oneDay(String number) {
        Map<String, Object> consent = consent(number);
        consent.put("validFor", "P1D");
        Response given = as(dialerOf(VOIX)).body(consent).post("/v1/consents");
        assertThat(given.statusCode()).isEqualTo(201);
        return given;
    }

    /** The list that the job goes by follows the events within moments. */
    private static void listed() {
        await().atMost(LIMIT).until(() -> Backlog.isHandledBy("consents"));
    }

    private static long ends(Response given) throws SQLException {
        return Backlog.count(
                "helios",
                "select count(*) from event where type = 'ConsentExpired' and stream = 'contact-"
                        + RHONE
                        + "-"
                        + given.path("subject")
                        + "' and payload::jsonb ->> 'consent' = '"
                        + given.path("id")
                        + "'");
    }

    private static long open(Response given) throws SQLException {
        return Backlog.count(
                "helios",
                "select count(*) from consent where expiry_taken_at is null and id = '"
                        + given.path("id")
                        + "'");
    }
}
