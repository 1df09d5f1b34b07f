// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import static io.temoin.audit.certificate.CertificateDesk.BATCH;
import static io.temoin.audit.certificate.CertificateDesk.ORDER;
import static io.temoin.audit.certificate.CertificateDesk.RECORDING;
import static io.temoin.audit.certificate.CertificateDesk.SHEET_BATCH;
import static io.temoin.audit.certificate.CertificateDesk.SUBJECT;
import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.shredding.postgres.TenantSetting;
import io.temoin.transparency.entry.ErasureCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is given which certificate of erasure, and that a stranger can verify it. */
@QuarkusTest
class CertificateResourceTest {

    private static final String OTHER_RECORDING = "01990000-0000-7000-8000-000000000011";
    private static final String OTHER_ORDER = "01990000-0000-7000-8000-000000000019";

    private final Space space = new Space();
    private final CertificateDesk desk = new CertificateDesk(space);

    @TempDir Path folder;

    @Test
    void aDestructionIsCertifiedAndVerifiedOffline() throws Exception {
        // Given
        desk.record(desk.ordered(), desk.confirmed());

        // When
        Response answer = desk.ask(ORDER);

        // Then
        answer.then().statusCode(200);
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"certificate-" + ORDER + ".json\"");
        JsonNode document = new ObjectMapper().readTree(answer.asByteArray());
        CertificateContract.keepAsExample(document);
        CertificateContract.accepts(document);
        assertThat(document.at("/items/0/statement/recording").asText()).isEqualTo(RECORDING);
        assertThat(document.at("/items/0/statement/facts/horizon/0").asText())
                .isEqualTo("2027-01-07T08:00:00Z");
        assertThat(desk.verify(folder, answer.asByteArray()))
                .satisfies(
                        finding -> {
                            assertThat(finding.status()).as(finding.said()).isZero();
                            assertThat(finding.said())
                                    .contains("Recording " + RECORDING + " of rhone-telecom")
                                    .contains("destroyed at 2026-11-24T23:10:02Z")
                                    .contains(
                                            "Rule PURPOSE_FULFILLED of purpose QUALITY, policy version 1: CNIL")
                                    .contains("may hold it until 2027-01-07T08:00:00Z");
                        });
    }

    /** Of consents, decisions, notices: what they were, how many, and which, by a digest. */
    @Test
    void aBatchIsCertifiedAndVerifiedOffline() throws Exception {
        desk.record(desk.batchConfirmed());

        Response answer = desk.ask(BATCH);

        answer.then().statusCode(200);
        CertificateContract.accepts(new ObjectMapper().readTree(answer.asByteArray()));
        assertThat(desk.verify(folder, answer.asByteArray()))
                .satisfies(
                        finding -> {
                            assertThat(finding.status()).as(finding.said()).isZero();
                            assertThat(finding.said())
                                    .contains("1 x CALL_DECISION (digest of their ids: 79b8ee38")
                                    .contains("of rhone-telecom: destroyed at 2027-11-24T23:10:02Z")
                                    .contains("Ground: PERIOD_ENDED.")
                                    .contains("Order " + BATCH)
                                    .contains("A backup may hold them until 2027-12-24");
                        });
    }

    /** Each with its key; the batch says that there are no others. */
    @Test
    void aSheetIsCertifiedUnderTheOrderOfItsBatch() throws Exception {
        desk.record(desk.documentDestroyed());
        assertProblem(desk.ask(SHEET_BATCH), 409, "disposition-not-confirmed");
        desk.search(Map.of("recording", RECORDING)).then().statusCode(200);
        desk.search(Map.of("subject", SUBJECT)).then().statusCode(200);
        Space.publish(desk.batchOfTheSheet());
        new LogReader(space).awaitSize(3);

        for (Response answer :
                List.of(
                        desk.ask(SHEET_BATCH),
                        desk.search(Map.of("dispositions", List.of(SHEET_BATCH))))) {
            answer.then().statusCode(200);
            CertificateContract.accepts(new ObjectMapper().readTree(answer.asByteArray()));
            CertificateDesk.Finding finding = desk.verify(folder, answer.asByteArray());
            assertThat(finding.status()).as(finding.said()).isZero();
            assertThat(finding.said())
                    .contains(
                            "SHEET 01990000-0000-7000-8000-000000000021 of recording " + RECORDING)
                    .contains("The key 01990000-0000-7000-8000-000000000005 (DOCUMENT)")
                    .contains("1 x SHEET")
                    .contains("All 2 destructions are proven");
        }
    }

    /** What its keeper refused was not destroyed. */
    @Test
    void aBatchOfWhichNothingWasDestroyedIsNotCertified() {
        desk.record(
                desk.batchConfirmed()
                        .withData(
                                """
                                {"batch": "%s", "kind": "CALL_DECISION", "controller": "rhone-telecom",
                                 "disposed": 0, "refused": [{"item": "%s", "reason": "IN_USE"}],
                                 "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                 "erasedAt": "2027-11-24T23:10:02Z", "basis": "PERIOD_ENDED"}"""
                                        .formatted(BATCH, RECORDING)));

        Response answer = desk.ask(BATCH);

        assertProblem(answer, 422, "disposition-destroyed-nothing");
        ProblemContract.of("audit-service").accepts("getCertificate", answer);
        assertThat(
                        desk.search(Map.of("dispositions", List.of(BATCH)))
                                .<String>path("violations[0].pointer"))
                .isEqualTo("/dispositions/0");
    }

    /** It is handed to others: it names nobody, and nobody's acts. */
    @Test
    void aCertificateNamesNobody() {
        desk.record(desk.ordered(), desk.confirmed());

        String certificate = desk.ask(ORDER).asString();

        assertThat(certificate)
                .doesNotContain(SUBJECT, Space.ACTOR, "voix-du-rhone", "LYON-3-117")
                .contains("withheld ");
    }

    @Test
    void oneWithAnyChangedByteIsRefused() throws Exception {
        desk.record(desk.ordered(), desk.confirmed());
        String certificate = desk.ask(ORDER).asString();

        String forged = certificate.replace("2027-01-07", "2026-01-07");

        assertThat(forged).isNotEqualTo(certificate);
        CertificateDesk.Finding finding =
                desk.verify(folder, forged.getBytes(StandardCharsets.UTF_8));
        assertThat(finding.status()).isEqualTo(1);
        assertThat(finding.said()).startsWith("Wrong: ");
    }

    /** What the certificate shows is not erased with the person; only nothing leads there. */
    @Test
    void itOutlivesTheErasureOfThePerson() throws Exception {
        // Given
        desk.record(desk.ordered(), desk.confirmed());
        byte[] before = desk.ask(ORDER).asByteArray();

        // When
        space.as("dpo")
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(
                        Map.of(
                                "subject",
                                SUBJECT,
                                "reason",
                                Map.of("code", "NO_LONGER_NECESSARY", "reference", "DSR-2026-118")))
                .post("/v1/subject-erasures")
                .then()
                .statusCode(201);

        // Then
        assertThat(desk.verify(folder, before).status()).isZero();
        byte[] after = desk.ask(ORDER).asByteArray();
        assertThat(desk.verify(folder, after).status()).isZero();
        assertThat(new String(after, StandardCharsets.UTF_8)).contains("erased ");
        assertProblem(desk.search(Map.of("subject", SUBJECT)), 404, "disposition-unknown");
        desk.search(Map.of("recording", RECORDING)).then().statusCode(200);
    }

    @Test
    void thatACertificateIsGivenIsOnRecordFirst() {
        desk.record(desk.ordered(), desk.confirmed());

        desk.ask(ORDER).then().statusCode(200);

        assertThat(looks())
                .singleElement()
                .asString()
                .contains(ORDER)
                .contains("DISPOSITION_BATCH_CONFIRMED,DISPOSITION_CONFIRMED,DOCUMENT_DESTROYED");
    }

    @Test
    void whatIsOnlyOrderedIsNotYetCertified() {
        desk.record(desk.ordered());

        Response answer = desk.ask(ORDER);

        assertProblem(answer, 409, "disposition-not-confirmed");
        ProblemContract.of("audit-service").accepts("getCertificate", answer);
        assertThat(answer.header("Retry-After")).isEqualTo("30");
        assertProblem(
                desk.search(Map.of("recording", RECORDING)), 409, "disposition-not-confirmed");
    }

    /** Its leaf waits for its place; in a running service for a second or two. */
    @Test
    void whatIsNotInTheSignedLogIsNotYetCertified() throws SQLException {
        desk.record(desk.ordered(), desk.confirmed());
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                """
                insert into audit_entry (tenant, event_id, at, recorded_at, service, action, outcome,
                  because, actor, organisation, role, purposes, operation, controller, recording,
                  reason_code, reason_reference, correlation, stream, sequence)
                select tenant, 'waiting', at, recorded_at, service, action, outcome, because, actor,
                  organisation, role, purposes, operation, controller, recording, reason_code,
                  '%s', correlation, stream, 9
                from audit_entry where action = 'DISPOSITION_CONFIRMED'\
                """
                        .formatted(OTHER_ORDER),
                """
                insert into entry_salt (tenant, event_id, action, subject, subject_digests)
                select tenant, 'waiting', action, sha256(''), subject_digests
                from entry_salt limit 1\
                """);

        Response answer = desk.ask(OTHER_ORDER);

        assertProblem(answer, 409, "proof-not-yet");
        ProblemContract.of("audit-service").accepts("getCertificate", answer);
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void anEntryOfBeforeCertificatesIsNamedAsSuch() {
        desk.record(
                desk.confirmedBefore(RECORDING, ORDER),
                desk.confirmed(OTHER_RECORDING, OTHER_ORDER));

        Response answer = desk.ask(ORDER);

        assertProblem(answer, 422, "disposition-predates-certificates");
        ProblemContract.of("audit-service").accepts("getCertificate", answer);
        assertThat(answer.<String>path("detail")).startsWith("This entry predates certificates:");
        desk.search(Map.of("subject", SUBJECT)).then().statusCode(200);
        assertThat(desk.search(Map.of("subject", SUBJECT)).<Integer>path("predating")).isEqualTo(1);
    }

    @Test
    void aPersonsOrACasesDestructionsAreOneCertificate() throws Exception {
        desk.record(desk.ordered(), desk.confirmed(), desk.confirmed(OTHER_RECORDING, OTHER_ORDER));

        for (Map<String, ?> question :
                List.<Map<String, ?>>of(
                        Map.of("subject", SUBJECT),
                        Map.of("dispositions", List.of(OTHER_ORDER, ORDER)))) {
            Response answer = desk.search(question);
            answer.then().statusCode(200);
            assertThat(ErasureCertificate.parse(answer.asByteArray()).items())
                    .extracting(item -> item.statement().recording())
                    .containsExactlyInAnyOrder(RECORDING, OTHER_RECORDING);
            CertificateDesk.Finding finding = desk.verify(folder, answer.asByteArray());
            assertThat(finding.status()).as(finding.said()).isZero();
            assertThat(finding.said()).contains("All 2 destructions are proven");
        }
        assertThat(
                        ErasureCertificate.parse(
                                        desk.search(Map.of("recording", OTHER_RECORDING))
                                                .asByteArray())
                                .items())
                .hasSize(1);
    }

    @Test
    void ofNamedDispositionsNoneMayBeMissing() {
        desk.record(desk.ordered(), desk.confirmed());

        Response answer = desk.search(Map.of("dispositions", List.of(ORDER, OTHER_ORDER)));

        assertProblem(answer, 404, "disposition-unknown");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/dispositions/1");
    }

    /** Who named it would read a certificate without it as one that has it. */
    @Test
    void ofNamedDispositionsNoneMayPredateCertificates() {
        desk.record(
                desk.confirmedBefore(RECORDING, ORDER),
                desk.confirmed(OTHER_RECORDING, OTHER_ORDER));

        Response answer = desk.search(Map.of("dispositions", List.of(OTHER_ORDER, ORDER)));

        assertProblem(answer, 422, "disposition-predates-certificates");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/dispositions/1");
        ProblemContract.of("audit-service").accepts("searchCertificates", answer);
        assertThat(desk.ask(ORDER).<String>path("violations[0].pointer")).isNull();
    }

    /** One that is shown later is found by its digest, and by what it was asked for. */
    @Test
    void whichCertificateWasGivenIsOnRecord() {
        desk.record(desk.ordered(), desk.confirmed(), desk.confirmed(OTHER_RECORDING, OTHER_ORDER));

        String digest =
                desk.search(Map.of("dispositions", List.of(ORDER, OTHER_ORDER))).path("digest");

        assertThat(looks())
                .singleElement()
                .asString()
                .contains("\"digest\":\"" + digest + "\"")
                .contains("\"dispositions\":[\"" + ORDER + "\",\"" + OTHER_ORDER + "\"]");
    }

    private List<String> looks() {
        return space.texts(
                "select payload from event where type = 'TrailSearched' and tenant = '"
                        + space.tenant()
                        + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"recording\": \"r1\", \"subject\": \"0123456789abcdef0123456789abcdef\"}",
                "{\"subject\": \"+33199000001\"}",
                "{\"dispositions\": []}",
                "{\"dispositions\": [null]}",
                "{\"dispositions\": [\"x\"]}",
                "{\"recording\": \"r 1\"}",
                "{\"person\": \"r1\"}",
                "["
            })
    void whatNamesNothingOrTooMuchIsRefused(String body) {
        Response answer =
                space.as("dpo")
                        .contentType("application/json")
                        .body(body)
                        .post("/v1/certificates/search");

        assertProblem(answer, 400, "request-invalid");
        ProblemContract.of("audit-service").accepts("searchCertificates", answer);
    }

    /** Who may not see the entry learns nothing, not even that there is a disposition. */
    @Test
    void othersCannotTellItFromOneThatIsNotThere() {
        // Given the disposition of a recording of rhone-telecom
        desk.record(desk.ordered(), desk.confirmed());
        CertificateDesk foreign = new CertificateDesk(new Space());

        // Then
        assertProblem(desk.ask(UUID.randomUUID().toString()), 404, "disposition-unknown");
        assertProblem(foreign.ask(ORDER), 404, "disposition-unknown");
        assertProblem(foreign.search(Map.of("subject", SUBJECT)), 404, "disposition-unknown");
        for (String role : List.of("dpo", "admin", "soc-analyst", "supervisor")) {
            var boreal = space.as(role, "boreal", List.of());
            assertProblem(CertificateDesk.ask(boreal, ORDER), 404, "disposition-unknown");
            assertProblem(
                    CertificateDesk.search(boreal, Map.of("recording", RECORDING)),
                    404,
                    "disposition-unknown");
        }
        CertificateDesk.ask(space.as("supervisor", "rhone-telecom", List.of()), ORDER)
                .then()
                .statusCode(200);
        for (String role : List.of("agent", "quality-analyst", "integrator", "recorder")) {
            assertProblem(CertificateDesk.ask(space.as(role), ORDER), 403, "forbidden");
        }
    }

    /** What a customer's system reports is no proof that anything of the suite is gone. */
    @Test
    void whatWasReportedFromOutsideIsNotCertified() throws SQLException {
        desk.record(desk.ordered());
        Database.run(
                "app",
                TenantSetting.ofSession(space.tenant()),
                """
                insert into audit_entry (tenant, event_id, at, recorded_at, service, action, outcome,
                  because, actor, organisation, role, purposes, operation, controller, recording,
                  reason_code, reason_reference, correlation, stream, sequence, reported_by)
                select tenant, 'x-rhone-telecom:crm:1', at, recorded_at, 'x-crm',
                  'DISPOSITION_CONFIRMED', outcome, '{"horizon=2026-01-01T00:00:00Z"}', actor,
                  organisation, role, purposes, operation, controller, recording, reason_code,
                  reason_reference, correlation, stream, 9, 'crm'
                from audit_entry\
                """);

        assertProblem(desk.ask(ORDER), 409, "disposition-not-confirmed");
    }
}
