// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person asked for something; the clock runs (GDPR art. 12(3)).
 *
 * @param correction what is wrong and what would be right, in the person's words, sealed under a
 *     key of the request; only of a request for rectification, and absent if they did not say
 * @param consent the one of theirs that is wrong; absent if they named none
 * @param dueBy it is to be answered before that moment: one month from receipt, rolled to the end
 *     of a working day
 */
public record DsrReceived(
        UUID request,
        PartyId controller,
        SubjectId subject,
        DataSubjectRight right,
        @Nullable Personal<String> correction,
        @Nullable UUID consent,
        Channel channel,
        PartyId receivedBy,
        Instant receivedAt,
        Instant dueBy) {}
