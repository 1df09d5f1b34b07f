// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.HandedIn;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.export.RequestedExport;
import io.temoin.audit.log.LogReader;
import io.temoin.platform.TestTokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever may hand in entries does not say what a recording rests on. */
@QuarkusTest
class RestingTest {

    private static final Map<String, String> OF_RECORDING =
            Map.of("recording", "r1", "looks", "false");
    private static final String[] WHOLE = {
        "LIST_EXPORTED", "CONSENT_GIVEN", "CALL_ALLOWED", "RECORDING_STORED"
    };

    private final Space space = new Space();
    private final Instant now = Instant.now();
    private final Published consent = consent(-3, "ConsentGiven", "{\"consent\": \"c1\"}");
    private final Published decision =
            consent(
                    -2,
                    "CallDecided",
                    "{\"decision\": \"d1\", \"consent\": \"c1\", \"verdict\": \"ALLOW\"}");
    private final Published stored =
            at(
                    -1,
                    TimedEvents.event(
                            "recording-r1",
                            "{\"recording\": \"r1\", \"decision\": \"d1\", \"consent\": \"c1\"}"));

    @Test
    void theListHasTheDecisionAndTheConsentThatTheSuiteKnows() {
        // Given
        HandedIn.otherBasis(space, "r1");
        Space.publish(List.of(consent, decision, stored));
        space.awaitEntries(4);

        // When
        List<String> actions =
                space.as("dpo").queryParams(OF_RECORDING).get("/v1/entries").path("items.action");

        // Then
        assertThat(actions).containsExactly(WHOLE);
    }

    @Test
    void soHasAnExport() {
        // Given
        HandedIn.otherBasis(space, "r1");
        Space.publish(List.of(consent, decision, stored));
        space.awaitEntries(4);

        // When
        RequestedExport export =
                RequestedExport.of(space, "dpo", "CSV", OF_RECORDING).awaitCompleted();
        String file = space.as("dpo").get("/v1/exports/" + export.id() + "/content").asString();

        // Then
        assertThat(file.lines()).hasSize(1 + WHOLE.length);
        assertThat(file).contains(WHOLE);
    }

    @Test
    void soHasTheLiveTail() {
        // Given
        HandedIn.otherBasis(space, "r1");
        Space.publish(List.of(stored));
        new LogReader(space).awaitSize(2);
        String dpo = TestTokens.tenantWide(space.tenant(), "rhone-telecom", Space.ACTOR, "dpo");

        // When
        try (Tail tail = Tail.from(dpo, "recording=r1&looks=false")) {
            Space.publish(List.of(consent, decision));
            tail.awaitEntries(2);

            // Then
            assertThat(tail.texts("action")).containsExactly("CONSENT_GIVEN", "CALL_ALLOWED");
        }
    }

    private Published consent(int second, String name, String data) {
        return at(
                second,
                Published.event(
                        "io.temoin.consent." + name + ".v1",
                        "contact-rhone-telecom-9f2b6c1d3e4f5a60718293a4b5c6d7e8",
                        data));
    }

    private Published at(int second, Published event) {
        return space.here(event).with("ce_time", now.plusSeconds(second).toString());
    }
}
