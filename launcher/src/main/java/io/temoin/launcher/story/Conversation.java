// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.SuiteState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Sends the requests of the story and writes them, with their answers, into the transcript. */
final class Conversation {

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);
    // An effect that crosses Kafka takes milliseconds; the limit is for a machine under load.
    private static final Duration EFFECT_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final HttpClient http;
    private final SuiteState suite;
    private final Tokens tokens;
    private final Transcript transcript;

    Conversation(HttpClient http, SuiteState suite, Transcript transcript) {
        this.http = http;
        this.suite = suite;
        this.tokens = new Tokens(http, suite.keycloak());
        this.transcript = transcript;
    }

    /** Asks and writes both down; the caller checks the answer. */
    Answer ask(Ask ask) {
        var answer = quietly(ask);
        transcript.exchange(ask, answer);
        return answer;
    }

    /** Asks without a word in the transcript. */
    Answer quietly(Ask ask) {
        return quietly(ask, suite.service(ask.service()));
    }

    /** Asks each replica of the service, without a word in the transcript. */
    List<Answer> quietlyEverywhere(Ask ask) {
        return suite.replicas(ask.service()).stream()
                .map(replica -> quietly(ask, replica))
                .toList();
    }

    /** Asks one replica of the service, past the proxy, without a word in the transcript. */
    Answer quietlyAt(int replica, Ask ask) {
        return quietly(ask, suite.replicas(ask.service()).get(replica));
    }

    private Answer quietly(Ask ask, URI address) {
        try {
            var answer = http.send(request(ask, address), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(ask, answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new Failure(
                    "%s does not respond: %s%n%n%s"
                            .formatted(ask.service().deployable(), e, ask.curl()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.");
        }
    }

    /** Asks until the answer is as awaited, and writes that one down. */
    Answer askUntil(Ask ask, String awaited, Predicate<Answer> asAwaited) {
        var answer = quietlyUntil(ask, awaited, asAwaited);
        transcript.exchange(ask, answer);
        return answer;
    }

    /** Asks until the answer is as awaited, without a word in the transcript. */
    Answer quietlyUntil(Ask ask, String awaited, Predicate<Answer> asAwaited) {
        var deadline = System.nanoTime() + EFFECT_LIMIT.toNanos();
        var answer = quietly(ask);
        while (!asAwaited.test(answer)) {
            answer.check(
                    System.nanoTime() < deadline,
                    awaited + " within " + EFFECT_LIMIT.toSeconds() + " s");
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            answer = quietly(ask);
        }
        return answer;
    }

    private HttpRequest request(Ask ask, URI address) {
        var body =
                ask.body().length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(ask.body());
        var request =
                HttpRequest.newBuilder(address.resolve(ask.path()))
                        .timeout(REQUEST_LIMIT)
                        .method(ask.method(), body);
        ask.headers().forEach(request::header);
        if (ask.actor() != null) {
            request.header("Authorization", "Bearer " + tokens.of(ask.actor()));
        }
        return request.build();
    }
}
