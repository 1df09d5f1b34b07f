// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses what is handed out, for those who ask for it (RFC 9110, section 12.5.3). */
final class Compression {

    private static final String GZIP = "gzip";

    private Compression() {}

    /** Whether a header {@code Accept-Encoding} has gzip, by its name or with everything. */
    static boolean isWanted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        String[] codings = acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1);
        return weight(codings, GZIP, weight(codings, "*", 0)) > 0;
    }

    private static double weight(String[] codings, String name, double otherwise) {
        return Arrays.stream(codings)
                .map(coding -> coding.split(";", -1))
                .filter(parts -> parts[0].strip().equals(name))
                .map(Compression::weight)
                .findFirst()
                .orElse(otherwise);
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return number(parameter.substring(2));
            }
        }
        return 1;
    }

    /** What is no weight wants nothing. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure); // memory has no such failure
        }
        return zipped.toByteArray();
    }
}
