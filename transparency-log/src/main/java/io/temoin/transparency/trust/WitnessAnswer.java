// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.trust;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.NoteSignature;
import io.temoin.transparency.note.SignedNote;
import java.util.List;

/** What a witness answers in words of the protocol (c2sp.org/tlog-witness). */
public sealed interface WitnessAnswer {

    /** The media type of {@link Conflict}. */
    String SIZE_TYPE = "text/x.tlog.size";

    /** The body of the answer. */
    String body();

    /** Status 200: the cosignatures of the checkpoint. They are not verified yet. */
    record Cosigned(List<NoteSignature> signatures) implements WitnessAnswer {

        /** Refuses an answer without signatures, and with more than a note can have. */
        public Cosigned {
            if (signatures.isEmpty() || signatures.size() > SignedNote.MOST_SIGNATURES) {
                throw new Untrusted(
                        "The witness answered with " + signatures.size() + " signatures.");
            }
            signatures = List.copyOf(signatures);
        }

        /** Reads the body of an answer. */
        public static Cosigned parse(byte[] body) {
            if (body.length > SignedNote.LONGEST) {
                throw new Untrusted("The witness's answer is longer than a million bytes.");
            }
            String what = "The witness's answer";
            List<String> lines = StrictText.lines(StrictText.utf8(body, what), what);
            return new Cosigned(
                    lines.stream()
                            .limit(SignedNote.MOST_SIGNATURES + 1L)
                            .map(NoteSignature::parse)
                            .toList());
        }

        @Override
        public String body() {
            StringBuilder body = new StringBuilder();
            signatures.forEach(signature -> body.append(signature.line()).append('\n'));
            return body.toString();
        }
    }

    /** Status 409: the size of the checkpoint that the witness cosigned last. */
    record Conflict(long size) implements WitnessAnswer {

        /** Refuses a negative size. */
        public Conflict {
            if (size < 0) {
                throw new Untrusted("A tree cannot have " + size + " leaves.");
            }
        }

        /** Reads the body of an answer. */
        public static Conflict parse(byte[] body) {
            String what = "The witness's size";
            List<String> lines = StrictText.lines(StrictText.utf8(body, what), what);
            if (lines.size() != 1) {
                throw new Untrusted("The witness's size is not one line.");
            }
            return new Conflict(StrictText.decimal(lines.getFirst(), what));
        }

        @Override
        public String body() {
            return size + "\n";
        }
    }
}
