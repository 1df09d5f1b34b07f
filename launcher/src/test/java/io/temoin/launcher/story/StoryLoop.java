// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static io.temoin.launcher.suite.ServiceName.RECORDING;
import static io.temoin.launcher.suite.ServiceName.RETENTION;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.Suite;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The steps of the story over and over while parts of the suite die, as a client that must not lose
 * anything behaves: it repeats each request, with the same key, until it gets an answer.
 */
final class StoryLoop implements Runnable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    // Enough for the next morning to be another day's.
    private static final Duration AN_HOUR = Duration.ofHours(1);
    // Each takes a day for calls, five of a week, and what is kept may be kept for six months.
    private static final int MOST_ERASURES = 100;

    private final Suite suite;
    private final AtomicBoolean ended;
    private final Duration betweenCalls;
    private final Consumer<Conversation> besides;
    private final Acknowledged acknowledged = new Acknowledged();
    private final Inquiries inquiries = new Inquiries(acknowledged);
    private final DemoCall audio = new DemoCall();

    StoryLoop(Suite suite, AtomicBoolean ended) {
        this(suite, ended, Duration.ZERO);
    }

    /**
     * @param betweenCalls how long it pauses after each call, where waiting for something else is
     *     what takes the time, and the cores are others' too
     */
    StoryLoop(Suite suite, AtomicBoolean ended, Duration betweenCalls) {
        this(suite, ended, betweenCalls, _ -> {});
    }

    /**
     * @param besides what else happens in each round
     */
    StoryLoop(
            Suite suite,
            AtomicBoolean ended,
            Duration betweenCalls,
            Consumer<Conversation> besides) {
        this.suite = suite;
        this.ended = ended;
        this.betweenCalls = betweenCalls;
        this.besides = besides;
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    /** What was searched for in the trail, and handed out as evidence. */
    Inquiries inquiries() {
        return inquiries;
    }

    @Override
    public void run() {
        while (!ended.get()) {
            try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
                var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
                once(conversation);
                besides.accept(conversation);
            }
            LockSupport.parkNanos(betweenCalls.toNanos());
        }
    }

    /**
     * Before anything is killed: who calls for whom, and a day at whose morning calls may begin.
     */
    void prepare() {
        Story.prepare(suite.state());
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            passADay(new DemoClock(conversation, suite.folder()));
        }
    }

    private void once(Conversation conversation) {
        var call = call(conversation);
        inquiries.ask(conversation, call.recording());
        if (suite.folder().nextStoryCall() % 3 == 0
                || acknowledged.erasures().size() >= MOST_ERASURES) {
            acknowledged.toBeKept(call.recording());
        } else {
            erase(conversation, call);
        }
        var clock = new DemoClock(conversation, suite.folder());
        var objection = insist(conversation, ObjectionChapter.objection(call.number(), clock), 201);
        acknowledged.add(
                "consent", "MarketingObjectionRecorded", "objection", objection.text("/id"));
        insist(conversation, PermissionChapter.decision(Actor.DIALER_ATLAS, call.number()), 201)
                .field("/verdict", "DENY")
                .field("/reasons/0/code", "MARKETING_OBJECTION");
    }

    /**
     * A call that was recorded and heard.
     *
     * @param subject pseudonym of the person
     * @param allowed the decision that allowed it
     */
    record RecordedCall(String number, String subject, Answer allowed, String recording) {}

    /** Calls somebody new. */
    RecordedCall call(Conversation conversation) {
        var clock = new DemoClock(conversation, suite.folder());
        var number = "+33199%06d".formatted(suite.folder().nextStoryCall());
        var denied = insist(conversation, PermissionChapter.decision(Actor.DIALER, number), 201);
        denied.field("/verdict", "DENY");
        acknowledged.add("consent", "CallDecided", "decision", denied.text("/id"));
        var consent = insist(conversation, PermissionChapter.consent(number, clock), 201);
        acknowledged.add("consent", "ConsentGiven", "consent", consent.text("/id"));
        var allowed = insist(conversation, PermissionChapter.decision(Actor.DIALER, number), 201);
        allowed.field("/verdict", "ALLOW");
        acknowledged.add("consent", "CallDecided", "decision", allowed.text("/id"));
        var recording = record(conversation, clock, allowed);
        hear(conversation, recording);
        return new RecordedCall(number, consent.text("/subject"), allowed, recording);
    }

    private String record(Conversation conversation, DemoClock clock, Answer allowed) {
        var id = Uuid7.at(clock.now()).toString();
        var served = insist(conversation, noticeServed(allowed), 201);
        acknowledged.add("consent", "NoticeServed", "serving", served.text("/id"));
        insist(conversation, upload(id, allowed, served), 201, 200);
        acknowledged.add("recording", "RecordingStored", "recording", id);
        return id;
    }

    /** The announcement of an allowed call was played when the call began. */
    static Ask noticeServed(Answer allowed) {
        return RecordingChapter.noticeServed(
                PermissionChapter.CONTROLLER, allowed, startedAt(allowed));
    }

    /** The audio of an allowed call, with both receipts. */
    Ask upload(String id, Answer allowed, Answer served) {
        return Ask.put(RECORDING, "/v1/recordings/" + id + "/audio")
                .as(Actor.RECORDER)
                .with("Call-Receipt", allowed.text("/receipt"))
                .with("Notice-Receipt", served.text("/receipt"))
                .with("Recording-Started-At", startedAt(allowed).toString())
                .with("Recording-Ended-At", startedAt(allowed).plusMillis(1).toString())
                .with("Content-Type", "audio/wav")
                .file(audio.bytes(), DemoCall.PATH);
    }

    private static Instant startedAt(Answer allowed) {
        return Instant.parse(allowed.text("/decidedAt"));
    }

    private void hear(Conversation conversation, String recording) {
        var granted =
                insist(conversation, RecordingChapter.listening(recording, Actor.QUENTIN), 201);
        acknowledged.add("recording", "ListeningGranted", "listening", granted.text("/id"));
        insist(conversation, RecordingChapter.hear(recording, granted.text("/token")), 200)
                .bytes(audio.bytes());
    }

    /** Fulfils all purposes of recordings, and lets their day end. */
    void erase(Conversation conversation, RecordedCall... calls) {
        for (var call : calls) {
            fulfil(conversation, call);
        }
        passADay(new DemoClock(conversation, suite.folder()));
        insist(conversation, Ask.post(RETENTION, "/v1/disposition-runs").as(Actor.ADELE), 201);
    }

    /** Fulfils all purposes of a recording, which has to be erased when the day ends. */
    void fulfil(Conversation conversation, RecordedCall call) {
        for (var purpose : call.allowed().json().at("/recording/purposes")) {
            insist(
                    conversation,
                    Ask.post(
                                    RECORDING,
                                    "/v1/recordings/%s/purposes/%s/fulfilment"
                                            .formatted(call.recording(), purpose.asText()))
                            .as(Actor.BUSINESS),
                    201);
        }
        acknowledged.toBeErased(call.recording());
    }

    /** What the hourly run would do next, a day later: what became due meanwhile has to go. */
    void runDispositions() {
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build()) {
            var conversation = new Conversation(http, suite.state(), new Transcript(_ -> {}));
            passADay(new DemoClock(conversation, suite.folder()));
            insist(conversation, Ask.post(RETENTION, "/v1/disposition-runs").as(Actor.ADELE), 201);
        }
    }

    /** To the next morning on which people may be called. */
    private void passADay(DemoClock clock) {
        var morning = CallingDays.nextMidMorning(clock.now().plus(AN_HOUR));
        ahead(clock, Duration.between(Instant.now(), morning));
    }

    /** A service that is down reads the new offset when it starts. */
    private static void ahead(DemoClock clock, Duration offset) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                clock.set(offset);
                return;
            } catch (Failure failure) {
                if (System.nanoTime() > deadline) {
                    throw failure;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Repeats the very same request until the services answer it. */
    static Answer insist(Conversation conversation, Ask ask, Integer... expected) {
        var answer = answered(conversation, ask);
        return answer.check(
                List.of(expected).contains(answer.status()), "has one of the statuses expected");
    }

    private static Answer answered(Conversation conversation, Ask ask) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        Failure last = new Failure("never asked");
        while (System.nanoTime() < deadline) {
            try {
                var answer = conversation.quietly(ask);
                if (answer.status() < 500) {
                    return answer;
                }
                last = new Failure(ask.service() + " answered " + answer.status());
            } catch (Failure failure) {
                last = failure;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw last;
    }
}
