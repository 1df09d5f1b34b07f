// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.transparency.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An access package that somebody unpacked. */
class PackageCheckTest {

    private static final byte[] CONSENTS = bytes("[\n]\n");
    private static final byte[] AUDIO = new byte[200_000];

    @TempDir private Path folder = Path.of("");

    @BeforeEach
    void unpack() throws IOException {
        write("consent/consents.json", CONSENTS);
        write("recording/audio/0001.wav", AUDIO);
        write("manifest.json", manifest(stated("consent/consents.json", CONSENTS), ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String stated(String path, byte[] content) {
        return "{\"path\":\"%s\",\"service\":\"consent\",\"bytes\":%d,\"sha256\":\"%s\"}"
                .formatted(
                        path,
                        content.length,
                        HexFormat.of().formatHex(Sha256.digest().digest(content)));
    }

    private static byte[] manifest(String first, String missing) {
        return bytes(
                """
                {"version":1,"accessPackage":"01990000-0000-7000-8000-00000000000d",
                 "controller":"rhone-telecom","kind":"ACCESS","complete":%s,
                 "writtenAt":"2026-12-01T10:05:00Z",
                 "files":[%s,%s],"missing":[%s],"leftOut":[]}
                """
                        .formatted(
                                missing.isEmpty(),
                                first,
                                stated("recording/audio/0001.wav", AUDIO),
                                missing));
    }

    private Answer verified() {
        return Answer.to("verify-package", folder.toString());
    }

    @Test
    void saysThatEverythingIsThere() {
        assertThat(verified())
                .isEqualTo(
                        new Answer(
                                0,
                                "The package 01990000-0000-7000-8000-00000000000d of rhone-telecom,"
                                        + " written at 2026-12-01T10:05:00Z, has the 2 files that its"
                                        + " manifest states, unchanged, and no other. It says that"
                                        + " nothing is missing.\n",
                                ""));
    }

    @Test
    void repeatsWhatThePackageSaysIsMissing() throws IOException {
        write(
                "manifest.json",
                manifest(
                        stated("consent/consents.json", CONSENTS),
                        "{\"service\":\"audit\",\"reason\":\"TOO_LATE\"},"
                                + "{\"service\":\"recording\",\"item\":\"0199\",\"reason\":\"OTHER_VOICES\"}"));

        assertThat(verified().status()).isZero();
        assertThat(verified().out())
                .endsWith(
                        "It says that it is incomplete: audit (TOO_LATE); recording 0199"
                                + " (OTHER_VOICES).\n");
    }

    @Test
    void findsAChangedFile() throws IOException {
        byte[] changed = AUDIO.clone();
        changed[150_000] = 1;
        write("recording/audio/0001.wav", changed);

        assertThat(verified())
                .isEqualTo(
                        new Answer(
                                1,
                                "",
                                "Wrong: recording/audio/0001.wav is not the file that the manifest"
                                        + " states.\n"));
    }

    @Test
    void findsAMissingFile() throws IOException {
        Files.delete(folder.resolve("consent/consents.json"));

        assertThat(verified().err())
                .isEqualTo("Wrong: The package does not have consent/consents.json.\n");
    }

    @Test
    void findsAFileThatTheManifestDoesNotState() throws IOException {
        write("consent/more.json", CONSENTS);

        assertThat(verified().err())
                .isEqualTo("Wrong: The manifest does not state the file consent/more.json.\n");
    }

    /** A link could lead to any file of the reader. */
    @Test
    void followsNoLinks(@TempDir Path elsewhere) throws IOException {
        Path target = Files.write(elsewhere.resolve("consents.json"), CONSENTS);
        Files.delete(folder.resolve("consent/consents.json"));
        Files.createSymbolicLink(folder.resolve("consent/consents.json"), target);

        assertThat(verified().status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "/etc/passwd",
                "a/../../b",
                "a\\\\b",
                "",
                "a//b",
                ".hidden",
                "C:x"
            })
    void readsNothingOutsideTheFolder(String path) throws IOException {
        write("manifest.json", manifest(stated(path, CONSENTS), ""));

        assertThat(verified())
                .isEqualTo(
                        new Answer(
                                1, "", "Wrong: The manifest states a file outside the package.\n"));
    }

    @Test
    void refusesAManifestThatStatesAFileTwice() throws IOException {
        write("manifest.json", manifest(stated("recording/audio/0001.wav", AUDIO), ""));

        assertThat(verified().err())
                .isEqualTo("Wrong: The manifest states recording/audio/0001.wav twice.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1}",
                "{\"version\":1,\"files\":[1],\"missing\":[]}",
                "{\"version\":1,\"files\":[{\"path\":1}],\"missing\":[]}",
                "{\"version\":1,\"files\":[{\"path\":\"a\",\"bytes\":\"1\"}],\"missing\":[]}"
            })
    void refusesAManifestOfAnotherForm(String manifest) throws IOException {
        write("manifest.json", bytes(manifest));

        assertThat(verified().status()).isEqualTo(1);
        assertThat(verified().err()).startsWith("Wrong: The manifest has ").endsWith(".\n");
    }

    @Test
    void cannotTellOfWhatItDoesNotKnow() throws IOException {
        write("manifest.json", bytes("{\"version\":2}"));
        assertThat(verified().status()).isEqualTo(2);

        Files.delete(folder.resolve("manifest.json"));
        assertThat(verified().status()).isEqualTo(2);

        assertThat(Answer.to("verify-package", folder.resolve("none").toString()))
                .extracting(Answer::status)
                .isEqualTo(2);
    }
}
