// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.restassured.http.ContentType;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.VerifierCommand;
import io.temoin.audit.log.LogReader;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the people of a test's own tenant ask for certificates, and whoever gets one verifies it.
 */
final class CertificateDesk {

    static final String RECORDING = "01990000-0000-7000-8000-000000000001";
    static final String ORDER = "01990000-0000-7000-8000-000000000009";
    static final String BATCH = "019a0000-0000-7000-8000-000000000051";
    static final String SHEET_BATCH = "01990000-0000-7000-8000-000000000022";
    static final String SUBJECT = "0123456789abcdef0123456789abcdef";

    /** How the verifier ended, and what it said. */
    record Finding(int status, String said) {}

    private final Space space;

    CertificateDesk(Space space) {
        this.space = space;
    }

    /** The order of the contracts' examples. */
    Published ordered() {
        return example("io.temoin.retention.DispositionOrdered.v1");
    }

    /** Its confirmation. */
    Published confirmed() {
        return example("io.temoin.retention.DispositionConfirmed.v1");
    }

    /** The confirmation for another recording under another order. */
    Published confirmed(String recording, String order) {
        Published other =
                Published.event(
                        "io.temoin.retention.DispositionConfirmed.v1",
                        "item-" + recording,
                        EventContract.of("io.temoin.retention.DispositionConfirmed.v1")
                                .example()
                                .replace(RECORDING, recording)
                                .replace(ORDER, order));
        return space.here(other).with("ce_source", confirmed().header("ce_source"));
    }

    /** The same of a version that said nothing for a certificate. */
    Published confirmedBefore(String recording, String order) {
        return confirmed(recording, order)
                .withData(
                        """
                        {"recording": "%s", "controller": "rhone-telecom", "subject": "%s",
                         "decision": "01990000-0000-7000-8000-000000000002", "order": "%s",
                         "erasedAt": "2026-11-24T23:10:02Z", "evidence": {"bytes": 352044}}"""
                                .formatted(recording, SUBJECT, order));
    }

    /** A batch of registered items that its owner destroyed. */
    Published batchConfirmed() {
        return example("io.temoin.retention.DispositionBatchConfirmed.v1");
    }

    /** A sheet that was destroyed in a batch. */
    Published documentDestroyed() {
        return example("io.temoin.recording.DocumentDestroyed.v1");
    }

    /** The order and the confirmation of the batch in which the sheet was destroyed. */
    List<Published> batchOfTheSheet() {
        return List.of(
                inBatch("io.temoin.retention.DispositionBatchOrdered.v1"),
                inBatch("io.temoin.retention.DispositionBatchConfirmed.v1"));
    }

    private Published inBatch(String type) {
        Published other =
                Published.event(
                        type,
                        "batch-" + SHEET_BATCH,
                        EventContract.of(type)
                                .example()
                                .replace(BATCH, SHEET_BATCH)
                                .replace("CALL_DECISION", "SHEET"));
        return space.here(other).with("ce_source", confirmed().header("ce_source"));
    }

    /** Publishes events; returns once they are under a signed checkpoint. */
    void record(Published... events) {
        Space.publish(List.of(events));
        new LogReader(space).awaitSize(events.length);
    }

    Response ask(String order) {
        return ask(space.as("dpo"), order);
    }

    static Response ask(RequestSpecification caller, String order) {
        return caller.get("/v1/certificates/{disposition}", order);
    }

    Response search(Map<String, ?> question) {
        return search(space.as("dpo"), question);
    }

    static Response search(RequestSpecification caller, Map<String, ?> question) {
        return caller.contentType(ContentType.JSON).body(question).post("/v1/certificates/search");
    }

    /** Somebody with the certificate, keys from elsewhere and the verifier, and no service. */
    Finding verify(Path folder, byte[] certificate) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("certificate.json"), certificate);
        Path policy = Files.write(folder.resolve("policy.txt"), new LogReader(space).policy());
        Process process =
                new ProcessBuilder(
                                VerifierCommand.of(
                                        "verify-certificate",
                                        file.toString(),
                                        "--policy",
                                        policy.toString()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finding(process.waitFor(), said);
    }

    private Published example(String type) {
        return space.here(Published.example(EventContract.of(type)));
    }
}
