// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.temoin.retention.rights.opendsr.CallbackStore.Claimed;
import io.temoin.retention.rights.opendsr.domain.CallbackHosts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends one signed callback (OpenDSR 2.0 section 8.6): to an address that is still allowed, without
 * following redirects, within a time, and without reading the answer, of which only the status
 * counts. With https nothing is sent to a server that has no certificate for the host, whatever
 * address its name leads to.
 */
@ApplicationScoped
class CallbackSender {

    /** Why an attempt failed; a code with the status where there was one. */
    static final String NOT_ALLOWED = "NOT_ALLOWED";

    static final String NO_ANSWER = "NO_ANSWER";

    private static final int LEAST_OK = 200;
    private static final int LEAST_NOT_OK = 300;

    private final OpenDsrSigner signer;
    private final CallbackHosts hosts;
    private final Duration timeout;

    CallbackSender(OpenDsrSigner signer, OpenDsrConfig config) {
        this.signer = signer;
        this.hosts = OpenDsrIntake.hosts(config);
        this.timeout = config.callbackTimeout();
    }

    /** Sends it; why it was not received, or {@code null} when it was. */
    @Nullable String send(Claimed callback) throws InterruptedException {
        if (!hosts.allow(callback.tenant().value(), callback.organisation(), callback.url())) {
            return NOT_ALLOWED;
        }
        byte[] body = callback.body().getBytes(StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(callback.url())
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .header("X-OpenDSR-Processor-Domain", signer.configuredDomain())
                        .header("X-OpenDSR-Signature", signer.sign(body))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        // Of its own: a connection kept from an earlier one may be dead, and a POST is not
        // repeated.
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        try {
            return failure(http.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException _) {
            return NO_ANSWER;
        } finally {
            http.shutdownNow();
        }
    }

    /** Closing what was not read ends the connection, so that no answer is too long. */
    private static @Nullable String failure(HttpResponse<InputStream> answer) throws IOException {
        answer.body().close();
        int status = answer.statusCode();
        return status >= LEAST_OK && status < LEAST_NOT_OK ? null : "STATUS_" + status;
    }
}
