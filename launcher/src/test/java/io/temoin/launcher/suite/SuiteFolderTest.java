// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteFolderTest {

    @TempDir Path path;

    @Test
    void makesSecretsOnceAndKeepsThemToTheirOwner() throws Exception {
        // When
        var first = new SuiteFolder(path).secrets();
        var second = new SuiteFolder(path).secrets();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(first.databases()).hasSize(4);
        assertThat(first.databases().values())
                .noneMatch(passwords -> first.toString().contains(passwords.owner()));
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path.resolve("secrets.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void remembersWhereTheSuiteListens() {
        // Given
        var folder = new SuiteFolder(path);
        var state =
                new SuiteState(
                        1,
                        2,
                        3,
                        4,
                        7,
                        Map.of(
                                ServiceName.AUDIT,
                                new SuiteState.ServicePorts(
                                        5,
                                        List.of(
                                                new SuiteState.ReplicaPorts(8, 6),
                                                new SuiteState.ReplicaPorts(9, 10)))));

        // When
        folder.remember(state);

        // Then
        assertThat(new SuiteFolder(path).state()).contains(state);
        assertThat(state.service(ServiceName.AUDIT)).hasToString("http://127.0.0.1:5");
        assertThat(state.replicas(ServiceName.AUDIT))
                .map(URI::toString)
                .containsExactly("http://127.0.0.1:8", "http://127.0.0.1:9");
    }

    @Test
    void tellsTheWitnessOfLogsInOneFileThatIsThereFromTheBeginning() throws Exception {
        // Given
        var folder = new SuiteFolder(path);
        assertThat(folder.watchedLogs()).content().startsWith("#").hasLineCount(1);

        // When
        folder.watch(List.of("log.example/one+00000000+AQ", "log.example/two+00000000+AQ"));

        // Then
        assertThat(folder.watchedLogs())
                .hasContent("log.example/one+00000000+AQ\nlog.example/two+00000000+AQ\n");
    }

    /** Another build may bring another version of the schemas; other databases have none. */
    @Test
    void remembersWhichBuildMigratedTheseDatabases() throws Exception {
        // Given
        var folder = new SuiteFolder(path);
        assertThat(folder.isMigrated(ServiceName.AUDIT, "a1")).isFalse();

        // When
        folder.rememberMigration(ServiceName.AUDIT, "a1");

        // Then
        assertThat(new SuiteFolder(path).isMigrated(ServiceName.AUDIT, "a1")).isTrue();
        assertThat(folder.isMigrated(ServiceName.AUDIT, "b2")).isFalse();
        assertThat(folder.isMigrated(ServiceName.CONSENT, "a1")).isFalse();
        folder.empty();
        assertThat(folder.isMigrated(ServiceName.AUDIT, "a1")).isFalse();
    }

    @Test
    void remembersTheDemoClockAndTheCallsPlayed() {
        // Given
        var folder = new SuiteFolder(path);
        assertThat(folder.demoClock()).isZero();

        // When
        folder.rememberDemoClock(Duration.ofHours(30).plusNanos(5));

        // Then
        assertThat(new SuiteFolder(path).demoClock()).isEqualTo(Duration.ofHours(30).plusNanos(5));
        assertThat(folder.nextStoryCall()).isZero();
        assertThat(new SuiteFolder(path).nextStoryCall()).isOne();
    }

    @Test
    void isTakenUntilItsLockIsClosed() throws Exception {
        // Given
        var folder = new SuiteFolder(path);
        assertThat(folder.isRunning()).isFalse();

        // When
        var lock = folder.lock().orElseThrow();

        // Then
        assertThat(folder.isRunning()).isTrue();
        assertThat(folder.lock()).isEmpty();

        // When
        lock.close();

        // Then
        assertThat(folder.isRunning()).isFalse();
    }

    /** Two at once would set one clock forward and take each other's numbers. */
    @Test
    void hasOneStoryAtATimeThatIsPlayed() {
        // Given
        var folder = new SuiteFolder(path);
        var played = folder.lockStory().orElseThrow();

        // Then
        assertThat(new SuiteFolder(path).lockStory()).isEmpty();
        assertThat(folder.isRunning()).isFalse();

        // When
        played.close();

        // Then
        assertThat(new SuiteFolder(path).lockStory()).isPresent();
    }

    @Test
    void deletesOnlyWhatIsItsOwn() throws Exception {
        // Given
        var folder = new SuiteFolder(path);
        var stranger = Files.writeString(path.resolve("thesis.txt"), "my only copy");
        folder.secrets();
        Files.createDirectories(folder.kafka().resolve("log"));

        // When
        folder.empty();

        // Then
        assertThat(stranger).exists();
        assertThat(folder.kafka()).doesNotExist();
        assertThat(path.resolve("secrets.json")).doesNotExist();
    }
}
