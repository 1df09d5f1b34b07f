// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import io.temoin.audit.intake.domain.SealedPerson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody was given an evidence bundle. All that ever happens to one; who it was, and when, is
 * with the event.
 *
 * @param recording the case, if it was that of a recording
 * @param subject the case, if it was that of a person who has no pseudonym
 * @param correlation the case, if it was what one call caused
 * @param from the case begins not before this instant
 * @param to the case ends before this instant
 * @param entries how many are in it
 * @param leaves SHA-256 of their leaves in the order of the bundle, in hexadecimal digits: whoever
 *     has a bundle can tell whether it is this one
 * @param withheld the names of fields that it does not show
 * @param persons the case, if it was that of a person by pseudonym; absent otherwise, and of a
 *     person who was erased
 */
public record EvidenceHandedOut(
        UUID evidence,
        @Nullable String recording,
        @Nullable String subject,
        @Nullable String correlation,
        @Nullable Instant from,
        @Nullable Instant to,
        int entries,
        String leaves,
        List<String> withheld,
        EvidenceReason reason,
        @Nullable List<SealedPerson> persons) {

    /** Copies the lists. */
    public EvidenceHandedOut {
        withheld = List.copyOf(withheld);
        persons = persons == null ? null : List.copyOf(persons);
    }
}
