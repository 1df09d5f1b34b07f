// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the person who asks has given: files and keys. A fault in them is no finding. */
final class LocalFile {

    /** The longest content that is read, in bytes: a full bundle of the longest entries. */
    static final int LONGEST = 256 * (2 + 0xffff);

    private LocalFile() {}

    static byte[] read(String name) {
        try (InputStream file = Files.newInputStream(Path.of(name))) {
            return limited(file, name);
        } catch (IOException | InvalidPathException _) {
            throw new CannotVerify("The file " + name + " cannot be read.");
        }
    }

    static byte[] limited(InputStream content, String name) throws IOException {
        byte[] bytes = content.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new CannotVerify(name + " is longer than any file of a log.");
        }
        return bytes;
    }

    static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (Untrusted fault) {
            throw new CannotVerify("The key cannot be used: " + fault.getMessage());
        }
    }
}
