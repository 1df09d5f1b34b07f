// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The broker is killed, and consents are recorded and calls decided as ever. When it is back, what
 * happened meanwhile arrives: each event once, in the order of its stream.
 */
public final class KafkaOutage {

    // Milliseconds as a rule; a command that waited for the broker would take ten seconds or more.
    private static final Duration ORDINARY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Suite suite;
    private final HttpClient http;

    /** Of a suite that runs. */
    public KafkaOutage(Suite suite) {
        this.suite = suite;
        this.http = HttpClient.newHttpClient();
    }

    /** Kills the broker, asks, starts it again, and looks at the topic and into the trail. */
    public void check() {
        var correlation = UUID.randomUUID().toString();
        // With the value in the failure: a lag that does not end was seen once, unexplained.
        await().atMost(PATIENCE).until(() -> lag("events"), events -> events == 0);
        suite.kafka().kill();
        try {
            commandsSucceed(correlation);
            await().atMost(PATIENCE).until(() -> lag("events"), events -> events == 3);
            var seconds = lag("seconds");
            await().atMost(PATIENCE).until(() -> lag("seconds") > seconds);
            assertThat(ServiceName.values()).allMatch(this::isReady);
        } finally {
            suite.kafka().restart();
        }
        await().atMost(PATIENCE).until(() -> lag("events") == 0 && lag("seconds") == 0);
        assertThat(new SuiteLedger(suite).published(CONSENT, "claimed:" + correlation))
                .containsExactly(
                        "1 io.temoin.consent.CallDecided.v1",
                        "2 io.temoin.consent.ConsentGiven.v1",
                        "3 io.temoin.consent.CallDecided.v1");
        trailHasThem(correlation);
    }

    private void commandsSucceed(String correlation) {
        var conversation = conversation();
        var clock = new DemoClock(conversation, suite.folder());
        clock.toNextMidMorning();
        var number = "+33199%06d".formatted(suite.folder().nextStoryCall());
        for (var ask :
                List.of(
                        PermissionChapter.decision(Actor.DIALER, number),
                        PermissionChapter.consent(number, clock),
                        PermissionChapter.decision(Actor.DIALER, number))) {
            var began = System.nanoTime();
            conversation.quietly(ask.with("X-Correlation-Id", correlation)).status(201);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("%s without Kafka", ask.path())
                    .isLessThan(ORDINARY);
        }
    }

    private void trailHasThem(String correlation) {
        var entries = Ask.get(AUDIT, "/v1/entries?correlation=" + correlation).as(Actor.DIANE);
        conversation()
                .quietlyUntil(
                        entries,
                        "tells what happened without Kafka",
                        answer ->
                                answer.texts("/items", "/action")
                                        .equals(
                                                List.of(
                                                        "CALL_REFUSED",
                                                        "CONSENT_GIVEN",
                                                        "CALL_ALLOWED")));
    }

    /** What consent-service says of its relay. */
    private double lag(String unit) {
        var name = "temoin_feed_lag_" + unit + "{reader=\"kafka\"}";
        return get(CONSENT, "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private boolean isReady(ServiceName service) {
        return get(service, "/q/health/ready").statusCode() == 200;
    }

    private HttpResponse<String> get(ServiceName service, String path) {
        var request =
                HttpRequest.newBuilder(suite.state().management(service).getFirst().resolve(path))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + service, e);
        }
    }

    private Conversation conversation() {
        return new Conversation(http, suite.state(), new Transcript(_ -> {}));
    }
}
