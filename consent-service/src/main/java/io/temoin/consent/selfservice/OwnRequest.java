// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.holdings.HeldRequest;
import io.temoin.consent.holdings.Holdings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request of the person at the rights desk.
 *
 * @param type what the person asked for
 * @param dueAt it is to be answered before that moment
 * @param answeredAt when it was answered or refused
 * @param partial whether a part was refused; absent until it is answered
 * @param rectifiedAt when something was last put right under it; absent if nothing was
 * @param answeredWith another request of the person, whose answer is that of this one, too; absent
 *     where a processor made the link
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "OwnRequest",
        requiredProperties = {"id", "type", "state", "receivedAt", "dueAt"})
record OwnRequest(
        UUID id,
        @Schema(pattern = "^[A-Z][A-Z0-9_]{0,62}$") String type,
        @Schema(enumeration = {"OPEN", "JOINED", "ANSWERED", "REFUSED", "WITHDRAWN", "CLOSED"})
                String state,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable Boolean partial,
        @Nullable Instant rectifiedAt,
        @Nullable UUID answeredWith) {

    static List<OwnRequest> of(Holdings holdings) {
        return holdings.requests().stream().map(OwnRequest::of).toList();
    }

    private static OwnRequest of(HeldRequest held) {
        return new OwnRequest(
                held.request(),
                held.type(),
                held.state(),
                held.receivedAt(),
                held.dueAt(),
                held.answeredAt(),
                held.partial(),
                held.rectifiedAt(),
                held.joinedTo());
    }
}
