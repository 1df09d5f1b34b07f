// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that ever happens to a contract here. */
public sealed interface ContractEvent {

    /** Keyed fingerprint of the controller's reference, which itself is recorded nowhere. */
    String contract();

    /** Whose contract it is. */
    String controller();

    /**
     * A call led to the contract, or is about it: what is reported of the contract is noted with
     * the recordings of the call, also with those that are stored later.
     *
     * @param decision the call decision; absent if a single recording is linked
     * @param recording the recording; absent if a call is linked
     */
    record ContractLinked(
            String contract, String controller, @Nullable UUID decision, @Nullable UUID recording)
            implements ContractEvent {}

    /**
     * Something happened to the contract.
     *
     * @param happenedAt when it did
     * @param claim keyed fingerprint of the claim that was made or has ended; absent if it is none
     */
    record ContractEventReported(
            String contract,
            String controller,
            BusinessEvent event,
            Instant happenedAt,
            @Nullable String claim)
            implements ContractEvent {

        /** What was reported. */
        public BusinessFact fact() {
            return new BusinessFact(event, claim, happenedAt);
        }
    }
}
