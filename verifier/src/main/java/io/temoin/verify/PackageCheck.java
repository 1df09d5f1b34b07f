// SPDX-License-Identifier: Apache-2.0
package io.temoin.verify;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictJson;
import io.temoin.transparency.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command {@code verify-package}: an access package, unpacked into a folder, has every file
 * that its manifest states, unchanged, and no other. Whether something is missing from the package
 * itself is for the manifest to say, and is repeated. Files are read in constant memory.
 */
record PackageCheck(String folder) {

    private static final String MANIFEST = "manifest.json";
    private static final String WHAT = "The manifest";
    private static final int CHUNK = 1 << 16;

    /** Relative, downwards only, and the same on every system. */
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    static PackageCheck of(List<String> words) {
        return new PackageCheck(Arguments.of(words, List.of(), 1).values().getFirst());
    }

    String answer() {
        Path root = existing();
        Map<String, Object> manifest =
                StrictJson.object(LocalFile.read(root.resolve(MANIFEST).toString()), WHAT);
        if (!Long.valueOf(1).equals(manifest.get("version"))) {
            throw new CannotVerify("The manifest has a version that this program does not know.");
        }
        Set<String> stated = new TreeSet<>();
        for (Object entry : list(manifest, "files")) {
            Map<String, Object> file = StrictJson.members(entry, WHAT);
            String path = text(file, "path");
            if (!stated.add(path)) {
                throw new Untrusted("The manifest states " + path + " twice.");
            }
            requireSame(root, path, number(file, "bytes"), text(file, "sha256"));
        }
        requireNoOther(root, stated);
        return "The package "
                + PlainText.of(text(manifest, "accessPackage"))
                + " of "
                + PlainText.of(text(manifest, "controller"))
                + ", written at "
                + PlainText.of(text(manifest, "writtenAt"))
                + ", has the "
                + stated.size()
                + " files that its manifest states, unchanged, and no other. "
                + completeness(manifest);
    }

    private Path existing() {
        try {
            Path root = Path.of(folder);
            if (Files.isDirectory(root)) {
                return root;
            }
        } catch (InvalidPathException _) {
            throw noFolder();
        }
        throw noFolder();
    }

    private CannotVerify noFolder() {
        return new CannotVerify(
                folder + " is not a folder. Unpack the package first, with its passphrase.");
    }

    private static void requireSame(Path root, String path, long bytes, String sha256) {
        if (!PATH.matcher(path).matches()) {
            throw new Untrusted("The manifest states a file outside the package.");
        }
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Untrusted("The package does not have " + path + ".");
        }
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.digest();
            byte[] chunk = new byte[CHUNK];
            long length = 0;
            for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                digest.update(chunk, 0, read);
                length += read;
            }
            if (length != bytes || !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                throw new Untrusted(path + " is not the file that the manifest states.");
            }
        } catch (IOException _) {
            throw new CannotVerify("The file " + path + " cannot be read.");
        }
    }

    private static void requireNoOther(Path root, Set<String> stated) {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> !path.equals(MANIFEST) && !stated.contains(path))
                    .findFirst()
                    .ifPresent(PackageCheck::refuseUnstated);
        } catch (IOException | UncheckedIOException _) {
            throw new CannotVerify("The folder of the package cannot be read.");
        }
    }

    private static void refuseUnstated(String path) {
        throw new Untrusted("The manifest does not state the file " + path + ".");
    }

    private static String completeness(Map<String, Object> manifest) {
        List<?> missing = list(manifest, "missing");
        if (missing.isEmpty()) {
            return "It says that nothing is missing.";
        }
        return "It says that it is incomplete: "
                + missing.stream()
                        .map(entry -> absent(StrictJson.members(entry, WHAT)))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String absent(Map<String, Object> entry) {
        return PlainText.of(text(entry, "service"))
                + (entry.containsKey("item") ? " " + PlainText.of(text(entry, "item")) : "")
                + " ("
                + PlainText.of(text(entry, "reason"))
                + ")";
    }

    private static List<?> list(Map<String, Object> members, String name) {
        if (members.get(name) instanceof List<?> items) {
            return items;
        }
        throw new Untrusted("The manifest has no list " + name + ".");
    }

    private static String text(Map<String, Object> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new Untrusted("The manifest has no text " + name + " where it belongs.");
    }

    private static long number(Map<String, Object> members, String name) {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new Untrusted("The manifest has no number " + name + " where it belongs.");
    }
}
