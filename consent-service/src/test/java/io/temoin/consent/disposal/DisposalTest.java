// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import static io.temoin.consent.disposal.DisposalDesk.HELIOS;
import static io.temoin.consent.disposal.DisposalDesk.LIMIT;
import static io.temoin.consent.disposal.DisposalDesk.LOIRE;
import static io.temoin.consent.disposal.DisposalDesk.given;
import static io.temoin.consent.disposal.DisposalDesk.givenToLoire;
import static io.temoin.consent.disposal.DisposalDesk.id;
import static io.temoin.consent.disposal.DisposalDesk.listed;
import static io.temoin.consent.disposal.DisposalDesk.metadata;
import static io.temoin.consent.disposal.DisposalDesk.outcome;
import static io.temoin.consent.disposal.DisposalDesk.payload;
import static io.temoin.consent.disposal.DisposalDesk.read;
import static io.temoin.consent.disposal.DisposalDesk.reasons;
import static io.temoin.consent.disposal.DisposalDesk.state;
import static io.temoin.consent.disposal.DisposalDesk.yearsLater;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.objection;
import static io.temoin.consent.permission.Parties.token;
import static io.temoin.consent.permission.RectifiedContacts.rectifyObject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.disposal.domain.ItemsDisposed;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.ContactPermissionStream;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rules.RulePacks;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.TimeOrderedId;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an order to what nobody can read any more, on real PostgreSQL and Kafka. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class DisposalTest {

    private final ContactPermissionStream contacts;
    private final Pseudonyms pseudonyms;
    private final RulePacks rules;
    private final ShreddableKeys keys;

    DisposalTest(
            ContactPermissionStream contacts,
            Pseudonyms pseudonyms,
            RulePacks rules,
            ShreddableKeys keys) {
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
        rectifyObject(contacts, HELIOS, RHONE, given.path("subject"), "mobile");
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
        assertThat(state(keys, pseudonyms.ofConsent(HELIOS, id(given))))
                .isInstanceOf(KeyState.Destroyed.class);
        assertThat(state(keys, pseudonyms.ofConsent(HELIOS, id(others))))
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
        assertThat(state(keys, person)).isInstanceOf(KeyState.Usable.class);
        assertThat(read(last, person, LOIRE, "/proof")).isEqualTo(200);

        outcome(Orders.order("CONSENT_PROOF", LOIRE, last));
        assertThat(state(keys, person)).isInstanceOf(KeyState.Destroyed.class);
        CallingClock.set(CallingClock.MORNING);
        assertThat(given(number.value()).statusCode())
                .as("they can consent again, to anybody")
                .isEqualTo(201);
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
}
