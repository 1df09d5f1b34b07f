// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.CallGrounds;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.eventsourcing.SubjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The question as it was asked, before anything is looked up. */
record CallQuestion(
        UUID decision,
        ActingParty by,
        PartyId controller,
        SubjectId subject,
        Purpose purpose,
        @Nullable String campaign,
        CalleePlace place,
        @Nullable Sector sector,
        @Nullable CallerId callerId,
        @Nullable CallGrounds grounds,
        @Nullable UUID namedConsent,
        @Nullable String brand,
        @Nullable String agentPlace,
        @Nullable String language) {}
