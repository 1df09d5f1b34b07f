// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * {@code java StoredJars.java FOLDER}: rewrites every jar of the folder without compression, since
 * the layer of the image compresses them all together to two thirds of that, and without the native
 * libraries of systems that the image is not for. Classes and resources stay byte for byte what
 * they are. Prints the SHA-256 of each jar before and after, for the bill of materials.
 */
final class StoredJars {

    private static final Pattern NATIVE =
            Pattern.compile(".*\\.(so|dylib|jnilib|dll|sl|a)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern X86 = Pattern.compile(".*(amd64|x86[-_]64).*");
    private static final Pattern ARM = Pattern.compile(".*(aarch[-_]?64|arm64).*");

    private StoredJars() {}

    public static void main(String[] arguments) throws Exception {
        try (var files = Files.walk(Path.of(arguments[0]))) {
            for (var jar : files.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                var before = sha256(jar);
                rewrite(jar);
                System.out.println(before + " " + sha256(jar));
            }
        }
    }

    private static void rewrite(Path jar) throws IOException {
        var unfinished = jar.resolveSibling(jar.getFileName() + ".unfinished");
        try (var from = new ZipFile(jar.toFile());
                var to =
                        new ZipOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            for (Enumeration<? extends ZipEntry> entries = from.entries();
                    entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!isForeign(entry.getName(), jar.getFileName().toString())) {
                    copy(entry, from.getInputStream(entry).readAllBytes(), to);
                }
            }
        }
        Files.move(unfinished, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(ZipEntry entry, byte[] bytes, ZipOutputStream to) throws IOException {
        var crc = new CRC32();
        crc.update(bytes);
        var stored = new ZipEntry(entry.getName());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(bytes.length);
        stored.setCrc(crc.getValue());
        stored.setTimeLocal(entry.getTimeLocal());
        to.putNextEntry(stored);
        to.write(bytes);
        to.closeEntry();
    }

    /** A native library of another system or processor; its name, or the jar's, says of which. */
    private static boolean isForeign(String entry, String jar) {
        if (!NATIVE.matcher(entry).matches()) {
            return false;
        }
        var name = (jar + "/" + entry).toLowerCase(Locale.ROOT);
        var ours = System.getProperty("os.arch").equals("aarch64") ? ARM : X86;
        return name.matches(".*(darwin|macos|osx|mac/|windows|win/|win32|freebsd|sunos|aix|musl).*")
                || !(ours.matcher(name).matches());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
