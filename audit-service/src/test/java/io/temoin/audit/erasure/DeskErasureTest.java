// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rights desk has the trail forget a person, once the owners have destroyed what they had. */
@QuarkusTest
class DeskErasureTest {

    private static final String SUBJECT = "a".repeat(32);
    private static final String REQUESTED = "io.temoin.retention.TrailErasureRequested.v1";

    private final Space space = new Space();
    private final ErasureDesk desk = new ErasureDesk(space);
    private final UUID request = UUID.randomUUID();

    private Published requested(String ground, String kept) {
        return space.here(
                Published.event(
                        REQUESTED,
                        "erasure-" + request,
                        """
                        {"request": "%s", "controller": "rhone-telecom", "subject": "%s",
                         "ground": "%s", "erased": [{"kind": "RECORDING", "count": 2}],
                         "kept": [%s], "requestedAt": "2026-12-10T09:00:00Z"}"""
                                .formatted(request, SUBJECT, ground, kept)));
    }

    private String recorded(String type, String path) throws SQLException {
        String text =
                Database.text(
                        "feed",
                        "select max(payload #>> '{%s}') from event where tenant = '%s' and stream = 'erasure-%s' and type = '%s'"
                                .formatted(path, space.tenant(), request, type));
        return text == null ? "" : text;
    }

    private void awaitRecorded(String type) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !recorded(type, "erasure").isEmpty());
    }

    @Test
    void thePersonIsForgottenUnderTheIdOfTheRequest() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT), desk.given(SUBJECT)));

        Space.publish(List.of(requested("NO_LONGER_NECESSARY", "")));
        awaitRecorded("SubjectErased");

        assertThat(recorded("SubjectErased", "erasure")).isEqualTo(request.toString());
        assertThat(recorded("SubjectErased", "reason,reference")).isEqualTo(request.toString());
        assertThat(recorded("SubjectErased", "override,code")).isEqualTo("ERASED_ELSEWHERE");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> desk.count("subject = '" + SUBJECT + "'").equals("0"));
        assertThat(desk.keyIsDestroyed(SUBJECT)).isEqualTo("t");
    }

    /** A request has the id of the command that opened it, as the event of that has. */
    @Test
    void itsEntryIsNotTakenForThatOfTheRequest() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT).with("ce_id", request + ".0")));

        Space.publish(List.of(requested("NO_LONGER_NECESSARY", "")));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> desk.count("action = 'SUBJECT_ERASED'").equals("1"));
    }

    /** What a law keeps elsewhere does not keep the identity in the trail, and is on record. */
    @Test
    void whatIsKeptElsewhereIsOnRecord() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));

        Space.publish(
                List.of(
                        requested(
                                "LEGAL_OBLIGATION",
                                "{\"kind\": \"RECORDING\", \"count\": 1, \"ground\": \"LEGAL_OBLIGATION\"}")));
        awaitRecorded("SubjectErased");

        assertThat(recorded("SubjectErased", "override,code")).isEqualTo("KEPT_BY_LAW");
    }

    /** That an owner still uses something is no law that has it kept. */
    @Test
    void whatAnOwnerMerelyRefusedIsNotKeptByLaw() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));

        Space.publish(
                List.of(
                        requested(
                                "NO_LONGER_NECESSARY",
                                "{\"kind\": \"PREFERENCE\", \"count\": 1, \"cause\": \"REFUSED_BY_OWNER\"}")));
        awaitRecorded("SubjectErased");

        assertThat(recorded("SubjectErased", "override,code")).isEqualTo("REFUSED_BY_OWNER");
    }

    /** The salts of a person have one key: what another controller has to prove stays provable. */
    @Test
    void anotherControllersEntriesKeepTheKey() throws SQLException {
        Published ofAnother =
                space.here(
                        Published.event(
                                "io.temoin.consent.MinorFlagged.v1",
                                "contact-loire-assurance-" + SUBJECT,
                                "{\"subject\": \"%s\", \"controller\": \"loire-assurance\"}"
                                        .formatted(SUBJECT)));
        space.publishAndAwait(List.of(desk.given(SUBJECT), ofAnother));

        Space.publish(List.of(requested("NO_LONGER_NECESSARY", "")));
        awaitRecorded("TrailErasureDeferred");

        assertThat(recorded("TrailErasureDeferred", "until")).matches("\\d{4}-\\d\\d-\\d\\d");
        assertThat(recorded("SubjectErased", "erasure")).isEmpty();
        assertThat(desk.keyIsDestroyed(SUBJECT)).isEqualTo("f");
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isNotEqualTo("0");
    }

    /** The process may have ended between the deferral and the acknowledgement. */
    @Test
    void aDeferralThatIsAskedForAgainStaysOne() throws SQLException {
        Published ofAnother =
                space.here(
                        Published.event(
                                "io.temoin.consent.MinorFlagged.v1",
                                "contact-loire-assurance-" + SUBJECT,
                                "{\"subject\": \"%s\", \"controller\": \"loire-assurance\"}"
                                        .formatted(SUBJECT)));
        space.publishAndAwait(List.of(desk.given(SUBJECT), ofAnother));
        Published asked = requested("NO_LONGER_NECESSARY", "");
        Space.publish(List.of(asked));
        awaitRecorded("TrailErasureDeferred");

        Space.publish(
                List.of(
                        asked.with("ce_id", UUID.randomUUID() + ".0"),
                        requested("BECAUSE", "").with("ce_id", UUID.randomUUID() + ".0")));

        // What nobody can read is parked, and what came before it is not.
        await().atMost(Duration.ofSeconds(30)).until(() -> !parked().equals("0"));
        assertThat(parked()).isEqualTo("1");
        assertThat(desk.keyIsDestroyed(SUBJECT)).isEqualTo("f");
    }

    /** Delivered twice, it is done once. */
    @Test
    void isDoneOnce() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));
        Published asked = requested("NO_LONGER_NECESSARY", "");

        Space.publish(List.of(asked, asked));
        awaitRecorded("SubjectErased");
        Space.publish(List.of(asked.with("ce_id", UUID.randomUUID() + ".0")));
        space.publishAndAwait(List.of(desk.given("b".repeat(32))));

        assertThat(
                        Database.text(
                                "feed",
                                "select count(*) from event where tenant = '%s' and type = 'SubjectErased'"
                                        .formatted(space.tenant())))
                .isEqualTo("1");
    }

    /** It is parked, and nothing is forgotten. */
    @Test
    void anUnknownGroundErasesNobody() throws SQLException {
        space.publishAndAwait(List.of(desk.given(SUBJECT)));

        Space.publish(List.of(requested("BECAUSE", "")));

        await().atMost(Duration.ofSeconds(30)).until(() -> parked().equals("1"));
        assertThat(desk.count("subject = '" + SUBJECT + "'")).isNotEqualTo("0");
    }

    /** How many messages about this request wait for somebody. */
    private String parked() throws SQLException {
        return String.valueOf(
                Database.text(
                        "feed",
                        "select count(*) from parked_message where consumer = 'audit-erasures' and message_key = '%s/erasure-%s'"
                                .formatted(space.tenant(), request)));
    }
}
