// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.launcher.suite.SuiteState;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * The life of one call, from the first refusal to the confirmed destruction, what becomes of an
 * insurance sale, and what its buyer gets who asks for everything and then for erasure; played
 * against the running suite. Every answer is checked; the first wrong one ends it.
 */
public final class Story {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final String text;
    private final Duration took;

    private Story(String text, Duration took) {
        this.text = text;
        this.took = took;
    }

    /**
     * Plays it on a number that no earlier play has used.
     *
     * @param printer gets each line as it is written
     * @throws Failure at the first answer that is not as it must be, or while another process plays
     *     it on this suite
     */
    public static Story play(SuiteState suite, SuiteFolder folder, Consumer<String> printer) {
        var began = System.nanoTime();
        var transcript = new Transcript(printer);
        try (var _ = folder.lockStory().orElseThrow(Story::played);
                var http = client()) {
            var conversation = new Conversation(http, suite, transcript);
            var clock = new DemoClock(conversation, folder);
            Prelude.write(suite, transcript);
            clock.toNextMidMorning();
            transcript.note(
                    "The demo clock is set forward to "
                            + clock.now().truncatedTo(ChronoUnit.SECONDS)
                            + ".");
            new AgreementChapter(conversation, transcript).play();
            var witness =
                    new WitnessChapter(
                            conversation, transcript, new Enrolment(conversation, folder));
            witness.enrol();
            var call =
                    new PermissionChapter(conversation, transcript, clock)
                            .play("+33199%06d".formatted(folder.nextStoryCall()));
            var recording =
                    new RecordingChapter(conversation, transcript, clock, folder).play(call);
            new TrailChapter(conversation, transcript).whoHeardIt(recording);
            new DispositionChapter(conversation, transcript, clock, folder).play(recording);
            new ObjectionChapter(conversation, transcript, clock).play(call);
            new TrailChapter(conversation, transcript).wholeLife(recording);
            witness.play(recording);
            var insured = "+33199%06d".formatted(folder.nextStoryCall());
            var sale = new InsuranceChapter(conversation, transcript, clock).play(insured);
            new RightsChapter(conversation, transcript, clock, new AudioFolder(folder))
                    .play(insured, sale);
        }
        return new Story(transcript.text(), Duration.ofNanos(System.nanoTime() - began));
    }

    private static Failure played() {
        return new Failure(
                "The story is being played on this suite already, for instance by ./temoin up."
                        + " Try again when that is over.");
    }

    /**
     * Enters what every call needs: who calls for whom, and on what instructions. Repeating it
     * changes nothing.
     *
     * @throws Failure at the first answer that is not as it must be
     */
    public static void prepare(SuiteState suite) {
        var transcript = new Transcript(_ -> {});
        try (var http = client()) {
            new AgreementChapter(new Conversation(http, suite, transcript), transcript).enter();
        }
    }

    /** The answer to one request, of which nothing is written. */
    static Answer quietly(SuiteState suite, Ask ask) {
        try (var http = client()) {
            return new Conversation(http, suite, new Transcript(_ -> {})).quietly(ask);
        }
    }

    /** HTTP/1.1, as the curl lines speak it. */
    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_LIMIT)
                .build();
    }

    /** Everything that was printed. */
    public String text() {
        return text;
    }

    /** One line to end with. */
    public String summary() {
        return "\nThe story completed as expected in %.1f s; every response was checked."
                .formatted(took.toMillis() / 1000.0);
    }
}
