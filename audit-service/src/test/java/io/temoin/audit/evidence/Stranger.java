// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.Space;
import io.temoin.audit.VerifierCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Somebody with a bundle, the keys of the log and the verifier, in a process of its own. */
final class Stranger {

    /** How the verifier ended, and what it said. */
    record Finding(int status, String said) {}

    private final Path folder;
    private final byte[] bundle;

    Stranger(Path folder, byte[] bundle) {
        this.folder = folder;
        this.bundle = bundle;
    }

    /** The files in the bundle. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            @Nullable ZipEntry next;
            while ((next = zip.getNextEntry()) != null) {
                files.put(next.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return files;
    }

    /** A file in the bundle. */
    String file(String name) {
        String content = files().get(name);
        assertThat(content).as(name).isNotNull();
        return String.valueOf(content);
    }

    /** Verifies with keys that the tenant's people were given apart from the bundle. */
    Finding verifies(Space space) {
        return verify("--policy", policy(space).toString());
    }

    /** Unpacks the bundle and verifies it with what is in it, Python and openssl. */
    Finding runsTheScript(Space space) throws IOException {
        Path own = policy(space);
        Path unpacked = Files.createTempDirectory(folder, "unpacked");
        for (var file : files().entrySet()) {
            Path to = unpacked.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.writeString(to, file.getValue());
        }
        return run(
                List.of(
                        "python3",
                        "-I",
                        unpacked.resolve("verify.py").toString(),
                        "--policy",
                        own.toString()));
    }

    private Path policy(Space space) {
        StringBuilder policy = new StringBuilder();
        List<List<String>> keys = space.as("dpo").get("/v1/logs").path("items.keys");
        keys.forEach(log -> log.forEach(key -> policy.append("log ").append(key).append('\n')));
        return write("own.txt", (policy + "quorum none\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Verifies with the keys in the bundle. */
    Finding verifies() {
        return verify();
    }

    private Finding verify(String... options) {
        List<String> command =
                VerifierCommand.of("verify-bundle", write("bundle.zip", bundle).toString());
        command.addAll(List.of(options));
        return run(command);
    }

    private static Finding run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            byte[] output = process.getInputStream().readAllBytes();
            return new Finding(process.waitFor(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a stranger verifies");
        }
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
