// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No audio is taken but on a receipt that allows it. */
@QuarkusTest
class UploadReceiptTest {

    private static final byte[] AUDIO = Uploads.wave(300_000, 1);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Receipts receipt = Receipts.of(decidedAt);

    @Test
    void refusesAForgedReceipt() {
        refused(receipt.forged().sign(), "receipt-invalid");
        refused(receipt.strange().sign(), "receipt-invalid");
        refused(receipt.unsigned(), "receipt-invalid");
        refused("no.receipt.atall", "receipt-invalid");
        refused("x".repeat(9_000), "receipt-invalid", 403);
    }

    @Test
    void takesAReceiptThatIsSignedWithEcdsa() {
        Uploads.headers(Callers.RECORDER, receipt.signedWithP256().sign(), decidedAt)
                .body(AUDIO)
                .put(Uploads.path(id))
                .then()
                .statusCode(201);
    }

    @Test
    void refusesAForgedReceiptThatIsSignedWithEcdsa() {
        refused(receipt.signedWithP256().forged().sign(), "receipt-invalid");
    }

    /** The published key says how it signs, not whoever sends a receipt. */
    @Test
    void refusesTheKeyOfTheOtherAlgorithm() {
        refused(receipt.underTheOtherKey().sign(), "receipt-invalid");
        refused(receipt.signedWithP256().underTheOtherKey().sign(), "receipt-invalid");
    }

    @Test
    void refusesAReceiptThatSaysTooLittle() {
        refused(Receipts.of(decidedAt).without("startBy").sign(), "receipt-invalid");
        refused(Receipts.of(decidedAt).with("subject", "claire").sign(), "receipt-invalid");
        refused(Receipts.of(decidedAt).with("aud", "urn:elsewhere").sign(), "receipt-invalid");
        refused(Receipts.of(decidedAt).with("iss", "urn:elsewhere").sign(), "receipt-invalid");
    }

    @Test
    void refusesAnExpiredReceipt() {
        Instant longAgo = decidedAt.minus(Duration.ofHours(25));
        assertProblem(
                Uploads.put(id, Receipts.of(longAgo), longAgo, AUDIO), 403, "receipt-expired");
    }

    @Test
    void refusesACallThatBeganTooLate() {
        Instant late = decidedAt.minusSeconds(100);
        assertProblem(Uploads.put(id, Receipts.of(late), decidedAt, AUDIO), 403, "receipt-expired");
    }

    @Test
    void refusesAForeignReceipt() {
        refused(Receipts.of(decidedAt).with("tenant", "boreal").sign(), "receipt-foreign");
        refused(
                Receipts.of(decidedAt).with("processor", "atlas-contact").sign(),
                "receipt-foreign");
        assertProblem(
                Uploads.headers(Callers.FOREIGN_RECORDER, receipt.sign(), decidedAt)
                        .body(AUDIO)
                        .put(Uploads.path(id)),
                403,
                "receipt-foreign");
    }

    @Test
    void refusesAnUploadWithoutReceipt() {
        assertProblem(
                Callers.RECORDER
                        .asks()
                        .header("Recording-Started-At", decidedAt.plusSeconds(20).toString())
                        .header("Recording-Ended-At", decidedAt.plusSeconds(30).toString())
                        .contentType("audio/wav")
                        .body(AUDIO)
                        .put(Uploads.path(id)),
                403,
                "receipt-missing");
    }

    private void refused(String signed, String code) {
        refused(signed, code, 403);
    }

    private void refused(String signed, String code, int status) {
        assertProblem(
                Uploads.headers(Callers.RECORDER, signed, decidedAt)
                        .body(AUDIO)
                        .put(Uploads.path(id)),
                status,
                code);
        assertThat(Uploads.filesOf(id)).isEmpty();
    }
}
