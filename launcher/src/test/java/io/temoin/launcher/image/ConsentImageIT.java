// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.story.FirstRequests;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import io.temoin.platform.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image of consent-service, built as {@code deploy/images/build.sh} builds all of them: what is
 * in it, and that it decides on calls in a container that may do nothing else.
 */
@Tag("images")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConsentImageIT {

    private static final long LARGEST = 150_000_000;
    private static final int USER = 10_001;
    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

    @TempDir static Path folder;

    private static Path built;
    private static ImageLayout image;
    private static Podman podman;

    @BeforeAll
    static void build() throws Exception {
        built = folder.resolve("images");
        var build =
                new ProcessBuilder(
                        SourceTree.root().resolve("deploy/images/build.sh").toString(),
                        "--service",
                        "consent-service",
                        "--output",
                        built.toString());
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var said = folder.resolve("build.log").toFile();
        var process =
                build.redirectErrorStream(true)
                        .redirectOutput(said)
                        .redirectInput(new File("/dev/null"))
                        .start();
        var status = process.waitFor();
        System.out.print(Files.readString(said.toPath()));
        assertThat(status).isZero();
        image = ImageLayout.read(built.resolve("consent-service"));
        podman = new Podman(folder.resolve("podman"));
        podman.pull(built.resolve("consent-service"), image.name());
    }

    @AfterAll
    static void close() {
        if (podman != null) {
            podman.close();
        }
    }

    @Test
    void decidesOnACallInAContainerThatMayDoNothingElse() throws IOException {
        var data = new SuiteFolder(folder.resolve("data"));
        var volume = data.service(ServiceName.CONSENT);
        own(volume);
        var programs = Map.of(ServiceName.CONSENT, podman.program(image.name(), volume));

        try (var suite = Suite.start(data, programs, System.out::println)) {
            FirstRequests.ask(suite, ServiceName.CONSENT);

            assertThat(suite.service(ServiceName.CONSENT).alive()).isTrue();
            isConfined(podman.pid());
        }

        var log = data.log("consent-service");
        // As an init container runs it.
        assertThat(log).content().contains("the database schemas match the version");
        // A JVM that cannot use its ahead-of-time cache goes on without it, and says so.
        assertThat(log).content().contains("started in").doesNotContain("[aot");
    }

    @Test
    void containsTheServiceItsRuntimeAndNoOtherProgram() throws IOException {
        var root = podman.files(image.name());

        try (var files = Files.walk(root)) {
            var programs =
                    files.filter(Files::isRegularFile)
                            .filter(ConsentImageIT::isExecutable)
                            .map(file -> root.relativize(file).toString())
                            .filter(file -> !file.matches(".*\\.so(\\.\\d+)*"))
                            .toList();
            assertThat(programs).containsExactly("opt/jre/bin/java");
        }
        assertThat(root.resolve("opt/temoin/quarkus-run.jar")).isReadable();
        assertThat(root.resolve("etc/ssl/certs/ca-certificates.crt")).isNotEmptyFile();
        assertThat(root.resolve("usr/share/zoneinfo/Europe/Paris")).exists();
    }

    @Test
    void saysWhatItIsAndWhatIsInIt() throws IOException {
        assertThat(image.config().at("/config/User").asText()).isEqualTo(USER + ":" + USER);
        assertThat(image.config().at("/config/Entrypoint/0").asText())
                .isEqualTo("/opt/jre/bin/java");
        assertThat(image.label("title")).isEqualTo("Temoin consent-service");
        assertThat(image.label("licenses")).isEqualTo("Apache-2.0");
        assertThat(image.label("version")).isNotEmpty();
        assertThat(image.label("revision")).matches("[0-9a-f]{40}|unknown");
        assertThat(image.label("created"))
                .isEqualTo(image.config().path("created").asText())
                .endsWith("Z");
        assertThat(image.compressedBytes()).isLessThan(LARGEST);
        var bill = Files.readString(built.resolve("consent-service.cdx.json"));
        assertThat(bill).contains("pkg:deb/debian/libc6@", "\"name\": \"OpenJDK runtime\"");
        assertThat(bill).contains("pkg:maven/io.quarkus/quarkus-core@");
    }

    /** The kernel says so, whatever podman was asked for. */
    private static void isConfined(long pid) throws IOException {
        var process = Path.of("/proc", Long.toString(pid));
        var status = Files.readString(process.resolve("status"));
        assertThat(status)
                .containsPattern("Uid:\t%d\t%d".formatted(USER, USER))
                .containsPattern("CapBnd:\t0{16}")
                .containsPattern("CapEff:\t0{16}")
                .containsPattern("NoNewPrivs:\t1");
        assertThat(Files.readAllLines(process.resolve("mountinfo")))
                .filteredOn(mount -> mount.split(" ", -1)[4].equals("/"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.split(" ", -1)[5]).startsWith("ro,"));
        assertThat(memoryLimits(process)).containsOnly("536870912");
    }

    /** Of the process, in control groups of either version. */
    private static List<String> memoryLimits(Path process) throws IOException {
        var limits =
                Files.readAllLines(process.resolve("cgroup")).stream()
                        .map(line -> line.split(":", 3))
                        .flatMap(
                                line ->
                                        Stream.of(
                                                CONTROL_GROUPS.resolve(
                                                        "memory"
                                                                + line[2]
                                                                + "/memory.limit_in_bytes"),
                                                CONTROL_GROUPS.resolve(
                                                        line[2].substring(1) + "/memory.max")))
                        .filter(Files::exists)
                        .distinct()
                        .toList();
        assertThat(limits).isNotEmpty();
        return limits.stream().map(ConsentImageIT::read).toList();
    }

    private static boolean isExecutable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).toString().contains("EXECUTE");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void own(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setAttribute(folder, "unix:uid", USER);
        Files.setAttribute(folder, "unix:gid", USER);
    }
}
