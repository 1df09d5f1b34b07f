// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.agreement.AgreedParties.as;
import static io.temoin.consent.agreement.AgreedParties.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.agreement.domain.Agreements;
import io.temoin.consent.agreement.domain.PartyCommand.AmendParty;
import io.temoin.consent.agreement.domain.PartyCommand.RegisterParty;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.PartyRole;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parties as their own people enter and amend them. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class PartyResourceTest {

    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private static final PartyProfile ABROAD =
            new PartyProfile(
                    "Rhône Télécom SA",
                    List.of(PartyRole.CONTROLLER),
                    "US",
                    Agreements.CONTROLLER.contact(),
                    null,
                    null,
                    UnnamedCallers.REVIEW,
                    null);

    private final PartyStream parties;
    private final ControllerCountryJob countries;
    private final EventStore store;
    private final Clock clock;
    private final String tenant = "helios";
    private final String controller = "q-" + RUN + "-" + CASES.incrementAndGet();
    private final String processor = controller + "-centre";

    PartyResourceTest(
            PartyStream parties, ControllerCountryJob countries, EventStore store, Clock clock) {
        this.parties = parties;
        this.countries = countries;
        this.store = store;
        this.clock = clock;
    }

    @Test
    void isEnteredReadAmendedAndListed() {
        String party = controller;
        Map<String, Object> request = Map.of("id", party, "profile", profile("CONTROLLER"));
        Response entered =
                as(tenantsOwn(party), "enter-" + party).body(request).post("/v1/parties");
        assertThat(entered.statusCode()).isEqualTo(201);
        assertThat(entered.<String>path("unnamedCallers")).isEqualTo("REVIEW");
        Response again = as(tenant, party, "again-" + party).body(request).post("/v1/parties");
        assertThat(again.asString()).isEqualTo(entered.asString());
        assertProblem(
                as(tenant, party, "other-" + party)
                        .body(Map.of("id", party, "profile", profile("JOINT_CONTROLLER")))
                        .post("/v1/parties"),
                409,
                "party-exists");
        Map<String, Object> amended = profile("CONTROLLER", "PROCESSOR");
        amended.put("unnamedCallers", "DENY");
        amended.put(
                "representative",
                Map.of("legalName", "Repr SA", "contact", Map.of("email", "eu@repr.example")));
        as(tenant, party, "amend-" + party)
                .body(amended)
                .post("/v1/parties/" + party + "/amendments")
                .then()
                .statusCode(200);
        Response read = as(tenant, party, "supervisor", "read").get("/v1/parties/" + party);
        assertThat(read.<String>path("unnamedCallers")).isEqualTo("DENY");
        assertThat(read.<String>path("representative.contact.email")).isEqualTo("eu@repr.example");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                as(tenant, party, "list")
                                                        .queryParam("limit", 200)
                                                        .get("/v1/parties")
                                                        .<List<List<String>>>path(
                                                                "items.findAll { it.id == '"
                                                                        + party
                                                                        + "' }.roles"))
                                        .containsExactly(List.of("CONTROLLER", "PROCESSOR")));
        assertProblem(
                as("boreal", party, "read").get("/v1/parties/" + party), 404, "party-unknown");
    }

    @Test
    void isEnteredByNobodyElse() {
        assertProblem(
                as(tenant, processor, "for-" + controller)
                        .body(Map.of("id", controller, "profile", profile("CONTROLLER")))
                        .post("/v1/parties"),
                403,
                "not-the-controller");
    }

    /** A controller sees and enters others: nobody becomes one on their own word. */
    @Test
    void nobodyMakesThemselvesAController() {
        Response refused =
                as(tenant, processor, "self-" + processor)
                        .body(Map.of("id", processor, "profile", profile("CONTROLLER")))
                        .post("/v1/parties");
        assertProblem(refused, 403, "not-the-tenants-own");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/roles");

        as(tenant, processor, "processor-" + processor)
                .body(Map.of("id", processor, "profile", profile("PROCESSOR")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        assertProblem(
                as(tenant, processor, "amend-" + processor)
                        .body(profile("CONTROLLER", "PROCESSOR"))
                        .post("/v1/parties/" + processor + "/amendments"),
                403,
                "not-the-tenants-own");
        as(tenantsOwn("helios"), "amended-" + processor)
                .body(profile("CONTROLLER", "PROCESSOR"))
                .post("/v1/parties/" + processor + "/amendments")
                .then()
                .statusCode(200);
    }

    /** What a controller drafts is its word alone, and shows it no party. */
    @Test
    void aDraftShowsNoParty() {
        draftWithAProcessorThatEnteredItself();

        awaitListedBy(processor, "/v1/processing-agreements", "processor", List.of(processor));
        awaitListedBy(processor, "/v1/parties", "id", List.of(controller, processor));
        awaitListed(List.of(controller));
        assertProblem(
                as(tenant, controller, "read").get("/v1/parties/" + processor),
                404,
                "party-unknown");
    }

    /** The controller alone says that an agreement is in force: the processor accepts nothing. */
    @Test
    void anAgreementShowsTheControllerNoContactsOfItsProcessor() {
        String place = draftWithAProcessorThatEnteredItself();
        AgreedParties.change(
                tenant,
                controller,
                place,
                "activations",
                Map.of("document", AgreedParties.document()));

        awaitListed(List.of(controller, processor));
        assertProblem(
                as(tenant, controller, "read").get("/v1/parties/" + processor),
                403,
                "not-the-party");
        assertThat(
                        as(tenant, processor, "read")
                                .get("/v1/parties/" + controller)
                                .<String>path("contact.email"))
                .as("what the controller says of itself")
                .isEqualTo("contact@party.example");
        assertThat(
                        as(tenantsOwn("helios"), "read")
                                .get("/v1/parties/" + processor)
                                .<String>path("contact.email"))
                .isEqualTo("contact@party.example");
    }

    /** Where the agreement is read. */
    private String draftWithAProcessorThatEnteredItself() {
        as(tenant, processor, "enter-" + processor)
                .body(Map.of("id", processor, "profile", profile("PROCESSOR")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        as(tenantsOwn(controller), "enter-" + controller)
                .body(Map.of("id", controller, "profile", profile("CONTROLLER")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        return as(tenant, controller, "draft-" + controller)
                .body(AgreedParties.terms(controller, processor))
                .post("/v1/processing-agreements")
                .then()
                .statusCode(201)
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]+", "");
    }

    /** Who entered a party speaks for it only until it has spoken itself. */
    @Test
    void whoEnteredAPartyNoLongerSpeaksForItOnceItHasSpoken() {
        as(tenantsOwn(controller), "enter-" + controller)
                .body(Map.of("id", controller, "profile", profile("CONTROLLER")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        Map<String, Object> entry = Map.of("id", processor, "profile", profile("PROCESSOR"));
        as(tenant, controller, "enter-" + processor)
                .body(entry)
                .post("/v1/parties")
                .then()
                .statusCode(201);
        awaitListed(List.of(controller, processor));

        as(tenant, processor, "confirm-" + processor)
                .body(entry)
                .post("/v1/parties")
                .then()
                .statusCode(201);

        assertProblem(
                as(tenant, controller, "amend-" + processor)
                        .body(profile("PROCESSOR"))
                        .post("/v1/parties/" + processor + "/amendments"),
                404,
                "party-unknown");
        awaitListed(List.of(controller));
    }

    private void awaitListed(List<String> parties) {
        awaitListedBy(controller, "/v1/parties", "id", parties);
    }

    private void awaitListedBy(String reader, String list, String field, List<String> values) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                as(tenant, reader, "list")
                                                        .get(list)
                                                        .<List<String>>path("items." + field))
                                        .isEqualTo(values));
    }

    private String tenantsOwn(String organisation) {
        return TestTokens.tenantWide(
                tenant, organisation, "0f0e0d0c-0000-4000-8000-000000000005", "dpo");
    }

    /**
     * Whoever has nothing to do with a processor neither finds it nor says something else of it.
     */
    @Test
    void isAmendedByNobodyWhoHasNothingToDoWithIt() {
        String party = "p-" + UUID.randomUUID();
        as(tenant, party, "enter-" + party)
                .body(Map.of("id", party, "profile", profile("PROCESSOR")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        assertProblem(
                as(tenant, controller, "amend-" + party)
                        .body(profile("CONTROLLER", "PROCESSOR"))
                        .post("/v1/parties/" + party + "/amendments"),
                404,
                "party-unknown");
    }

    /** The law by which data are kept follows it. */
    @Test
    void aControllersCountryIsChangedByTheTenantsOwnPeople() {
        as(tenantsOwn(controller), "enter-" + controller)
                .body(Map.of("id", controller, "profile", profile("CONTROLLER")))
                .post("/v1/parties")
                .then()
                .statusCode(201);
        Map<String, Object> abroad = profile("CONTROLLER");
        abroad.put("country", "US");

        Response refused =
                as(tenant, controller, "move-" + controller)
                        .body(abroad)
                        .post("/v1/parties/" + controller + "/amendments");
        assertProblem(refused, 403, "not-the-tenants-own");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/country");

        Response moved =
                as(tenantsOwn("helios"), "moved-" + controller)
                        .body(abroad)
                        .post("/v1/parties/" + controller + "/amendments");
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.<String>path("country")).isEqualTo("US");
        abroad.put("legalName", "Another SA");
        assertProblem(
                as(tenantsOwn("helios"), "renamed-" + controller)
                        .body(abroad)
                        .post("/v1/parties/" + controller + "/amendments"),
                403,
                "not-the-controller");
    }

    /** Of what was a controller before retention-service listened, and is none any more. */
    @Test
    void whereAControllerIsEstablishedIsSaidOnceMoreOnce() {
        var by = new PartyId(controller);
        var registered = clock.instant().minus(ControllerCountryJob.LONG_AGO);
        var entry = new RegisterParty(by, true, false, by, Agreements.CONTROLLER, registered);
        parties.handle(entry, by(registered)).await().indefinitely();
        var amendment = new AmendParty(by, true, by, ABROAD, clock.instant());
        parties.handle(amendment, by(clock.instant())).await().indefinitely();
        var end = new AmendParty(by, true, by, Agreements.CENTRE, clock.instant());
        parties.handle(end, by(clock.instant())).await().indefinitely();
        awaitListedBy(
                controller, "/v1/parties", "legalName", List.of(Agreements.CENTRE.legalName()));

        assertThat(countries.run(clock.instant())).isTrue();
        assertThat(countries.run(clock.instant())).isTrue();

        var said = store.read(new TenantId(tenant), streamOf(controller), 0).await().indefinitely();
        assertThat(said).extracting(StoredEvent::type).containsExactly("ControllerCountryRestated");
        assertThat(said.getFirst().fields().text("country")).isEqualTo("FR");
        assertThat(said.getFirst().fields().instant("saidAt")).isEqualTo(registered);
    }

    private static StreamId streamOf(String controller) {
        return new StreamId("country", controller);
    }

    private EventMetadata by(Instant at) {
        return new EventMetadata(
                new TenantId(tenant),
                Actor.service("test"),
                UUID.randomUUID(),
                null,
                "correlation",
                null,
                null,
                at);
    }

    @ParameterizedTest
    @CsvSource({
        "legalName,,/profile/legalName",
        "country,France,/profile/country",
        "unnamedCallers,MAYBE,/profile/unnamedCallers"
    })
    void isRefusedWhereAFieldCannotBeRead(String field, @Nullable String value, String pointer) {
        Map<String, Object> profile = profile("CONTROLLER");
        profile.remove(field);
        if (value != null) {
            profile.put(field, value);
        }
        Response refused =
                as(tenant, controller, "unread-party-" + controller + field)
                        .body(Map.of("id", controller, "profile", profile))
                        .post("/v1/parties");
        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo(pointer);
    }
}
