// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.consent.agreement.AgreedParties.agree;
import static io.temoin.consent.agreement.AgreedParties.terms;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.selfservice.SelfServiceLinks.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.callee.PhoneNumbers;
import io.temoin.consent.callee.Pseudonyms;
import io.temoin.consent.holdings.SuiteTopics;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.TenantId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person sees their recordings, who listened, and where their requests are; nobody else's. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class OwnHoldingsTest {

    private static final String TENANT = "helios";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger CASES = new AtomicInteger();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private final String controller = "h-" + RUN + "-" + CASES.incrementAndGet();
    private final String number = freshNumber();
    private final UUID recording = UUID.randomUUID();
    private final UUID listening = UUID.randomUUID();
    private final UUID request = UUID.randomUUID();
    private final SuiteTopics topics = new SuiteTopics();

    @Inject Pseudonyms pseudonyms;
    @Inject PhoneNumbers numbers;

    @BeforeEach
    void agreed() {
        CallingClock.set(CallingClock.MORNING);
        agree(TENANT, terms(controller, "voix"));
        agree(TENANT, terms(controller, "atlas"));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void thePersonSeesRecordingsListenersAndRequests() {
        scheduled("2027-05-24"); // the topics overtake each other
        stored(controller, subject());
        listened();
        asked();

        var own = awaitBoth(link(controller));

        assertThat(own.<List<String>>path("recordings.id")).containsExactly(recording.toString());
        assertThat(own.<String>path("recordings[0].by")).isEqualTo("voix");
        assertThat(own.<List<String>>path("recordings[0].purposes"))
                .containsExactly("PROSPECTING_CALL");
        assertThat(own.<String>path("recordings[0].keptUntil")).isEqualTo("2027-05-24");
        assertThat(own.<Object>path("recordings[0].destroyedAt")).isNull();
        assertThat(own.<List<Map<String, String>>>path("recordings[0].listenings"))
                .containsExactly(
                        Map.of(
                                "role", "quality-analyst",
                                "organisation", "rhone-telecom",
                                "purpose", "QUALITY",
                                "reason", "COMPLAINT",
                                "grantedAt", "2026-11-24T10:05:00Z",
                                "heardAt", "2026-11-24T10:04:41Z"));
        assertThat(own.<String>path("requests[0].id")).isEqualTo(request.toString());
        assertThat(own.<String>path("requests[0].type")).isEqualTo("ACCESS");
        assertThat(own.<String>path("requests[0].state")).isEqualTo("OPEN");
        assertThat(own.<String>path("requests[0].dueAt")).isEqualTo("2026-12-24T23:00:00Z");
    }

    @Test
    void thePersonSeesWhatBecameOfThem() {
        stored(controller, subject());
        asked();
        said("retention", "request-" + request, "DsrExtended", "dpo", this::ofRequest);
        said("retention", "request-" + request, "DsrAnswered", "dpo", this::ofRequest);
        said(
                "recording",
                "recording-" + recording,
                "RecordingErased",
                "service",
                this::ofRecording);
        asked(); // delivered once more
        stored(controller, subject());

        var link = link(controller);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            var own = contact(link);
                            assertThat(own.<List<String>>path("requests.state"))
                                    .containsExactly("ANSWERED");
                            assertThat(own.<List<String>>path("recordings.destroyedAt"))
                                    .containsExactly("2026-11-24T10:05:00Z");
                        });
        var own = contact(link);
        assertThat(own.<String>path("requests[0].answeredAt")).isEqualTo("2026-12-01T10:00:00Z");
        assertThat(own.<Boolean>path("requests[0].partial")).isNotNull();
        assertThat(own.<String>path("requests[0].rectifiedAt")).isNull();
        assertThat(own.<String>path("requests[0].dueAt")).isEqualTo("2027-02-24T23:00:00Z");
    }

    /** Whichever of the two topics comes first; what a law keeps is shown as before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsErasedWithThePersonIsShownNoLonger(boolean destroyedFirst) {
        UUID kept = UUID.randomUUID();
        stored(controller, subject());
        stored(kept, controller, subject(), TENANT);
        listened();
        asked();
        var link = link(controller);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            var own = contact(link);
                            assertThat(own.<List<?>>path("requests")).hasSize(1);
                            assertThat(own.<List<?>>path("recordings")).hasSize(2);
                        });

        for (boolean destruction : List.of(destroyedFirst, !destroyedFirst)) {
            if (destruction) {
                said(
                        "recording",
                        "recording-" + recording,
                        "RecordingErased",
                        "service",
                        this::ofRecording);
            } else {
                said(
                        "retention",
                        "erasure-" + request,
                        "ErasureCompleted",
                        "service",
                        this::ofRequest);
            }
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(contact(link).<List<String>>path("recordings.id"))
                                        .containsExactly(kept.toString()));
        assertThat(contact(link).<List<String>>path("requests.id"))
                .containsExactly(request.toString());
    }

    /** GDPR art. 12(3), 16: what was done on the request, the person sees where they asked. */
    @Test
    void thePersonSeesThatSomethingWasPutRight() {
        asked();
        said("retention", "request-" + request, "RectificationNoted", "dpo", this::ofRequest);
        said(
                "retention",
                "request-" + request,
                "RectificationNoted",
                "dpo",
                data -> {
                    ofRequest(data);
                    data.put("rectifiedAt", "2026-11-24T09:10:00Z"); // told late
                });
        said(
                "retention",
                "request-" + request,
                "DsrAnswered",
                "dpo",
                data -> {
                    ofRequest(data);
                    data.put("partial", true);
                });

        var link = link(controller);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(contact(link).<List<String>>path("requests.state"))
                                        .containsExactly("ANSWERED"));
        var own = contact(link);
        assertThat(own.<String>path("requests[0].rectifiedAt")).isEqualTo("2026-11-24T09:30:00Z");
        assertThat(own.<Boolean>path("requests[0].partial")).isTrue();
        assertThat(own.asString()).doesNotContain("019a0000-0000-7000-8000-000000000007");
    }

    /** A link of a processor shows what that processor may see; who took a request in sees it. */
    @Test
    void aLinkShowsWhatWhoMadeItMaySee() {
        stored(controller, subject());
        listened();
        asked();
        awaitBoth(link(controller));

        var voix = contact(link("voix"));
        var atlas = contact(link("atlas"));

        assertThat(voix.<List<String>>path("recordings.id")).containsExactly(recording.toString());
        assertThat(voix.<List<?>>path("requests")).as("the controller took it in").isEmpty();
        assertThat(atlas.<List<?>>path("recordings")).isEmpty();
        assertThat(atlas.<List<?>>path("requests")).isEmpty();
    }

    @Test
    void nothingOfOtherControllersPersonsAndTenantsIsShown() {
        stored("another-" + RUN, subject());
        stored(UUID.randomUUID(), controller, "fedcba9876543210fedcba9876543210", TENANT);
        stored(UUID.randomUUID(), controller, subject(), "t-" + RUN);
        asked();
        var last = UUID.randomUUID();
        stored(last, controller, subject(), TENANT);

        var link = link(controller);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(contact(link).<List<String>>path("recordings.id"))
                                        .contains(last.toString()));
        assertThat(contact(link).<List<String>>path("recordings.id"))
                .containsExactly(last.toString());
    }

    private void stored(String whose, String subject) {
        stored(recording, whose, subject, TENANT);
    }

    private void stored(UUID which, String whose, String subject, String tenant) {
        topics.publish(
                tenant,
                "recording",
                "recording-" + which,
                "RecordingStored",
                "recorder",
                data -> {
                    data.put("recording", which.toString());
                    data.put("controller", whose).put("subject", subject).put("processor", "voix");
                    data.putArray("purposes").add("PROSPECTING_CALL");
                });
    }

    private void scheduled(String dueOn) {
        said(
                "retention",
                "item-" + recording,
                "DispositionScheduled",
                "service",
                data -> {
                    ofRecording(data);
                    data.put("dueOn", dueOn);
                });
    }

    private void listened() {
        for (String name : List.of("PlaybackRecorded", "ListeningGranted", "PlaybackRecorded")) {
            said(
                    "recording",
                    "recording-" + recording,
                    name,
                    "quality-analyst",
                    data -> {
                        ofRecording(data);
                        data.put("listening", listening.toString());
                    });
        }
    }

    private void asked() {
        said("retention", "request-" + request, "RequestOpened", "dpo", this::ofRequest);
    }

    private void said(
            String service, String stream, String name, String role, Consumer<ObjectNode> change) {
        topics.publish(TENANT, service, stream, name, role, change);
    }

    private void ofRecording(ObjectNode data) {
        data.put("recording", recording.toString());
        data.put("controller", controller).put("subject", subject());
    }

    private void ofRequest(ObjectNode data) {
        data.put("request", request.toString());
        data.put("controller", controller).put("subject", subject());
        if (data.has("intake")) {
            ((ObjectNode) data.get("intake")).put("receivedBy", controller);
        }
    }

    private String subject() {
        return pseudonyms
                .of(new TenantId(TENANT), numbers.parse("/number", number).number())
                .value();
    }

    /** What was published on both topics has arrived. */
    private static Response awaitBoth(String link) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            var own = contact(link);
                            assertThat(own.<List<?>>path("requests")).hasSize(1);
                            assertThat(own.<List<?>>path("recordings")).hasSize(1);
                            assertThat(own.<List<String>>path("recordings[0].listenings.heardAt"))
                                    .doesNotContainNull()
                                    .hasSize(1);
                            assertThat(own.<List<String>>path("recordings[0].listenings.role"))
                                    .doesNotContainNull();
                        });
        return contact(link);
    }

    private static Response contact(String link) {
        var own = with(link).get("/v1/self-service/contact");
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
        return own;
    }

    private String link(String organisation) {
        Map<String, Object> wanted = SelfServiceLinks.wanted(number, "VIEW");
        wanted.put("controller", controller);
        Response made = as(organisation, "agent").body(wanted).post("/v1/self-service-links");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return made.path("token");
    }

    private RequestSpecification as(String organisation, String role) {
        return Parties.as(
                TestTokens.token(
                        TENANT,
                        organisation,
                        List.of(controller),
                        "0f0e0d0c-0000-4000-8000-000000000004",
                        role));
    }
}
