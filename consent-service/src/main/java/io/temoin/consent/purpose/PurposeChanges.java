// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Answers;
import io.temoin.consent.purpose.PurposeAnswer.Change;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeCommand;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.RestResponse;

/** Records what is asked of a purpose, and answers with what was recorded. */
@Singleton
class PurposeChanges {

    private final PurposeStream purposes;

    PurposeChanges(PurposeStream purposes) {
        this.purposes = purposes;
    }

    Uni<RestResponse<Change>> record(
            PurposeCode purpose, PurposeCommand command, EventMetadata metadata) {
        return purposes.handle(purpose, command, metadata)
                .map(
                        decision ->
                                Answers.created(
                                                decision,
                                                PurposeAnswer.change(decision.only().event()))
                                        .header(
                                                "Location",
                                                "/v1/purposes/"
                                                        + purpose
                                                        + "?controller="
                                                        + command.controller())
                                        .build());
    }
}
