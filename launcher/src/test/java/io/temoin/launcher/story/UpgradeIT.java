// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.Program;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.ChildProcess;
import io.temoin.platform.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upgrade replaces one replica after the other, so for a while two versions work on the schema
 * of the newer one. The story goes on in a loop on a mix of both, on the data of the earlier, which
 * is built from git ({@link PreviousCheckout}). That takes minutes, so the test has to be asked
 * for:
 *
 * <pre>{@code
 * ./mvnw verify -pl launcher -Dit.test=UpgradeIT -Dtemoin.upgrade=true
 * }</pre>
 */
@EnabledIfSystemProperty(named = "temoin.upgrade", matches = "true")
class UpgradeIT {

    private static final int REPLICAS = 2;
    private static final Duration MIXED_FOR = Duration.ofSeconds(60);

    @TempDir Path checkout;
    @TempDir Path data;

    /** Of two replicas, the first runs the earlier version; the schema is the later one's. */
    private record TwoVersions(Program earlier, Program later) implements Program {

        @Override
        public ChildProcess start(
                String part, Path folder, Map<String, String> environment, Path log) {
            var version = part.endsWith("1") ? earlier : later;
            return version.start(part, folder, environment, log);
        }

        @Override
        public void run(
                String part,
                String command,
                Path folder,
                Map<String, String> environment,
                Path log) {
            later.run(part, command, folder, environment, log);
        }

        @Override
        public String build() {
            return later.build();
        }

        @Override
        public Duration stopLimit() {
            return later.stopLimit();
        }
    }

    @Test
    void bothVersionsWorkSideBySideOnTheLaterSchema() throws Exception {
        try (var previous = PreviousCheckout.in(SourceTree.root(), checkout)) {
            print("  previous version: " + previous.version());
            var earlier = Program.packaged(previous.packaged(PreviousCheckout.runningMaven()));
            assertThat(builds(earlier)).doesNotContainAnyElementsOf(builds(Program.packaged()));
            playBeside(earlier);
        }
    }

    private void playBeside(Map<ServiceName, Program> earlier) throws Exception {
        var folder = new SuiteFolder(data);
        try (var suite = Suite.start(folder, earlier, REPLICAS, UpgradeIT::print)) {
            Story.prepare(suite.state());
            assertThat(Story.play(suite.state(), folder, _ -> {}).summary()).contains("completed");
        }

        try (var suite = Suite.start(folder, mix(earlier), REPLICAS, UpgradeIT::print);
                var thread = Executors.newSingleThreadExecutor()) {
            var ended = new AtomicBoolean();
            var loop = new StoryLoop(suite, ended);
            loop.prepare();
            var running = CompletableFuture.runAsync(loop, thread);
            try {
                LockSupport.parkNanos(MIXED_FOR.toNanos());
            } finally {
                ended.set(true);
            }
            running.get(5, TimeUnit.MINUTES);
            Reconciliation.of(suite).check(loop);
        }
    }

    private static List<String> builds(Map<ServiceName, Program> programs) {
        return programs.values().stream().map(Program::build).toList();
    }

    private static Map<ServiceName, Program> mix(Map<ServiceName, Program> earlier) {
        var mix = new EnumMap<ServiceName, Program>(ServiceName.class);
        Program.packaged()
                .forEach(
                        (service, later) ->
                                mix.put(service, new TwoVersions(earlier.get(service), later)));
        return mix;
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
