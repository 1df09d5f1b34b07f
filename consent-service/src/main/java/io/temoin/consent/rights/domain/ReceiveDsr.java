// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.shredding.SubjectId;
import java.time.Instant;
import java.util.UUID;

/** Record that a person asks for something. */
public record ReceiveDsr(
        UUID request,
        PartyId controller,
        SubjectId subject,
        DataSubjectRight right,
        Channel channel,
        PartyId receivedBy,
        Instant now) {}
