// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.story.Normalised;
import io.temoin.launcher.story.Story;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main journey: the whole suite for real, the story on it, and both again on kept data. */
class StoryJourneyIT {

    @TempDir Path data;

    @Test
    void theStoryComesOutTheSameOnNewAndOnKeptDataAndAfterAPowerCut() {
        // Given
        var folder = new SuiteFolder(data);

        // When
        var first = playOn(folder);
        var second = playOn(folder);
        var afterPowerCut = playOnAndCutThePower(folder);
        var last = playOn(folder);

        // Then
        assertThat(first).contains("=== 8. ");
        assertThat(second).isEqualTo(first);
        assertThat(afterPowerCut).isEqualTo(first);
        assertThat(last).isEqualTo(first);
    }

    private static String playOn(SuiteFolder folder) {
        try (var suite = Suite.start(folder, StoryJourneyIT::print)) {
            return play(suite);
        }
    }

    private static String playOnAndCutThePower(SuiteFolder folder) {
        var suite = Suite.start(folder, StoryJourneyIT::print);
        try {
            return play(suite);
        } finally {
            suite.kill();
        }
    }

    private static String play(Suite suite) {
        return Normalised.of(
                Story.play(suite.state(), suite.folder(), StoryJourneyIT::print).text());
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
