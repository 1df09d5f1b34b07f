// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;

/**
 * A person asked for something; the clock runs (GDPR art. 12(3)).
 *
 * @param dueBy it is to be answered before that moment: one month from receipt, rolled to the end
 *     of a working day
 */
public record DsrReceived(
        UUID request,
        PartyId controller,
        SubjectId subject,
        DataSubjectRight right,
        Channel channel,
        PartyId receivedBy,
        Instant receivedAt,
        Instant dueBy) {}
