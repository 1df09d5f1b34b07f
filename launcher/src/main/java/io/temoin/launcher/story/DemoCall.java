// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** The recorded call of the story: a real file with speech, the agent left, the customer right. */
final class DemoCall {

    /** Where it lies in the repository. */
    static final String PATH = "launcher/src/main/resources/call.wav";

    /** How long it is. */
    static final Duration LENGTH = Duration.ofMillis(6577);

    private final byte[] bytes;

    DemoCall() {
        try (var file = DemoCall.class.getResourceAsStream("/call.wav")) {
            if (file == null) {
                throw new IllegalStateException("call.wav is missing from the launcher jar.");
            }
            bytes = file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] range(int first, int last) {
        return Arrays.copyOfRange(bytes, first, last + 1);
    }

    /** A stretch of speech that would betray the plaintext in any file it appears in. */
    byte[] sample() {
        return Arrays.copyOfRange(bytes, 40_000, 40_064);
    }

    int length() {
        return bytes.length;
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
