// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.HttpConnection.Answer;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.rig.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Somebody who commands and asks a service, one request after the other. For one thread. */
final class JsonClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int NOT_YET = 409;

    private final URI service;
    private final String token;
    private long key;

    /**
     * @param key the first of many idempotency keys that nobody else uses
     */
    JsonClient(ServerProcess service, String token, long key) {
        this.service = service.address();
        this.token = token;
        this.key = key;
    }

    /** Commands; fails unless it is done. */
    JsonNode post(String path, String body) throws IOException {
        return post(path, "", body);
    }

    /** The same with more headers, each ended by a line break. */
    JsonNode post(String path, String headers, String body) throws IOException {
        return JSON.readTree(send(path, headers, body).expectSuccess().body());
    }

    /** Asks by POST until the answer is no longer that it is too early. */
    JsonNode postUntilReady(String path, String body) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Answer answer = send(path, "", body);
        while (answer.status() == NOT_YET && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
            answer = send(path, "", body);
        }
        return JSON.readTree(answer.expectSuccess().body());
    }

    private Answer send(String path, String headers, String body) throws IOException {
        byte[] request =
                RequestTemplate.post(service.resolve(path), token, headers, body).fill(key++, 0);
        try (HttpConnection connection = new HttpConnection(service)) {
            return connection.exchange(request);
        }
    }

    /** Asks again and again until the answer is as wanted. */
    JsonNode getUntil(String path, Predicate<JsonNode> wanted) throws IOException {
        byte[] request = RequestTemplate.get(service.resolve(path), token, "").fill(0, 0);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (HttpConnection connection = new HttpConnection(service)) {
            JsonNode answer = JSON.readTree(connection.exchange(request).expectSuccess().body());
            while (!wanted.test(answer)) {
                if (System.nanoTime() > deadline) {
                    throw new LoadFailure(path + " stays at " + answer);
                }
                LockSupport.parkNanos(LOOK.toNanos());
                answer = JSON.readTree(connection.exchange(request).expectSuccess().body());
            }
            return answer;
        }
    }
}
