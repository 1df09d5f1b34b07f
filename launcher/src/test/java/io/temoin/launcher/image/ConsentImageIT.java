// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.story.FirstRequests;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.Suite;
import io.temoin.launcher.suite.SuiteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

    @TempDir static Path folder;

    private static Path built;
    private static ImageLayout image;
    private static Podman podman;

    @BeforeAll
    static void build() throws Exception {
        built = BuiltImages.of(List.of("consent-service"), folder);
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
            FirstRequests.ask(suite.state(), ServiceName.CONSENT);

            assertThat(suite.service(ServiceName.CONSENT).alive()).isTrue();
            Confinement.of(podman.pid()).isComplete();
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

        assertThat(podman.programs(image.name())).containsExactly("opt/jre/bin/java");
        assertThat(root.resolve("opt/temoin/quarkus-run.jar")).isReadable();
        assertThat(root.resolve("etc/ssl/certs/ca-certificates.crt")).isNotEmptyFile();
        assertThat(root.resolve("usr/share/zoneinfo/Europe/Paris")).exists();
    }

    @Test
    void saysWhatItIsAndWhatIsInIt() throws IOException {
        assertThat(image.config().at("/config/User").asText())
                .isEqualTo(Confinement.USER + ":" + Confinement.USER);
        assertThat(image.config().at("/config/Entrypoint/0").asText())
                .isEqualTo("/opt/jre/bin/java");
        assertThat(image.label("title")).isEqualTo("Temoin consent-service");
        assertThat(image.label("licenses")).isEqualTo("Apache-2.0");
        assertThat(image.label("version")).isNotEmpty();
        assertThat(image.label("revision")).matches("[0-9a-f]{40}(-dirty)?|unknown");
        assertThat(image.label("created"))
                .isEqualTo(image.config().path("created").asText())
                .endsWith("Z");
        assertThat(image.compressedBytes()).isLessThan(ImageLayout.LARGEST);
        var bill = Files.readString(built.resolve("consent-service.cdx.json"));
        assertThat(bill).contains("pkg:deb/debian/libc6@", "\"name\": \"OpenJDK runtime\"");
        assertThat(bill).contains("pkg:maven/io.quarkus/quarkus-core@");
    }

    private static void own(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setAttribute(folder, "unix:uid", Confinement.USER);
        Files.setAttribute(folder, "unix:gid", Confinement.USER);
    }
}
