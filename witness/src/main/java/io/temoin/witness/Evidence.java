// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.note.SignedNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Notes that a log signed and should not have, kept beside the state for whoever has to be shown.
 * Each is two files, both notes that any tool can verify: {@code <hash>.conflict-<time>.note} with
 * what was refused, and {@code <hash>.conflict-<time>.cosigned.note} with what this witness had
 * cosigned then. The caller has the lock of the log.
 */
final class Evidence {

    /** Of each kind for each log, so that nobody fills the disk by sending more. */
    static final int MOST = 16;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String NOTE = ".note";
    private static final String COSIGNED = ".cosigned.note";

    private final Path folder;

    Evidence(Path folder) {
        this.folder = folder;
    }

    /** What a note is evidence of. */
    enum Kind {
        /** Two roots for one size, both signed: the log lied. It needs no further proof. */
        CONFLICT("conflict"),
        /**
         * A larger tree that did not come with a proof. Anybody can send a good checkpoint with a
         * bad proof, so this says where to look, no more; it has its own room for that reason.
         */
        UNPROVEN("unproven");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Keeps a note, unless the same text is kept already or there is enough.
     *
     * @param refused the note with verified signatures of the log only
     * @return the file, if one was written
     */
    Optional<Path> keep(Kind kind, LastCosigned known, SignedNote refused, Instant now)
            throws IOException {
        String start = WatchedLog.hash(known.checkpoint().origin()) + "." + kind.word + "-";
        List<Path> kept = kept(start);
        if (kept.size() >= MOST || contains(kept, refused)) {
            return Optional.empty();
        }
        Instant free = now;
        while (Files.exists(folder.resolve(start + TIME.format(free) + NOTE))) {
            free = free.plusMillis(1);
        }
        DurableFile.write(
                folder.resolve(start + TIME.format(free) + COSIGNED), known.note().bytes());
        Path file = folder.resolve(start + TIME.format(free) + NOTE);
        DurableFile.write(file, refused.bytes());
        return Optional.of(file);
    }

    /** How many notes of this kind are kept for a log. */
    int count(Kind kind, String origin) throws IOException {
        return kept(WatchedLog.hash(origin) + "." + kind.word + "-").size();
    }

    private List<Path> kept(String start) throws IOException {
        List<Path> kept = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, start + "*" + NOTE)) {
            for (Path file : files) {
                if (!file.toString().endsWith(COSIGNED)) {
                    kept.add(file);
                }
            }
        }
        return kept;
    }

    private static boolean contains(List<Path> kept, SignedNote refused) throws IOException {
        for (Path file : kept) {
            // The text is up to the last empty line; what follows are signatures.
            if (Files.readString(file, StandardCharsets.UTF_8).startsWith(refused.text() + "\n")) {
                return true;
            }
        }
        return false;
    }
}
