// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/**
 * A person who asks for access, and the desk that serves them.
 *
 * @param request the person's
 */
record Person(JsonClient desk, URI retention, String request) {

    /**
     * A package that was fetched whole.
     *
     * @param builtSeconds from its order until it was ready
     * @param downloadSeconds of the whole file
     */
    record Fetched(double builtSeconds, double downloadSeconds, long bytes) {}

    /** The person of a recording asks, orally. */
    static Person asking(Rig rig, ServerProcess retention, UUID recording) throws IOException {
        JsonClient desk = new JsonClient(retention, rig.controllersToken("dpo"), rig.stretch());
        JsonNode opened =
                desk.post(
                        "/v1/requests",
                        """
                        {"type":"ACCESS","way":"ORAL","about":{"recording":"%s"}}"""
                                .formatted(recording));
        String request = opened.required("id").asText();
        desk.post("/v1/requests/" + request + "/recipients", "{\"recipients\":[]}");
        return new Person(desk, retention.address(), request);
    }

    /** Orders a package, waits for it, and fetches it. */
    Fetched fetched() throws IOException {
        long began = System.nanoTime();
        String id =
                desk.post("/v1/requests/" + request + "/packages", "{\"otherVoices\":\"INCLUDED\"}")
                        .required("id")
                        .asText();
        JsonNode ready =
                desk.getUntil(
                        "/v1/packages/" + id,
                        answer -> !answer.path("state").asText().equals("BUILDING"));
        if (!ready.path("complete").asBoolean()) {
            throw new LoadFailure("An incomplete package: " + ready);
        }
        double built = (System.nanoTime() - began) / 1e9;
        String token = desk.post("/v1/packages/" + id + "/links", "{}").required("token").asText();
        byte[] fetch =
                RequestTemplate.get(
                                retention.resolve("/v1/packages/" + id + "/content"),
                                null,
                                "Package-Token: " + token + "\r\n")
                        .fill(0, 0);
        long fetching = System.nanoTime();
        try (HttpConnection connection = new HttpConnection(retention)) {
            long bytes = connection.exchangeAndDrop(fetch).expectSuccess().length();
            return new Fetched(built, (System.nanoTime() - fetching) / 1e9, bytes);
        }
    }
}
