// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import io.temoin.audit.intake.domain.SealedPerson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records that a bundle is handed out. All that may be asked of one.
 *
 * @param persons the data subject, if the case is that of one by pseudonym: in {@code of} nobody is
 *     named then
 * @param entries how many are in it
 * @param leaves what tells it from others, as in {@link EvidenceHandedOut}
 */
public record HandOutEvidence(
        UUID evidence,
        EvidenceCase of,
        List<SealedPerson> persons,
        @Nullable Instant from,
        @Nullable Instant to,
        int entries,
        String leaves,
        List<String> withheld,
        EvidenceReason reason) {

    /** Copies the list. */
    public HandOutEvidence {
        persons = List.copyOf(persons);
        withheld = List.copyOf(withheld);
    }
}
