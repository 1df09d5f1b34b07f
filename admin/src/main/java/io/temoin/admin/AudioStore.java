// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The audio of recording-service, in files or in a bucket: its own jar lists and removes it, with
 * the settings in the environment, since it alone knows how audio is stored.
 */
final class AudioStore {

    private static final String JAR = "quarkus-run.jar";
    private static final String LIST = "list-audio";
    private static final String REMOVE = "remove-listed-audio";

    /** Which it ends with as well when it cannot begin: then it has removed none of them. */
    private static final int SOME_LEFT = 1;

    private static final String LIVE_KEYS =
            """
            select count(*) from shreddable_key
            where scope like 'recording/%' and wrapped is not null""";

    static {
        // The runtime in images has no helper to start programs with, since services start none.
        if (Files.notExists(Path.of(System.getProperty("java.home"), "lib", "jspawnhelper"))) {
            System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
        }
    }

    @Option(
            names = "--recording-service",
            paramLabel = "JAR",
            description =
                    "quarkus-run.jar of recording-service. Default: the one beside this program, or"
                            + " of the same build.")
    private @Nullable Path jar;

    /**
     * Something that is stored of a recording.
     *
     * @param sha256 of the content; empty of what nobody can open
     */
    record Stored(String tenant, String recording, String sha256) {

        /** By which two are the same. */
        String line() {
            return tenant + " " + recording + " " + sha256;
        }
    }

    /** Where audio is, by the settings of recording-service, and by the defaults that it has. */
    static String place(Installation installation) {
        String folder =
                "the folder "
                        + Path.of(installation.setting("TEMOIN_BLOB_DIRECTORY").orElse("blobs"))
                                .toAbsolutePath()
                        + " (TEMOIN_BLOB_DIRECTORY)";
        return installation.setting("TEMOIN_RECORDING_VAULT_STORE").orElse("files").equals("s3")
                ? "the bucket %s (TEMOIN_RECORDING_VAULT_S3_BUCKET) at %s, and %s"
                        .formatted(
                                installation
                                        .setting("TEMOIN_RECORDING_VAULT_S3_BUCKET")
                                        .orElse("?"),
                                installation
                                        .setting("TEMOIN_RECORDING_VAULT_S3_ENDPOINT")
                                        .orElse("AWS"),
                                folder)
                : folder;
    }

    /**
     * Makes sure that a store in which nothing was found may be empty: a setting that is missing
     * leads into an empty folder.
     *
     * @param keys connection of the keys' owner
     * @throws CannotRun when recordings have keys
     */
    static void requireEmpty(Installation installation, Database keys) {
        long live = keys.number(LIVE_KEYS);
        if (live > 0) {
            throw new CannotRun(
                    ("There is no audio in %s, although %d recordings have a key: is it where"
                                    + " recording-service has its audio, and is that restored?")
                            .formatted(place(installation), live));
        }
    }

    /**
     * Hands over everything that is stored.
     *
     * @throws CannotRun when the store cannot be listed
     */
    void list(Consumer<Stored> taker) {
        int status =
                talk(
                        LIST,
                        _ -> {},
                        line -> {
                            String[] words = line.split(" ", -1);
                            if (words.length == 3) {
                                taker.accept(
                                        new Stored(
                                                words[0],
                                                words[1],
                                                words[2].equals("-") ? "" : words[2]));
                            }
                        });
        if (status != 0) {
            throw ended(LIST, status);
        }
    }

    /**
     * Removes all that is stored of recordings. Of what cannot be removed, recording-service says
     * on the error output why.
     *
     * @param recordings hands over tenant and recording of each
     * @param removed is told of each
     * @return whether all of it was removed
     * @throws CannotRun when none of it could be
     */
    boolean remove(Consumer<Consumer<String>> recordings, Consumer<String> removed) {
        int status = talk(REMOVE, recordings, removed);
        if (status != 0 && status != SOME_LEFT) {
            throw ended(REMOVE, status);
        }
        return status == 0;
    }

    private static CannotRun ended(String command, int status) {
        return new CannotRun(
                "recording-service's '%s' ended with code %d.".formatted(command, status));
    }

    /** Answers the exit code. */
    private int talk(String command, Consumer<Consumer<String>> input, Consumer<String> output) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-jar", program().toString(), command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            CompletableFuture<?> written =
                    CompletableFuture.runAsync(
                            () -> write(process, input), Thread::startVirtualThread);
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    output.accept(line);
                }
            }
            int status = process.waitFor();
            if (status == 0) {
                written.get();
            }
            return status;
        } catch (IOException failure) {
            throw new CannotRun(
                    "recording-service's '%s' could not be run: %s"
                            .formatted(command, failure.getMessage()),
                    failure);
        } catch (ExecutionException failure) {
            throw new CannotRun(
                    "Not all recordings reached recording-service's '%s'; run it again: %s"
                            .formatted(command, CannotRun.reason(failure)),
                    failure);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted; run the command again to continue.", ending);
        }
    }

    /** If it ends before it has read all, its exit code says so. */
    private static void write(Process process, Consumer<Consumer<String>> lines) {
        try (PrintWriter input =
                new PrintWriter(process.getOutputStream(), false, StandardCharsets.UTF_8)) {
            lines.accept(input::println);
        }
    }

    private Path program() {
        Path named = jar;
        if (named != null) {
            return named;
        }
        Path beside = own().resolveSibling(JAR);
        Path ofTheBuild =
                own().resolveSibling("../../recording-service/target/quarkus-app").resolve(JAR);
        return Stream.of(beside, ofTheBuild.normalize())
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CannotRun(
                                        "Where is recording-service? Name its quarkus-run.jar with"
                                                + " --recording-service."));
    }

    private static Path own() {
        return Path.of(
                        AudioStore.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                .toAbsolutePath();
    }
}
