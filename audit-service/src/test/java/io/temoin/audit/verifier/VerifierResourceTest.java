// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.verifier;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ChildProcess;
import io.temoin.transparency.entry.BundleManifest;
import io.temoin.transparency.entry.VerifyScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verifies evidence can be had here, and one knows what one has. */
@QuarkusTest
class VerifierResourceTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void handsOutTheVerifierThatItWasBuiltWith() throws Exception {
        String[] lines = Http.get("/v1/verifier").asString().split("\n", -1);
        assertThat(lines[0]).as("built without the verifier").endsWith("  temoin-verify.jar");
        assertThat(lines[1]).isEqualTo(VerifyScript.sha256() + "  verify.py");
        String sha256 = lines[0].substring(0, 64);

        Response answer = Http.get("/v1/verifier/" + sha256 + "/temoin-verify.jar");

        answer.then().statusCode(200).contentType("application/java-archive");
        assertThat(answer.header("Cache-Control")).contains("immutable");
        byte[] jar = answer.asByteArray();
        assertThat(BundleManifest.sha256(jar)).isEqualTo(sha256);
        Path file = Files.write(folder.resolve("temoin-verify.jar"), jar);
        Process help =
                new ProcessBuilder(ChildProcess.java(), "-jar", file.toString(), "--help").start();
        assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("temoin-verify checks the claims of a transparency log");
        assertThat(help.waitFor()).isZero();
    }

    @Test
    void hasNoOtherAtThatAddress() {
        assertProblem(
                Http.get("/v1/verifier/" + "0".repeat(64) + "/temoin-verify.jar"),
                404,
                "verifier-unknown");
    }
}
