// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What logs and monitors send to a witness, over HTTP. */
record Client(HttpClient http, URI prefix) {

    private static final Duration LONG = Duration.ofSeconds(30);

    static Client of(int port) {
        return new Client(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                URI.create("http://127.0.0.1:" + port + "/"));
    }

    HttpResponse<String> add(byte[] request) throws IOException, InterruptedException {
        return send(to("add-checkpoint").POST(BodyPublishers.ofByteArray(request)));
    }

    HttpResponse<String> last(TestLog log) throws IOException, InterruptedException {
        return send(to(log.watched().hash() + "/checkpoint").GET());
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(prefix.resolve(path)).timeout(LONG);
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
