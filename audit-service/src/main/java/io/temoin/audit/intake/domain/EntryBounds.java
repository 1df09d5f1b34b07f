// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the trail can keep of an event. A text may say anything that its service let in; what the
 * database could not store, or would store otherwise than the log commits to it, is found here and
 * not by an error that nobody understands.
 */
public final class EntryBounds {

    /** In characters. A row of an index holds 2,704 bytes, and a character has at most three. */
    private static final int LONGEST = 800;

    private static final int MOST_CODES = 200;

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private EntryBounds() {}

    /** A sentence about what cannot be kept, without quoting it; {@code null} if all can be. */
    public static @Nullable String fault(AuditEntry entry) {
        if (entry.id().isEmpty() || entry.id().startsWith(Submission.OUTSIDE)) {
            return "the id is none that an event has";
        }
        if (entry.when().at().isBefore(FIRST) || entry.when().at().isAfter(LAST)) {
            return "the time is out of every range";
        }
        for (List<String> codes : List.of(entry.what().because(), entry.why().purposes())) {
            if (codes.size() > MOST_CODES || codes.contains("")) {
                return "a list of codes is too long, or a code is empty";
            }
        }
        return texts(entry).allMatch(EntryBounds::fits)
                ? null
                : "a text is too long or has control characters";
    }

    private static Stream<@Nullable String> texts(AuditEntry entry) {
        AuditEntry.StatedReason reason = entry.why().reason();
        return Stream.of(
                        Stream.of(
                                entry.id(),
                                entry.who().actor(),
                                entry.who().organisation(),
                                entry.who().role(),
                                entry.what().action(),
                                entry.how().service(),
                                entry.how().operation(),
                                entry.how().channel(),
                                entry.workstation(),
                                entry.trace().correlation(),
                                entry.trace().causation(),
                                entry.trace().stream(),
                                reason == null ? null : reason.code(),
                                reason == null ? null : reason.reference()),
                        Stream.of(
                                entry.links().controller(),
                                entry.links().subject(),
                                entry.links().recording(),
                                entry.links().decision(),
                                entry.links().consent()),
                        entry.what().because().stream(),
                        entry.why().purposes().stream())
                .flatMap(all -> all);
    }

    /** Whether an entry may have this id; others need not be looked for. */
    public static boolean isId(String text) {
        return !text.isEmpty() && fits(text);
    }

    private static boolean fits(@Nullable String text) {
        return text == null
                || (text.length() <= LONGEST
                        && text.codePoints().noneMatch(EntryBounds::cannotBeWritten));
    }

    /** Half of a character pair has no UTF-8; PostgreSQL has no NUL, and chr(31) parts codes. */
    private static boolean cannotBeWritten(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
