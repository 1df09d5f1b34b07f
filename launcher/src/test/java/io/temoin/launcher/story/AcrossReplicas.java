// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.AUDIT;
import static io.temoin.launcher.suite.ServiceName.RECORDING;
import static io.temoin.launcher.suite.ServiceName.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.launcher.story.StoryLoop.RecordedCall;
import io.temoin.launcher.suite.Suite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one replica knows, the others know when they are asked next. Each is asked itself: behind
 * the proxy, chance decides who answers.
 */
final class AcrossReplicas {

    private static final int ONE = 0;
    private static final int OTHER = 1;
    private static final String REPLAY = "Idempotent-Replay";

    /** Of what a call leaves in the trail, the entries that arrive when the test wants them to. */
    private static final String GRANTED = "action=LISTENING_GRANTED&recording=";

    private final Suite suite;
    private final StoryLoop loop;
    private final HttpClient http;
    private final Conversation conversation;
    private final DemoClock clock;

    private AcrossReplicas(Suite suite, StoryLoop loop, HttpClient http) {
        this.suite = suite;
        this.loop = loop;
        this.http = http;
        this.conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
        this.clock = new DemoClock(conversation, suite.folder());
    }

    /** With a call that the loop makes, while nothing dies. */
    static void check(Suite suite, StoryLoop loop) throws IOException {
        try (var http = HttpClient.newHttpClient()) {
            new AcrossReplicas(suite, loop, http).check();
        }
    }

    private void check() throws IOException {
        var call = loop.call(conversation);
        aStreamGoesOn(call);
        pagesGoOn(listenings(call));
        var recordings = Ask.get(RECORDING, "/v1/recordings?limit=200").as(Actor.DIANE);
        awaitIn(recordings, call.recording());
        pagesGoOn(recordings);
        answersAreGivenAgain(call);
        anUploadIsSentAgain();
        anObjectionCounts(call);
        anErasureCounts(call);
    }

    /** With {@code Last-Event-ID}: the other sends what came while nobody followed. */
    private void aStreamGoesOn(RecordedCall call) throws IOException {
        conversation.quietlyUntil(
                listenings(call),
                "shows the listening of the loop",
                found -> !found.json().path("items").isEmpty());
        String last;
        try (var stream = follow(ONE, call, "")) {
            var followed = grantAt(ONE, call);
            assertThat(stream.next().path("id").asText()).isEqualTo(followed);
            last = stream.lastId();
        }
        var missed = grantAt(OTHER, call);
        awaitIn(listenings(call), missed);
        try (var stream = follow(OTHER, call, last)) {
            var live = grantAt(ONE, call);
            assertThat(stream.next().path("id").asText()).isEqualTo(missed);
            assertThat(stream.next().path("id").asText()).isEqualTo(live);
        }
    }

    private EntryStream follow(int replica, RecordedCall call, String lastEventId) {
        return new EntryStream(
                suite.state().replicas(AUDIT).get(replica),
                token(Actor.DIANE),
                GRANTED + call.recording(),
                lastEventId);
    }

    private static Ask listenings(RecordedCall call) {
        return Ask.get(AUDIT, "/v1/entries?" + GRANTED + call.recording() + "&limit=200")
                .as(Actor.DIANE);
    }

    private void awaitIn(Ask list, String id) {
        conversation.quietlyUntil(
                list, "shows " + id, found -> found.texts("/items", "/id").contains(id));
    }

    /** Grants a listening; returns the id of its entry. */
    private String grantAt(int replica, RecordedCall call) {
        return conversation
                .quietlyAt(replica, RecordingChapter.listening(call.recording(), Actor.QUENTIN))
                .status(201)
                .header("Event-Position");
    }

    /** The replicas take turns, and lose and repeat nothing of a list that is asked for at once. */
    private void pagesGoOn(Ask whole) {
        var ids = new ArrayList<String>();
        var path = whole.path().replace("limit=200", "limit=1");
        var next = "";
        var pages = 0;
        do {
            var page =
                    conversation
                            .quietlyAt(
                                    pages % 2,
                                    Ask.get(whole.service(), path + next).as(Actor.DIANE))
                            .status(200);
            pages++;
            ids.addAll(page.texts("/items", "/id"));
            next = page.json().hasNonNull("next") ? "&cursor=" + page.text("/next") : "";
        } while (!next.isEmpty());
        assertThat(pages).as("pages of %s", whole.path()).isGreaterThan(1);
        assertThat(ids).isEqualTo(conversation.quietly(whole).status(200).texts("/items", "/id"));
    }

    /** With the same {@code Idempotency-Key}: an answer that was lost. */
    private void answersAreGivenAgain(RecordedCall call) {
        isGivenAgain(RecordingChapter.listening(call.recording(), Actor.QUENTIN));
        isGivenAgain(Ask.post(RETENTION, "/v1/disposition-runs").as(Actor.ADELE));
    }

    private Answer isGivenAgain(Ask command) {
        var answers = conversation.quietlyEverywhere(command);
        var first = answers.getFirst().status(201).header(REPLAY, "");
        for (var again : answers.subList(1, answers.size())) {
            again.status(201)
                    .header(REPLAY, "true")
                    .check(again.json().equals(first.json()), "is the same as the first");
        }
        return first;
    }

    /** From its first byte on: what one had received when the connection broke is not kept. */
    private void anUploadIsSentAgain() {
        var number = "+33199%06d".formatted(suite.folder().nextStoryCall());
        isGivenAgain(PermissionChapter.consent(number, clock));
        var allowed = isGivenAgain(PermissionChapter.decision(Actor.DIALER, number));
        var served = isGivenAgain(StoryLoop.noticeServed(allowed));
        var id = Uuid7.at(clock.now()).toString();
        var upload = loop.upload(id, allowed, served);
        cutOffAt(ONE, upload);
        conversation
                .quietlyAt(OTHER, upload)
                .status(201)
                .field("/length", Integer.toString(upload.body().length));
        loop.acknowledged().toBeKept(id);
    }

    private void cutOffAt(int replica, Ask upload) {
        var sent = Arrays.copyOf(upload.body(), upload.body().length / 2);
        var body =
                new SequenceInputStream(
                        new ByteArrayInputStream(sent),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the line is cut");
                            }
                        });
        var request =
                HttpRequest.newBuilder(
                                suite.state()
                                        .replicas(RECORDING)
                                        .get(replica)
                                        .resolve(upload.path()))
                        .header("Authorization", "Bearer " + token(Actor.RECORDER))
                        .PUT(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofInputStream(() -> body),
                                        upload.body().length));
        upload.headers().forEach(request::header);
        assertThatThrownBy(() -> http.send(request.build(), BodyHandlers.discarding()))
                .hasStackTraceContaining("the line is cut");
    }

    private String token(Actor actor) {
        return new Tokens(http, suite.state().keycloak()).of(actor);
    }

    /** Of somebody whom the others have just allowed to be called. */
    private void anObjectionCounts(RecordedCall call) {
        var question = PermissionChapter.decision(Actor.DIALER, call.number());
        conversation.quietlyAt(OTHER, question).status(201).field("/verdict", "ALLOW");
        conversation.quietlyAt(ONE, ObjectionChapter.objection(call.number(), clock)).status(201);
        for (var replica : replicas().reversed()) {
            conversation
                    .quietlyAt(replica, PermissionChapter.decision(Actor.DIALER, call.number()))
                    .status(201)
                    .field("/verdict", "DENY")
                    .field("/reasons/0/code", "MARKETING_OBJECTION");
        }
    }

    /** Each has the recording's key in memory, and a listening that goes on beyond its end. */
    private void anErasureCounts(RecordedCall call) {
        var midnight = clock.toTheEveOfMidnight();
        var token =
                conversation
                        .quietlyAt(ONE, RecordingChapter.listening(call.recording(), Actor.QUENTIN))
                        .status(201)
                        .text("/token");
        var hearing = RecordingChapter.hear(call.recording(), token);
        conversation.quietlyEverywhere(hearing).forEach(heard -> heard.status(200));
        loop.fulfil(conversation, call);
        conversation.quietlyUntil(
                DispositionChapter.explanation(call.recording()),
                "takes the fulfilment into account",
                answer ->
                        answer.texts("/because", "/rule").stream()
                                .allMatch("PURPOSE_FULFILLED"::equals));
        clock.past(midnight);
        conversation
                .quietlyAt(ONE, Ask.post(RETENTION, "/v1/disposition-runs").as(Actor.ADELE))
                .status(201);
        conversation.quietlyUntil(
                Ask.get(RECORDING, "/v1/recordings/" + call.recording()).as(Actor.DIANE),
                "says that the recording is erased",
                answer -> "ERASED".equals(answer.json().at("/state").asText()));
        conversation
                .quietlyEverywhere(hearing)
                .forEach(gone -> gone.problem(410, "recording-erased"));
    }

    private List<Integer> replicas() {
        return IntStream.range(0, suite.state().replicas(AUDIT).size()).boxed().toList();
    }
}
