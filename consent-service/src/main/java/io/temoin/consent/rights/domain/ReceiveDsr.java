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
 * Record that a person asks for something.
 *
 * @param correction what is wrong and what would be right, in their words; absent if they did not
 *     say
 * @param consent the one of theirs that is wrong; absent if they named none
 */
public record ReceiveDsr(
        UUID request,
        PartyId controller,
        SubjectId subject,
        DataSubjectRight right,
        @Nullable Personal<String> correction,
        @Nullable UUID consent,
        Channel channel,
        PartyId receivedBy,
        Instant now) {}
