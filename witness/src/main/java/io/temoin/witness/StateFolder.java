// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.VerifierKey;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the witness remembers: one file for each log, {@code <hash of the origin>.note}, with the
 * last note it cosigned, and one file that lists these logs, so that a lost file is noticed.
 * Nothing is cached, so what was written is what is read. Several threads may use it, for one log
 * one at a time.
 */
final class StateFolder {

    private static final String NOTE = ".note";
    private static final String FILES = "[0-9a-f]".repeat(64) + NOTE;

    private final Path folder;
    private final List<VerifierKey> witness;

    StateFolder(Path folder, List<VerifierKey> witness) {
        this.folder = folder;
        this.witness = List.copyOf(witness);
    }

    /** Whether there is a state of any log. */
    static boolean hasStates(Path folder) throws IOException {
        return Files.exists(list(folder)) || !files(folder).isEmpty();
    }

    /**
     * What was cosigned last, or nothing if this log never was.
     *
     * @throws DamagedState when there was something and it cannot be relied on
     */
    Optional<LastCosigned> last(WatchedLog log) throws IOException {
        Path file = file(log.hash());
        byte[] stored;
        try {
            stored = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            if (listed().contains(log.hash())) {
                throw new DamagedState(
                        missing(file) + ", although " + log.origin() + " has been cosigned.");
            }
            return Optional.empty();
        }
        LastCosigned last = read(file, stored, log.keys());
        if (!last.checkpoint().origin().equals(log.origin())) {
            throw damaged(file, "It belongs to another log.");
        }
        return Optional.of(last);
    }

    /** Remembers a cosigned note for ever. Only then it may be given out. */
    void keep(LastCosigned last) throws IOException {
        String hash = WatchedLog.hash(last.checkpoint().origin());
        DurableFile.write(file(hash), last.note().bytes());
        enter(hash);
    }

    /** After the note and not before: a crash in between must not make a log that never was. */
    private synchronized void enter(String hash) throws IOException {
        SortedSet<String> listed = listed();
        if (listed.add(hash)) {
            String text = String.join("\n", listed) + "\n";
            DurableFile.write(list(folder), StrictText.bytes(text, "The list"));
        }
    }

    /** Every log that has a state, by file: what was cosigned last, or what is wrong with it. */
    List<Remembered> all() throws IOException {
        SortedSet<String> hashes = listed();
        files(folder).forEach(file -> hashes.add(hashOf(file)));
        List<Remembered> all = new ArrayList<>();
        for (String hash : hashes) {
            all.add(remembered(hash));
        }
        return all;
    }

    private Remembered remembered(String hash) throws IOException {
        Path file = file(hash);
        try {
            LastCosigned last = read(file, Files.readAllBytes(file), List.of());
            return WatchedLog.hash(last.checkpoint().origin()).equals(hash)
                    ? new Remembered.Last(last)
                    : new Remembered.Lost(damaged(file, "It belongs to another log.").sentence());
        } catch (NoSuchFileException _) {
            return new Remembered.Lost(missing(file) + ".");
        } catch (DamagedState damage) {
            return new Remembered.Lost(damage.sentence());
        }
    }

    private LastCosigned read(Path file, byte[] stored, Collection<VerifierKey> keys) {
        try {
            return LastCosigned.read(stored, witness, keys);
        } catch (Untrusted fault) {
            throw damaged(file, String.valueOf(fault.getMessage()));
        }
    }

    private static String missing(Path file) {
        return "The state file " + file + " is missing";
    }

    private static DamagedState damaged(Path file, String why) {
        return new DamagedState("The state in " + file + " is damaged: " + why);
    }

    private SortedSet<String> listed() throws IOException {
        try {
            byte[] list = Files.readAllBytes(list(folder));
            return new TreeSet<>(StrictText.lines(StrictText.utf8(list, "It"), "It"));
        } catch (NoSuchFileException _) {
            return new TreeSet<>();
        } catch (Untrusted fault) {
            throw damaged(list(folder), String.valueOf(fault.getMessage()));
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash + NOTE);
    }

    private static String hashOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - NOTE.length());
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, FILES)) {
            notes.forEach(files::add);
        }
        return files;
    }

    private static Path list(Path folder) {
        return folder.resolve("cosigned-logs");
    }

    /** A log that was cosigned once. */
    sealed interface Remembered {

        /** Its last note. */
        record Last(LastCosigned last) implements Remembered {}

        /** Nothing that can be relied on. */
        record Lost(String sentence) implements Remembered {}
    }
}
