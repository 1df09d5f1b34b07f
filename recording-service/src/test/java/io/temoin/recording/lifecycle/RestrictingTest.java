// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.lifecycle.SubjectActDesk.AUDIO;
import static io.temoin.recording.lifecycle.SubjectActDesk.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a request of the person restricts is stored, and nobody hears it (GDPR art. 18). */
@QuarkusTest
class RestrictingTest {

    private final UUID request = UUID.randomUUID();
    private final SubjectActDesk desk;

    RestrictingTest(SubjectActStore acts, SubjectActJob job) {
        this.desk = new SubjectActDesk(acts, job);
    }

    @Test
    void nobodyHearsWhatARequestRestricts() {
        desk.stored(desk.call);
        Response granted = Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY");
        assertThat(granted.statusCode()).isEqualTo(201);
        String token = granted.path("token");

        restricted(_ -> {});
        awaitRestricted(desk.id, true);

        assertRefused();
        assertProblem(
                Listenings.audio(Callers.DIANE, token).get("/v1/recordings/" + desk.id + "/audio"),
                403,
                "restricted");
        List<Published> published = Topic.eventsOf("helios", desk.id, 5);
        Published restricted = published.get(3);
        assertThat(restricted.name()).isEqualTo("RecordingRestricted");
        EventContract.of(restricted.type()).accepts(restricted.payload());
        Published refused = published.get(4);
        assertThat(refused.name()).isEqualTo("ListeningRefused");
        assertThat(refused.data().path("code").textValue()).isEqualTo("RESTRICTED");
        EventContract.of(refused.type()).accepts(refused.payload());

        lifted("RECORDING");
        awaitRestricted(desk.id, false);
        assertThat(Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY").statusCode())
                .isEqualTo(201);
    }

    /** GDPR art. 18(2): with that reason on record, and by the DPO alone. */
    @Test
    void theDpoHearsWhatIsRestrictedForALegalClaim() {
        desk.stored(desk.call);
        restricted(_ -> {});
        awaitRestricted(desk.id, true);

        assertProblem(
                Listenings.ask(Callers.CLAIRE.asks(), desk.id, Listenings.forAClaim("QUALITY")),
                403,
                "role-not-allowed");
        Response granted =
                Listenings.ask(Callers.DIANE.asks(), desk.id, Listenings.forAClaim("QUALITY"));

        assertThat(granted.statusCode()).as(granted.asString()).isEqualTo(201);
        assertThat(
                        Listenings.audio(Callers.DIANE, granted.path("token"))
                                .get("/v1/recordings/" + desk.id + "/audio")
                                .statusCode())
                .isEqualTo(200);
        Published on = Topic.eventsOf("helios", desk.id, 5).get(4);
        assertThat(on.name()).isEqualTo("ListeningGranted");
        assertThat(on.data().at("/reason/code").textValue()).isEqualTo("LEGAL_CLAIM");
        EventContract.of(on.type()).accepts(on.payload());
    }

    /** What comes later is stored all the same, and restricted before anybody can ask for it. */
    @Test
    void whatComesLaterIsRestrictedToo() {
        desk.stored(desk.call);
        restricted(_ -> {});
        awaitRestricted(desk.id, true);
        UUID later = Uploads.newId();

        Uploads.put(later, desk.call, desk.decidedAt, AUDIO).then().statusCode(201);

        assertThat(isRestricted(later)).isTrue();
        assertProblem(Listenings.ask(Callers.DIANE.asks(), later, "QUALITY"), 403, "restricted");
    }

    @Test
    void onlyThatPersonsRecordingsOfThatControllerAreConcerned() {
        desk.stored(desk.call);
        var other = new SubjectActDesk(null, null);
        other.stored(other.call);
        UUID second = UUID.randomUUID();
        say("ProcessingRestricted", second, data -> data.put("controller", "loire-assurance"));
        UUID third = UUID.randomUUID();
        say(
                "ProcessingRestricted",
                third,
                data -> data.putObject("about").put("recording", UUID.randomUUID().toString()));
        UUID fourth = UUID.randomUUID();
        say("ProcessingRestricted", fourth, data -> data.putArray("services").add("CONSENT"));

        restricted(_ -> {});
        awaitRestricted(desk.id, true);
        lifted("CONSENT");
        say("ProcessingRestrictionLifted", second, _ -> {});

        assertThat(isRestricted(other.id)).isFalse();
        lifted("CONSENT", "RECORDING");
        awaitRestricted(desk.id, false);
    }

    /** As long as any request needs it. */
    @Test
    void twoRequestsRestrictUntilBothAreOver() {
        desk.stored(desk.call);
        restricted(_ -> {});
        UUID second = UUID.randomUUID();
        say("ProcessingRestricted", second, _ -> {});
        awaitRestricted(desk.id, true);
        Topic.eventsOf("helios", desk.id, 4);

        lifted("RECORDING");
        Topic.eventsOf("helios", desk.id, 5);

        assertThat(isRestricted(desk.id)).isTrue();
        say("ProcessingRestrictionLifted", second, _ -> {});
        awaitRestricted(desk.id, false);
    }

    /** A16: restricted at once, decided at the desk; upheld, it goes. */
    @Test
    void a16WhatIsObjectedToIsRestrictedUntilTheDeskDecides() {
        desk.stored(desk.call);
        objected();
        awaitRestricted(desk.id, true);
        assertRefused();

        say("ObjectionUpheld", request, _ -> {});
        desk.awaitState(desk.id, "QUARANTINED");

        Published quarantined =
                Topic.eventsOf("helios", desk.id, 5).stream()
                        .filter(event -> event.name().equals("RecordingQuarantined"))
                        .findFirst()
                        .orElseThrow();
        assertThat(quarantined.data().path("reason").textValue()).isEqualTo("OBJECTED");
        assertThat(quarantined.data().path("eraseBy").textValue())
                .as("at once: the month is over, or somebody has decided")
                .isEqualTo(quarantined.data().path("at").textValue());
    }

    /** The desk tells of the same objection; that it restricts later calls too is not said. */
    @Test
    void a16LaterCallsHaveTheirOwnNotice() {
        desk.stored(desk.call);
        objected(desk.decidedAt.minusSeconds(60));
        await().atMost(PATIENCE).until(() -> !desk.known().isEmpty());
        say("ProcessingRestricted", request, _ -> {});
        UUID other = UUID.randomUUID();
        say(
                "ProcessingRestricted",
                other,
                data -> data.putObject("about").put("recording", desk.id.toString()));
        awaitRestricted(desk.id, true);
        say("ProcessingRestrictionLifted", other, _ -> {});
        awaitRestricted(desk.id, false);
    }

    /** A16: refused for compelling grounds, it serves its purpose again. */
    @Test
    void a16WhatIsRefusedServesItsPurposesAgain() {
        desk.stored(desk.call);
        objected();
        awaitRestricted(desk.id, true);

        lifted("RECORDING");
        awaitRestricted(desk.id, false);

        assertThat(Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY").statusCode())
                .isEqualTo(201);
    }

    /** A16, variant: the objection does not reach what a law orders, whatever the desk says. */
    @Test
    void a16WhatALawOrdersIsKeptAndServesThatAlone() {
        desk.call.orderedBy("INVESTMENT_ORDER", "P5Y", "RECORDING_ENDED", "AT_LEAST");
        desk.stored(desk.call);
        objected();
        awaitRestricted(desk.id, true);

        say("ObjectionUpheld", request, _ -> {});
        lifted("RECORDING");
        awaitRestricted(desk.id, false);

        assertThat(SubjectActDesk.state(desk.id)).isEqualTo("STORED");
    }

    private void objected() {
        objected(Instant.now());
    }

    private void objected(Instant statedAt) {
        var example =
                (ObjectNode)
                        EventContract.of("io.temoin.consent.RecordingObjectionRecorded.v1")
                                .exampleNode();
        example.put("objection", request.toString())
                .put("controller", "rhone-telecom")
                .put("subject", desk.subject)
                .put("statedAt", statedAt.toString())
                .remove("decision");
        Topic.consentSays(
                "helios",
                "rhone-telecom-" + desk.subject,
                UUID.randomUUID() + ".0",
                "RecordingObjectionRecorded",
                example.toString());
    }

    private void restricted(Consumer<ObjectNode> change) {
        say("ProcessingRestricted", request, change);
    }

    private void lifted(String... services) {
        say(
                "ProcessingRestrictionLifted",
                request,
                data -> {
                    var array = data.putArray("services");
                    List.of(services).forEach(array::add);
                });
    }

    private void say(String type, UUID of, Consumer<ObjectNode> change) {
        var example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention." + type + ".v1")
                                .exampleNode()
                                .deepCopy();
        example.remove("about");
        example.put("request", of.toString()).put("subject", desk.subject);
        if (example.has("statedAt")) {
            example.put("statedAt", Instant.now().toString());
        }
        change.accept(example);
        Topic.deskSays("helios", of, UUID.randomUUID() + ".0", type, example.toString());
    }

    private void assertRefused() {
        assertProblem(Listenings.ask(Callers.DIANE.asks(), desk.id, "QUALITY"), 403, "restricted");
    }

    private static void awaitRestricted(UUID recording, boolean restricted) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isRestricted(recording) == restricted);
    }

    private static boolean isRestricted(UUID recording) {
        return Callers.DIANE.asks().get("/v1/recordings/" + recording).path("restricted");
    }
}
