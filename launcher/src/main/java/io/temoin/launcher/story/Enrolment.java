// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.launcher.suite.SuiteState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator does for the witness of the audit log: there is a new log for each tenant every
 * half-year, and the witness cosigns those only that it was told of.
 */
public final class Enrolment {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String UNWITNESSED = "temoin_audit_log_unwitnessed ";
    private static final String LOG_OF_LOGS = "/v1/logs/log-of-logs/policy";
    private static final String LOG = "log ";

    private final Conversation conversation;
    private final SuiteFolder folder;

    Enrolment(Conversation conversation, SuiteFolder folder) {
        this.conversation = conversation;
        this.folder = folder;
    }

    /**
     * Tells the witness of every log of both tenants, if the service says that one lacks its
     * cosignature.
     *
     * @throws Failure when a part of the suite does not answer
     */
    public static void look(SuiteState suite, SuiteFolder folder) {
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LIMIT)
                        .build()) {
            if (suite.management(AUDIT).stream().anyMatch(replica -> isLacking(http, replica))) {
                new Enrolment(new Conversation(http, suite, new Transcript(_ -> {})), folder)
                        .tell();
            }
        }
    }

    /** Tells the witness of every log that there is now. */
    void tell() {
        List<String> keys = new ArrayList<>();
        for (var officer : List.of(Actor.DIANE, Actor.BEATRICE)) {
            var logs = conversation.quietly(Ask.get(AUDIT, "/v1/logs").as(officer)).status(200);
            logs.json()
                    .path("items")
                    .forEach(log -> log.path("keys").forEach(key -> keys.add(key.asText())));
        }
        var all = conversation.quietly(Ask.get(AUDIT, LOG_OF_LOGS));
        if (all.status() == 200) { // there is none before the first entry
            all.body()
                    .lines()
                    .filter(line -> line.startsWith(LOG))
                    .forEach(line -> keys.add(line.substring(LOG.length())));
        }
        if (!keys.isEmpty()) {
            folder.watch(keys);
        }
    }

    private static boolean isLacking(HttpClient http, URI replica) {
        var address = replica.resolve("/q/metrics");
        try {
            return http.send(
                            HttpRequest.newBuilder(address).timeout(LIMIT).build(),
                            BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(UNWITNESSED))
                    .anyMatch(line -> Double.parseDouble(line.substring(UNWITNESSED.length())) > 0);
        } catch (IOException failure) {
            throw new Failure(AUDIT.deployable() + " does not respond: " + failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }
}
