// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.temoin.chassis.testing.Backlog;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.callee.domain.PhoneNumber;
import io.temoin.consent.disposal.domain.DispositionBatch;
import io.temoin.consent.disposal.domain.ItemsDisposed;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.permission.domain.ItemKind;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an order to what nobody can read any more, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DisposalTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final String LOIRE = "loire-assurance";

    private final Disposals disposals;
    private final DisposalQueries queries;
    private final ContactPermissionStream contacts;
    private final Pseudonyms pseudonyms;
    private final RulePacks rules;
    private final ShreddableKeys keys;

    DisposalTest(
            Disposals disposals,
            DisposalQueries queries,
            ContactPermissionStream contacts,
            Pseudonyms pseudonyms,
            RulePacks rules,
            ShreddableKeys keys) {
        this.disposals = disposals;
        this.queries = queries;
        this.contacts = contacts;
        this.pseudonyms = pseudonyms;
        this.rules = rules;
        this.keys = keys;
    }

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aDisposedConsentIsReadableNowhereAndNothingElseGoesWithIt() throws Exception {
        // Given
        String number = freshNumber();
        Response given = given(number);
        Response others = givenToLoire(number);
        as(dialerOf(VOIX)).body(objection(number)).post("/v1/objections");
        await().atMost(LIMIT).until(() -> Backlog.isHandledBy("consents"));
        yearsLater();

        // When
        JsonNode disposed = outcome(Orders.order("CONSENT_PROOF", RHONE, id(given)));

        // Then
        assertThat(disposed.path("disposed").intValue()).isOne();
        assertThat(disposed.path("refused")).isEmpty();
        assertThat(disposed.path("digest").textValue())
                .isEqualTo(ItemsDisposed.digest(Set.of(id(given))));
        assertThat(disposed.path("horizon").textValue())
                .isGreaterThan(disposed.path("erasedAt").textValue());
        for (String document : List.of("", "/receipt", "/proof")) {
            assertThat(read(given, RHONE, document)).isEqualTo(404);
            assertThat(read(others, LOIRE, document)).isEqualTo(200);
        }
        assertThat(listed(given, RHONE)).isEmpty();
        assertThat(listed(others, LOIRE)).hasSize(1);
        assertThat(payload(given, RHONE)).startsWith("{\"redacted\":{\"order\":\"");
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where stream like 'contact-%' and"
                                        + " payload::text like '%"
                                        + given.path("id")
                                        + "%'"))
                .isZero();
        assertThat(state(pseudonyms.ofConsent(HELIOS, id(given))))
                .isInstanceOf(KeyState.Destroyed.class);
        assertThat(state(pseudonyms.ofConsent(HELIOS, id(others))))
                .isInstanceOf(KeyState.Usable.class);
        assertThat(reasons(number)).contains("MARKETING_OBJECTION");
        as(token("helios", RHONE, "dpo"))
                .body(Map.of("controller", RHONE, "number", number))
                .post("/v1/consents/search")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void aRepeatedRequestMakesNoSecondKey() {
        UUID command = UUID.randomUUID();
        UUID first = TimeOrderedId.of(metadata(command));
        yearsLater();
        UUID repeated = TimeOrderedId.of(metadata(command));

        assertThat(repeated).isNotEqualTo(first);
        assertThat(pseudonyms.ofConsent(HELIOS, repeated))
                .isEqualTo(pseudonyms.ofConsent(HELIOS, first))
                .isNotEqualTo(
                        pseudonyms.ofConsent(HELIOS, TimeOrderedId.of(metadata(UUID.randomUUID()))))
                .isNotEqualTo(pseudonyms.ofConsent(new TenantId("boreal"), first));
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
    void everyOtherKindIsDisposedOfToo() throws Exception {
        String number = freshNumber();
        given(number);
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        Response link =
                as(token("helios", RHONE, "agent"))
                        .body(
                                Map.of(
                                        "controller",
                                        RHONE,
                                        "number",
                                        number,
                                        "scopes",
                                        List.of("VIEW")))
                        .post("/v1/self-service-links");
        Response served =
                as(dialerOf(VOIX))
                        .body(
                                Map.of(
                                        "decision", decided.path("id"),
                                        "controller", RHONE,
                                        "subject", decided.path("subject"),
                                        "notice", decided.path("recording.announcement.id"),
                                        "language", decided.path("recording.announcement.language"),
                                        "channel", "VOICE",
                                        "servedAt", decided.path("decidedAt"),
                                        "outcome", "SERVED"))
                        .post("/v1/notices-served");
        Response attempt =
                as(dialerOf(VOIX))
                        .body(
                                Map.of(
                                        "controller",
                                        RHONE,
                                        "number",
                                        number,
                                        "decision",
                                        decided.path("id"),
                                        "purpose",
                                        "PROSPECTING_CALL",
                                        "outcome",
                                        "BUSY",
                                        "attemptedAt",
                                        CallingClock.now().toString()))
                        .post("/v1/call-attempts");
        for (var early : Map.of("NOTICE_SERVED", served, "CALL_ATTEMPT", attempt).entrySet()) {
            JsonNode kept = outcome(Orders.order(early.getKey(), RHONE, id(early.getValue())));
            assertThat(kept.path("refused").path(0).path("reason").textValue())
                    .as(early.getKey())
                    .isEqualTo("IN_USE");
            assertThat(kept.has("horizon")).isFalse();
        }
        yearsLater();

        for (var ordered :
                Map.of(
                                "CALL_DECISION", decided,
                                "SELF_SERVICE_LINK", link,
                                "NOTICE_SERVED", served,
                                "CALL_ATTEMPT", attempt)
                        .entrySet()) {
            assertThat(ordered.getValue().statusCode()).as(ordered.getKey()).isEqualTo(201);
            JsonNode disposed =
                    outcome(Orders.order(ordered.getKey(), RHONE, id(ordered.getValue())));
            assertThat(disposed.path("disposed").intValue()).as(ordered.getKey()).isOne();
        }
        assertThat(reader(decided).get("/v1/call-decisions/" + decided.path("id")).statusCode())
                .isEqualTo(404);
        assertThat(as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions").statusCode())
                .as("the person can be asked for again")
                .isEqualTo(201);
    }

    /** Of what is left, it could only be answered otherwise than it was. */
    @Test
    void aDecisionWhoseFactsAreGoneIsReadAndNotMadeAgain() throws Exception {
        String number = freshNumber();
        Response given = given(number);
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        yearsLater();
        assertThat(decidedAgain(decided).statusCode()).isEqualTo(200);

        outcome(Orders.order("CONSENT_PROOF", RHONE, id(given)));

        Response again = decidedAgain(decided);
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.<String>path("type")).endsWith("history-disposed");
        assertThat(
                        reader(decided)
                                .get("/v1/call-decisions/" + decided.path("id"))
                                .<String>path("verdict"))
                .isEqualTo("ALLOW");
    }

    private static Response decidedAgain(Response decided) {
        return reader(decided)
                .queryParam("asOf", decided.<String>path("decidedAt"))
                .get("/v1/call-decisions/" + decided.path("id"));
    }

    private static RequestSpecification reader(Response decided) {
        return as(token("helios", RHONE, "supervisor"))
                .queryParam("controller", RHONE)
                .queryParam("subject", decided.<String>path("subject"));
    }

    /** Consents of earlier versions lie under the key of the person. */
    @Test
    void aPersonsKeyGoesWithTheLastConsentUnderIt() throws Exception {
        PhoneNumber number = new PhoneNumber(freshNumber().replace(" ", ""));
        SubjectId person = pseudonyms.of(HELIOS, number);
        UUID first = givenAsBefore(number, RHONE);
        UUID last = givenAsBefore(number, LOIRE);
        yearsLater();

        outcome(Orders.order("CONSENT_PROOF", RHONE, first));
        assertThat(state(person)).isInstanceOf(KeyState.Usable.class);
        assertThat(read(last, person, LOIRE, "/proof")).isEqualTo(200);

        outcome(Orders.order("CONSENT_PROOF", LOIRE, last));
        assertThat(state(person)).isInstanceOf(KeyState.Destroyed.class);
        CallingClock.set(CallingClock.MORNING);
        assertThat(given(number.value()).statusCode())
                .as("they can consent again, to anybody")
                .isEqualTo(201);
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
            assertThat(state(owner)).isInstanceOf(KeyState.Destroyed.class);
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

    /** The list is made again of the events: what is gone does not come back, the rest does. */
    @Test
    void theListIsBuiltAgainOverRedactedEvents() throws Exception {
        String number = freshNumber();
        Response given = given(number);
        Response kept = givenToLoire(number);
        yearsLater();
        outcome(Orders.order("CONSENT_PROOF", RHONE, id(given)));
        await().atMost(LIMIT).until(() -> Backlog.isHandledBy("consents"));

        try (Connection owner = Backlog.Role.OWNER.connect();
                Statement statement = owner.createStatement()) {
            statement.execute("delete from consent");
            statement.execute("delete from feed_checkpoint where reader = 'consents'");
        }

        await().atMost(LIMIT).until(() -> listed(kept, LOIRE).size() == 1);
        assertThat(listed(given, RHONE)).isEmpty();
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

    private static EventMetadata metadata(UUID command) {
        return new EventMetadata(
                HELIOS,
                Actor.service("consent-dispositions"),
                command,
                null,
                UUID.randomUUID().toString(),
                null,
                null,
                CallingClock.now().truncatedTo(ChronoUnit.MICROS));
    }

    private UUID givenAsBefore(PhoneNumber number, String controller) {
        EventMetadata metadata = metadata(UUID.randomUUID());
        SubjectId person = pseudonyms.of(HELIOS, number);
        PartyId party = new PartyId(controller);
        UUID consent = TimeOrderedId.of(metadata);
        contacts.handle(
                        party,
                        person,
                        new GiveConsent(
                                consent,
                                new ActingParty(party, Set.of()),
                                party,
                                null,
                                Personal.plaintext(number, person),
                                Set.of(Purpose.PROSPECTING_CALL),
                                Examples.PROOF,
                                about("fibre"),
                                metadata.at().minusSeconds(60),
                                Period.ofYears(1),
                                null,
                                rules.inForce("FR", metadata.at()),
                                null,
                                metadata.at()),
                        metadata)
                .map(outcome -> outcome.only().event())
                .invoke(event -> assertThat(event).isInstanceOf(ConsentGiven.class))
                .await()
                .atMost(LIMIT);
        return consent;
    }

    private static ConsentParticulars about(String offer) {
        return new ConsentParticulars(
                "FR", null, null, null, null, null, null, null, null, null, null, List.of(), null,
                List.of(), offer);
    }

    private static void yearsLater() {
        CallingClock.set(CallingClock.MORNING.plus(Duration.ofDays(6 * 366)));
    }

    private static Response given(String number) {
        return as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
    }

    private static Response givenToLoire(String number) {
        Map<String, Object> consent = consent(number);
        consent.put("controller", LOIRE);
        consent.remove("processor");
        Response given = as(token("helios", LOIRE, "dialer")).body(consent).post("/v1/consents");
        assertThat(given.statusCode()).isEqualTo(201);
        return given;
    }

    private static UUID id(Response made) {
        return UUID.fromString(made.path("id"));
    }

    private static int read(Response given, String controller, String document) {
        return read(id(given), new SubjectId(given.path("subject")), controller, document);
    }

    private static int read(UUID consent, SubjectId subject, String controller, String document) {
        return as(token("helios", controller, "dpo"))
                .accept("*/*")
                .queryParam("controller", controller)
                .queryParam("subject", subject.value())
                .get("/v1/consents/" + consent + document)
                .statusCode();
    }

    private static List<String> listed(Response given, String controller) {
        return as(token("helios", controller, "dpo"))
                .queryParam("controller", controller)
                .queryParam("subject", given.<String>path("subject"))
                .get("/v1/consents")
                .path("items.id");
    }

    private static List<String> reasons(String number) {
        Response decided = as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        assertThat(decided.<String>path("verdict")).isEqualTo("DENY");
        return decided.path("reasons.code");
    }

    private KeyState state(SubjectId owner) {
        return keys.lookUp(HELIOS, new KeyScope.Subject(owner)).await().atMost(LIMIT);
    }

    private static StreamId streamOf(Response given) {
        return StreamId.parse("contact-" + RHONE + "-" + given.path("subject"));
    }

    private static String payload(Response given, String controller) throws Exception {
        return text(
                "select payload::text from event where version = 1 and stream = 'contact-"
                        + controller
                        + "-"
                        + given.path("subject")
                        + "'");
    }

    private static long outcomes(UUID batch) throws Exception {
        return Backlog.count(
                "helios", "select count(*) from event where stream = 'disposal-" + batch + "'");
    }

    private static JsonNode outcome(UUID batch) throws Exception {
        await().atMost(LIMIT).until(() -> outcomes(batch) > 0);
        return EventCodec.JSON.readTree(
                text("select payload::text from event where stream = 'disposal-" + batch + "'"));
    }

    private static String text(String query) throws Exception {
        try (Connection connection = Backlog.Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            try (ResultSet rows = statement.executeQuery(query)) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }
}
