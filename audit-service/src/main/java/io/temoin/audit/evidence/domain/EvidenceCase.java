// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import java.util.List;

/** Which entries of the trail belong together in the eyes of whoever asks for evidence. */
public sealed interface EvidenceCase {

    /** The entries of a recording, and of the decision and the consent that it rests on. */
    record OfRecording(String recording) implements EvidenceCase {}

    /**
     * Everything that happened to the data of one person.
     *
     * @param subject by pseudonym; empty where that is sealed
     */
    record OfSubject(String subject) implements EvidenceCase {}

    /** Everything that one call of the outside world caused. */
    record OfCorrelation(String correlation) implements EvidenceCase {}

    /** These entries, by their ids. */
    record OfEntries(List<String> entries) implements EvidenceCase {

        /** Copies the list. */
        public OfEntries {
            entries = List.copyOf(entries);
        }
    }
}
