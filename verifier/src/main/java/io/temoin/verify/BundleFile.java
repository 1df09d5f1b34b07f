// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Untrusted;
import io.temoin.transparency.entry.BundleManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files in a bundle. A zip file tells twice what it holds, at its end and in front of every
 * file, and programs follow the one or the other. Here both have to tell the same, so that nobody
 * is shown another file than the one that was verified. Only names that a bundle has are taken, and
 * no more bytes than a bundle can need, whatever the sizes in it say.
 */
final class BundleFile {

    /** The largest zip file, the largest file in it, and the most bytes of all of them. */
    static final int LARGEST = 48_000_000;

    private static final int MOST = BundleManifest.names(BundleManifest.MOST_ENTRIES).size() + 1;
    private static final Pattern NAMES =
            Pattern.compile(
                    "(README|LISEZMOI|policy|manifest)\\.txt|(case|dossier)\\.html|verify\\.py"
                            + "|entries/[0-9]{4}\\.(disclosures|tlog-proof)");

    private BundleFile() {}

    /**
     * The content of every file by its name, in their order.
     *
     * @throws Untrusted when this is not the zip file of a bundle
     * @throws CannotVerify when there is no such file
     */
    static Map<String, byte[]> read(String name) {
        Path file = existing(name);
        try {
            if (Files.size(file) > LARGEST) {
                throw new Untrusted("The bundle exceeds the maximum size.");
            }
            ZipDirectory.requirePlain(Files.readAllBytes(file));
            Map<String, byte[]> contents = byItsEnd(file);
            requireSame(file, contents);
            return contents;
        } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
            throw ZipDirectory.damaged();
        }
    }

    private static Path existing(String name) {
        try {
            Path file = Path.of(name);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException _) {
            throw unreadable(name);
        }
        throw unreadable(name);
    }

    private static CannotVerify unreadable(String name) {
        return new CannotVerify("The file " + name + " cannot be read.");
    }

    private static Map<String, byte[]> byItsEnd(Path file) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        long left = LARGEST;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST) {
                throw new Untrusted("The bundle has more files than a bundle can have.");
            }
            Enumeration<? extends ZipEntry> entries = zip.entries();
            for (ZipEntry entry : Collections.list(entries)) {
                String name = named(entry);
                try (InputStream content = zip.getInputStream(entry)) {
                    byte[] bytes = limited(content, left);
                    left -= bytes.length;
                    if (contents.put(name, bytes) != null) {
                        throw new Untrusted("The bundle has " + name + " twice.");
                    }
                }
            }
        }
        return contents;
    }

    private static void requireSame(Path file, Map<String, byte[]> contents) throws IOException {
        var expected = contents.entrySet().iterator();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            @Nullable ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                if (!expected.hasNext()) {
                    throw ZipDirectory.twofold();
                }
                ZipDirectory.requirePlainExtra(entry.getExtra());
                var next = expected.next();
                boolean same =
                        next.getKey().equals(entry.getName())
                                && Arrays.equals(
                                        next.getValue(),
                                        zip.readNBytes(next.getValue().length + 1));
                if (!same) {
                    throw ZipDirectory.twofold();
                }
            }
        }
        if (expected.hasNext()) {
            throw ZipDirectory.twofold();
        }
    }

    private static String named(ZipEntry entry) {
        String name = entry.getName();
        if (!NAMES.matcher(name).matches()) {
            throw new Untrusted("The bundle has an unexpected file: " + PlainText.of(name) + ".");
        }
        return name;
    }

    private static byte[] limited(InputStream content, long most) throws IOException {
        byte[] bytes = content.readNBytes((int) most + 1);
        if (bytes.length > most) {
            throw new Untrusted("The bundle unpacks to more than the maximum size.");
        }
        return bytes;
    }
}
