// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.entry.DisclosedEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed over: alone, small, and complete. */
class VerifyJarIT {

    private static final long LARGEST = 300 * 1024;

    @TempDir private Path folder = Path.of("");

    @Test
    void isSmallAndHoldsNothingOfOthers() throws IOException {
        assertThat(Files.size(jar())).isLessThan(LARGEST);
        try (JarFile jar = new JarFile(jar().toFile())) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()))
                    .extracting(entry -> entry.getName())
                    .allMatch(
                            name ->
                                    name.startsWith("io/temoin/verify/")
                                            || name.startsWith("io/temoin/transparency/")
                                            || name.equals("META-INF/MANIFEST.MF"))
                    .anyMatch(name -> name.startsWith("io/temoin/transparency/tree/"));
        }
    }

    @Test
    void runsAlone() throws IOException, InterruptedException {
        // Given
        TestLog log = new TestLog(folder);
        log.growTo(300);
        String proof = log.write("p.tlog-proof", log.proof(42).bytes()).toString();
        String policy = log.write("policy.txt", log.policy()).toString();
        String leaf = log.write("leaf", TestLog.entry(42)).toString();
        String other = log.write("other", TestLog.entry(41)).toString();

        // When
        Answer right = run("verify-proof", proof, "--policy", policy, "--leaf", leaf);
        Answer wrong = run("verify-proof", proof, "--policy", policy, "--leaf", other);
        Answer absent = run("verify-proof", proof + "-none", "--policy", policy, "--leaf", leaf);
        Answer checked = run("fsck", folder.toUri().toString(), "--key", log.log.key().toString());

        String packed = new TestBundle(log).pack(2).file();
        Answer bundle = run("verify-bundle", packed);
        DisclosedEntry destroyed = TestCertificate.entry(1);
        log.append(List.of(destroyed.leaf().bytes()));
        int last = (int) log.head().size() - 1;
        String certificate =
                log.write(
                                "certificate.json",
                                TestCertificate.of(log, last, List.of(destroyed)).json())
                        .toString();
        Answer certified = run("verify-certificate", certificate, "--policy", policy);

        // Then
        assertThat(right)
                .isEqualTo(Answer.to("verify-proof", proof, "--policy", policy, "--leaf", leaf));
        assertThat(right.status()).isZero();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(absent.status()).isEqualTo(2);
        assertThat(checked.status()).isZero();
        assertThat(bundle).isEqualTo(Answer.to("verify-bundle", packed));
        assertThat(bundle.status()).isZero();
        assertThat(certified)
                .isEqualTo(Answer.to("verify-certificate", certificate, "--policy", policy));
        assertThat(certified.status()).as(certified.err()).isZero();
        assertThat(run("--help")).isEqualTo(new Answer(0, Verify.HELP, ""));
    }

    private static Answer run(String... words) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                jar().toString()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile("verify", ".out");
        Path err = Files.createTempFile("verify", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            int status = process.waitFor();
            return new Answer(
                    status,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Path jar() {
        return Path.of(System.getProperty("temoin.verify.jar", "target/temoin-verify.jar"));
    }
}
