// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.accesspackage.PackageCase.fetch;
import static io.temoin.retention.rights.accesspackage.PackageCase.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.JsonPath;
import io.temoin.packageparts.vault.PartWriter;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Everybody who can write the shared storage can seal to a package, whose key is published: only
 * what a service announced belongs to it.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class AlteredPartTest {

    private final PackageCase its = new PackageCase();
    private final TestClock clock;

    AlteredPartTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    private static void recording(PartWriter writer, int seed) throws IOException {
        byte[] audio = new byte[300_000];
        new SplittableRandom(seed).nextBytes(audio);
        writer.audio("r1.wav", out -> out.write(audio));
    }

    /** Whether the end of the body overtook the end of the connection was a matter of chance. */
    @RepeatedTest(5)
    void whatWasPutInThePlaceOfAPartReachesNobodyAsAWholeFile() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));
        UUID part = its.contributes(accessPackage, "RECORDING", writer -> recording(writer, 1));
        its.contributes(accessPackage, "CONSENT", _ -> {});
        assertThat(its.ready(accessPackage).getBoolean("complete")).isTrue();
        var link = its.link(accessPackage, "{}");
        String token = link.getString("token");
        String passphrase = link.getString("passphrase");

        its.stores(accessPackage, "RECORDING", part, writer -> recording(writer, 2));

        assertThatThrownBy(() -> fetch(accessPackage, token).asByteArray())
                .as("broken off")
                .isNotNull();
        var files = opened(fetch(accessPackage, token).asByteArray(), passphrase);
        assertThat(files).doesNotContainKey("recording/audio/r1.wav");
        var manifest = new JsonPath(files.get("manifest.json"));
        assertThat(manifest.getBoolean("complete")).isFalse();
        assertThat(manifest.getList("missing.reason")).containsExactly("ALTERED");
        var seen = its.ready(accessPackage);
        assertThat(seen.getBoolean("complete")).isFalse();
        assertThat(seen.getString("parts.find{it.service=='RECORDING'}.reason"))
                .isEqualTo("ALTERED");
    }

    /** A recording may be destroyed, or found damaged, after its row was written. */
    @Test
    void noRowNamesAFileThatIsNotThere() {
        var accessPackage = its.asked(its.its.received("PORTABILITY"));
        its.contributes(accessPackage, "CONSENT", _ -> {});
        its.contributes(
                accessPackage,
                "RECORDING",
                writer -> {
                    writer.table(
                            "recordings",
                            table -> {
                                for (String id : List.of("there", "gone", "damaged")) {
                                    table.add(
                                            PartWriter.row()
                                                    .put("id", id)
                                                    .put("voices", "INCLUDED")
                                                    .put("file", "recording/audio/" + id + ".wav"));
                                }
                            });
                    writer.audio("there.wav", out -> out.write(1));
                    writer.audio("damaged.wav", out -> out.write(1));
                    writer.missing("gone", "ERASED_MEANWHILE");
                    writer.missing("damaged", "AUDIO_ALTERED");
                });
        its.ready(accessPackage);
        var link = its.link(accessPackage, "{}");

        var files =
                opened(
                        fetch(accessPackage, link.getString("token")).asByteArray(),
                        link.getString("passphrase"));

        var rows = new JsonPath(files.get("recording/recordings.json"));
        assertThat(rows.getList("file")).containsExactly("recording/audio/there.wav", null, null);
        assertThat(rows.getList("voices")).containsExactly("INCLUDED", null, null);
        assertThat(files.get("recording/recordings.csv")).doesNotContain("gone.wav");
        assertThat(files.get("index.html")).doesNotContain("damaged.wav");
    }
}
