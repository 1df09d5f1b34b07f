// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.AsInProduction;
import io.temoin.chassis.testing.TlsPort;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Uploads;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Uploads over HTTP/2, which has no connection header, and which the handshake of TLS chooses. */
@QuarkusTest
@TestProfile(AsInProduction.class)
class Http2UploadTest {

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();

    @Test
    void takesAudio() throws Exception {
        HttpResponse<String> answer = put(Receipts.of(decidedAt).sign());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void refusesAForgedReceipt() throws Exception {
        HttpResponse<String> answer = put(Receipts.of(decidedAt).forged().sign());

        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:problem:temoin:receipt-invalid");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    private HttpResponse<String> put(String receipt) throws IOException, InterruptedException {
        try (HttpClient client = TlsPort.client(AsInProduction.CERTIFICATE.mounted())) {
            return client.send(
                    HttpRequest.newBuilder(TlsPort.address(Uploads.path(id)))
                            .header("Authorization", "Bearer " + Callers.RECORDER.token())
                            .header("Call-Receipt", receipt)
                            .header("Notice-Receipt", Uploads.notice(receipt, decidedAt).sign())
                            .header("Recording-Started-At", decidedAt.plusSeconds(20).toString())
                            .header("Recording-Ended-At", decidedAt.plusSeconds(30).toString())
                            .header("Content-Type", "audio/wav")
                            .PUT(BodyPublishers.ofByteArray(Uploads.wave(300_000, 1)))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
