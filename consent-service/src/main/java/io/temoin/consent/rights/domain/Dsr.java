// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of one request of a data subject. Answering it is not here yet. */
public sealed interface Dsr {

    /** Nobody asked. */
    record Unknown() implements Dsr {}

    /**
     * Asked for, and to be answered before {@code dueBy}.
     *
     * @param correction what is wrong and what would be right; absent if the person did not say
     * @param consent the one that they contest; absent if they named none
     */
    record Received(
            PartyId controller,
            SubjectId subject,
            DataSubjectRight right,
            @Nullable Personal<String> correction,
            @Nullable UUID consent,
            Instant dueBy)
            implements Dsr {

        /** The person's words; empty when there are none, or their key is destroyed. */
        public Optional<String> correctionInWords() {
            return correction instanceof Personal.Plaintext<String>(var text, _)
                    ? Optional.of(text)
                    : Optional.empty();
        }
    }
}
