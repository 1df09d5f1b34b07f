// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The files of recording-service, looked at from outside, as a thief of the disk would. */
final class AudioFolder {

    private final Path folder;

    AudioFolder(SuiteFolder suite) {
        this.folder = suite.service(ServiceName.RECORDING).resolve("audio");
    }

    /** The recording has a file, and the speech is in none. */
    void checkSealed(String recording, DemoCall call) {
        if (filesOf(recording).isEmpty()) {
            throw new Failure("There is no file of recording " + recording + " under " + folder);
        }
        for (var file : files()) {
            if (contains(file, call.sample())) {
                throw new Failure("The speech is stored unencrypted in " + file);
            }
        }
    }

    /** Nothing of the recording is on disk. */
    void checkNothingOf(String recording) {
        var left = filesOf(recording);
        if (!left.isEmpty()) {
            throw new Failure("Data of recording " + recording + " remains: " + left);
        }
    }

    private List<Path> filesOf(String recording) {
        return files().stream().filter(file -> file.toString().contains(recording)).toList();
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, byte[] sample) {
        try {
            var bytes = Files.readAllBytes(file);
            for (var start = 0; start + sample.length <= bytes.length; start++) {
                if (Arrays.equals(bytes, start, start + sample.length, sample, 0, sample.length)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            // An upload or a deletion under way; what is gone cannot be read.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
