// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.note;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text and signatures under it (c2sp.org/signed-note), as they were received: nothing of it is
 * trusted before {@link #verify}. Read and written again it has the same bytes.
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** The most signatures we read. Verifiers must read 16; one of ML-DSA-44 has 3.3 kB. */
    public static final int MOST_SIGNATURES = 100;

    /** The longest note we read, in bytes. */
    public static final int LONGEST = 1_000_000;

    private static final String WHAT = "The note";

    /** Refuses a text that cannot be signed, and no or too many signatures. */
    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new Untrusted("The text of the note does not end in a newline.");
        }
        StrictText.refuseControls(text, WHAT);
        StrictText.bytes(text, WHAT);
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new Untrusted(
                    "The note has "
                            + signatures.size()
                            + " signatures; 1 to "
                            + MOST_SIGNATURES
                            + " are read.");
        }
        signatures = List.copyOf(signatures);
    }

    /** Reads a note. The last empty line is what divides text and signatures. */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new Untrusted("The note is longer than a million bytes.");
        }
        return parse(StrictText.utf8(bytes, WHAT));
    }

    /** Reads a note that is part of another text. */
    public static SignedNote parse(String note) {
        StrictText.refuseControls(note, WHAT);
        int divide = note.lastIndexOf("\n\n");
        if (divide < 0) {
            throw new Untrusted("The note has no empty line before its signatures.");
        }
        List<NoteSignature> signatures =
                StrictText.lines(note.substring(divide + 1), WHAT).stream()
                        .skip(1)
                        .limit(MOST_SIGNATURES + 1L)
                        .map(NoteSignature::parse)
                        .toList();
        return new SignedNote(note.substring(0, divide + 1), signatures);
    }

    /**
     * Checks the signatures of these keys. Lines of other keys are ignored, whoever they claim to
     * be.
     *
     * @throws Untrusted when a line of one of the keys is not its signature, or no line is of one
     */
    public VerifiedNote verify(Collection<VerifierKey> trusted) {
        List<VerifiedSignature> verified = new ArrayList<>();
        for (NoteSignature line : signatures) {
            claimed(line, trusted).ifPresent(key -> verified.add(verified(key, line)));
        }
        if (verified.isEmpty()) {
            throw new Untrusted("No trusted key has signed the note.");
        }
        return new VerifiedNote(text, verified);
    }

    private VerifiedSignature verified(VerifierKey key, NoteSignature line) {
        return key.verify(text, line)
                .orElseThrow(
                        () ->
                                new Untrusted(
                                        "The signature of "
                                                + key.name()
                                                + " is not a signature of this text."));
    }

    private static Optional<VerifierKey> claimed(
            NoteSignature line, Collection<VerifierKey> trusted) {
        List<VerifierKey> claimed =
                trusted.stream().filter(key -> key.claimedBy(line)).distinct().toList();
        if (claimed.size() > 1) {
            throw new Untrusted(
                    "Two trusted keys have the name " + line.name() + " and the same id.");
        }
        return claimed.stream().findFirst();
    }

    /** The note with more signatures under it. */
    public SignedNote with(Collection<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.addAll(more);
        return new SignedNote(text, all);
    }

    /** The whole note: text, empty line, signature lines. */
    public String note() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString();
    }

    /** The whole note in UTF-8. */
    public byte[] bytes() {
        return StrictText.bytes(note(), WHAT);
    }
}
