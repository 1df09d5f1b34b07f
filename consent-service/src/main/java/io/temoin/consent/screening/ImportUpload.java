// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.LongBody;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.screening.ImportStore.Piece;
import io.temoin.consent.screening.ImportStore.Progress;
import io.temoin.consent.screening.NumberLines.Read;
import io.temoin.consent.screening.ScreeningImport.State;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a file: line by line into fingerprints, kept some megabytes at a time together
 * with how far the file has been read. Whatever ends the upload, the same file goes on from there,
 * on any instance. Blocks: runs on a virtual thread, one per upload.
 *
 * <p>What is read ends at the end of a line, so that no part of a number is ever kept.
 */
@Singleton
class ImportUpload {

    static final int MOST_BROKEN = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEGMENT = 4 * 1024 * 1024;
    private static final int READERS = 2;

    private final ImportStore imports;
    private final NumberLines lines;
    private final ExecutorService threads;
    private final long longest;

    ImportUpload(
            ImportStore imports,
            NumberLines lines,
            @VirtualThreads ExecutorService threads,
            ConsentConfig config) {
        this.imports = imports;
        this.lines = lines;
        this.threads = threads;
        this.longest = config.screening().maxBytes();
    }

    /**
     * The import that a part of the file is for. There is none for another organisation than that
     * which announced it, and only who may announce a copy brings parts of it.
     *
     * @param offset where the part begins
     */
    ScreeningImport expecting(Caller caller, UUID id, long offset) {
        ScreeningImport found = find(caller.tenant(), id);
        if (!found.isAnnouncedBy(caller)) {
            throw ImportStore.unknown();
        }
        ImportRights.require(caller, found.register());
        if (found.state() != State.RECEIVING) {
            throw new Rejected(
                    ScreeningProblem.IMPORT_CLOSED,
                    "This import accepts no more data; its state is " + found.state() + ".");
        }
        if (found.progress().received() != offset) {
            throw mismatch(found.progress().received());
        }
        return found;
    }

    /**
     * Reads a part to its end.
     *
     * @param by who brings it
     * @param last whether the file ends with it
     * @return the import with the part; the file is whole and good when {@code last}
     */
    ScreeningImport receive(ScreeningImport from, LongBody body, Actor by, boolean last) {
        ScreeningImport reached = from;
        byte[] segment = new byte[SEGMENT];
        int filled = 0;
        boolean complete = true;
        try {
            for (ByteBuffer part = body.next(); part != null; part = body.next()) {
                while (part.hasRemaining()) {
                    int room = Math.min(part.remaining(), SEGMENT - filled);
                    part.get(segment, filled, room);
                    filled += room;
                    if (filled == SEGMENT) {
                        int whole = wholeLines(reached, segment, filled);
                        reached = keep(reached, segment, whole);
                        System.arraycopy(segment, whole, segment, 0, filled - whole);
                        filled -= whole;
                    }
                }
            }
        } catch (LongBody.Incomplete _) {
            complete = false; // what has arrived is kept
        }
        int rest = last && complete ? filled : endOfLines(segment, filled);
        reached = rest == 0 ? reached : keep(reached, segment, rest);
        if (!complete) {
            throw new Rejected(
                    ScreeningProblem.UPLOAD_INCOMPLETE,
                    "The upload was interrupted. The bytes received so far have been stored;"
                            + " continue from Upload-Offset.");
        }
        return last ? close(reached, by) : reached;
    }

    private int wholeLines(ScreeningImport reached, byte[] segment, int filled) {
        int whole = endOfLines(segment, filled);
        if (whole == 0) {
            Progress progress = reached.progress();
            await(imports.fail(reached, ScreeningProblem.IMPORT_LINES_INVALID));
            throw refused(List.of(progress.lines() + 1));
        }
        return whole;
    }

    private static int endOfLines(byte[] segment, int filled) {
        int end = filled;
        while (end > 0 && segment[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private ScreeningImport keep(ScreeningImport from, byte[] segment, int length) {
        Progress before = from.progress();
        if (before.received() + length > longest) {
            await(imports.fail(from, ScreeningProblem.IMPORT_TOO_LARGE));
            throw new Rejected(
                    ScreeningProblem.IMPORT_TOO_LARGE, "The file exceeds the maximum size.");
        }
        FileDigest digest = FileDigest.from(before.digest());
        digest.update(segment, 0, length);
        int header = before.received() == 0 && from.header() ? firstLine(segment, length) : 0;
        List<Long> broken = new ArrayList<>(before.brokenLines());
        long line = before.lines() + (header > 0 ? 1 : 0);
        List<byte[]> fingerprints = new ArrayList<>();
        for (Read read : readers(from, segment, header, length)) {
            for (int index : read.broken()) {
                if (broken.size() < MOST_BROKEN) {
                    broken.add(line + index + 1);
                }
            }
            line += read.lines();
            fingerprints.add(read.fingerprints());
        }
        Piece piece = broken.isEmpty() ? piece(fingerprints) : null;
        Progress after =
                new Progress(
                        before.received() + length,
                        line,
                        before.pieces() + (piece == null ? 0 : 1),
                        digest.soFar(),
                        List.copyOf(broken));
        if (!await(imports.advance(from, after, piece))) {
            throw mismatch(find(from.tenant(), from.id()).progress().received());
        }
        return from.advanced(after);
    }

    private static int firstLine(byte[] segment, int length) {
        int end = 0;
        while (end < length && segment[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, length);
    }

    /** Hashing is most of the work, so both halves of a segment are read at once. */
    private List<Read> readers(ScreeningImport of, byte[] segment, int from, int to) {
        List<CompletableFuture<Read>> halves = new ArrayList<>(READERS);
        int start = from;
        for (int reader = 1; reader <= READERS && start < to; reader++) {
            int middle = from + (int) ((long) (to - from) * reader / READERS);
            int end = reader == READERS ? to : Math.max(start, endOfLines(segment, middle));
            int first = start;
            halves.add(
                    CompletableFuture.supplyAsync(
                            () ->
                                    lines.read(
                                            segment,
                                            first,
                                            end,
                                            of.tenant(),
                                            of.region(),
                                            MOST_BROKEN),
                            threads));
            start = end;
        }
        return halves.stream().map(CompletableFuture::join).toList();
    }

    private static @Nullable Piece piece(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        if (all.length == 0) {
            return null;
        }
        int filled = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, filled, part.length);
            filled += part.length;
        }
        byte[] sorted = FingerprintPages.sorted(all, 0);
        int[] ends = new int[ScreeningImport.RANGES];
        for (int at = 0; at < sorted.length; at += FingerprintPages.WIDTH) {
            ends[sorted[at] & 0xff]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        return new Piece(ImportStore.boxed(ends), sorted);
    }

    private ScreeningImport close(ScreeningImport whole, Actor by) {
        Progress progress = whole.progress();
        String checksum = FileDigest.from(progress.digest()).finish();
        if (!progress.brokenLines().isEmpty()) {
            await(imports.fail(whole, checksum, ScreeningProblem.IMPORT_LINES_INVALID));
            throw refused(progress.brokenLines());
        }
        if (progress.pieces() == 0) {
            await(imports.fail(whole, checksum, ScreeningProblem.IMPORT_EMPTY));
            throw new Rejected(ScreeningProblem.IMPORT_EMPTY, "The file contains no phone number.");
        }
        await(imports.build(whole, by, checksum, FingerprintPages.forRows(progress.lines())));
        return find(whole.tenant(), whole.id());
    }

    private ScreeningImport find(TenantId tenant, UUID id) {
        return await(imports.find(tenant, id));
    }

    private static Rejected mismatch(long received) {
        return Rejected.at(
                "Upload-Offset",
                ScreeningProblem.UPLOAD_OFFSET_MISMATCH,
                "Continue the upload at byte " + received + ".");
    }

    private static Rejected refused(List<Long> brokenLines) {
        return new Rejected(
                ScreeningProblem.IMPORT_LINES_INVALID,
                "Some lines of the file contain no phone number, so the whole file was rejected.",
                brokenLines.stream()
                        .map(
                                line ->
                                        new Violation(
                                                "line " + line,
                                                "number-invalid",
                                                "Line "
                                                        + line
                                                        + " does not contain a possible phone"
                                                        + " number."))
                        .toList());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
