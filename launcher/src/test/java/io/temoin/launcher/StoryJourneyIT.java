// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.launcher.story.AnsweredPerson;
import io.temoin.launcher.story.ConfigurationTransfer;
import io.temoin.launcher.story.EndedSession;
import io.temoin.launcher.story.KafkaOutage;
import io.temoin.launcher.story.MetricsOfTheRules;
import io.temoin.launcher.story.NeverInClear;
import io.temoin.launcher.story.Normalised;
import io.temoin.launcher.story.QuietLogs;
import io.temoin.launcher.story.SmokeOfTheChart;
import io.temoin.launcher.story.SpanCollector;
import io.temoin.launcher.story.Story;
import io.temoin.launcher.story.StrangersLook;
import io.temoin.launcher.story.TracedCall;
import io.temoin.launcher.story.TrainedCaches;
import io.temoin.launcher.story.TwoControllers;
import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.Component;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main journey: the whole suite for real, the story on it, and again after a power cut, traced
 * this time. On the same running suite: what a person of the story holds and verifies, two
 * controllers that do not see each other, a recording that its person objects to, a call in traces
 * of its own, one while Kafka is away, and what the chart's rules and dashboards ask for; last what
 * operators do: configuration is moved. After all of that, no log names whom it was about.
 */
class StoryJourneyIT {

    @TempDir Path data;

    /** What is given out: it is personal, and no part of the installation. */
    @TempDir Path given;

    @Test
    void theStoryComesOutTheSameOnNewDataAndOnDataKeptThroughAPowerCut() throws Exception {
        // Given
        var folder = new SuiteFolder(data);
        var spans = SpanCollector.start();

        // When
        var first = playAndCutThePower(folder);
        var suite = Suite.start(folder, 1, spans.settings(), StoryJourneyIT::print);
        var pids = pids(suite);
        try {
            // Then
            assertThat(first).contains("=== 1. ", "=== 11. ");
            assertThat(ServiceName.values())
                    .allSatisfy(service -> usesItsClassCache(folder.log(service.deployable())))
                    .allSatisfy(service -> migratedOnce(folder.log(service.deployable())));
            new TrainedCaches(suite).check();
            StoryDocuments.check(first);
            var second = text(suite);
            assertThat(Normalised.of(second)).isEqualTo(first);
            new AnsweredPerson(suite, second, given).check();
            assertThat(FirstCall.answer(suite.state()))
                    .startsWith("HTTP/1.1 200")
                    .contains("rhone-telecom", "voix-du-rhone");
            new TwoControllers(suite).check();
            new TracedCall(suite, spans).check();
            new KafkaOutage(suite).check();
            new StrangersLook(suite, data).check();
            new EndedSession(suite).check();
            new SmokeOfTheChart(suite.state(), suite.folder()).check();
            new MetricsOfTheRules(suite).check();
            new ConfigurationTransfer(suite).check();
            new QuietLogs(folder).check();
            new NeverInClear(suite).check();
            assertThatThrownBy(() -> Suite.start(folder, StoryJourneyIT::print))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(
                            "the data folder " + folder.path() + " is already running");
        } finally {
            suite.close();
            spans.close();
        }
        assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(folder.isRunning()).isFalse();
    }

    private static String playAndCutThePower(SuiteFolder folder) {
        var suite = Suite.start(folder, StoryJourneyIT::print);
        try {
            return Normalised.of(text(suite));
        } finally {
            suite.kill();
        }
    }

    private static String text(Suite suite) {
        return Story.play(suite.state(), suite.folder(), StoryJourneyIT::print).text();
    }

    /** A JVM that cannot use its ahead-of-time cache goes on without it, and says so. */
    private static void usesItsClassCache(Path log) {
        assertThat(log).content().contains("started in").doesNotContain("[aot]");
    }

    /** The second start is of the same build, on the same databases. */
    private static void migratedOnce(Path log) {
        assertThat(log)
                .content()
                .containsOnlyOnce("the database schemas match the version of this service");
    }

    private static List<Long> pids(Suite suite) {
        return suite.parts().values().stream().map(Component::pid).toList();
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
