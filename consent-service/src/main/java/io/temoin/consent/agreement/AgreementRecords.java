// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.domain.AgreementCommand.Draft;
import io.temoin.consent.agreement.domain.AgreementCommand.Records;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Looks up what the records say of those that an agreement names, before it is decided on. */
@Singleton
class AgreementRecords {

    /** Of a command that was read and not looked up yet: nobody is known. */
    static final Records NOT_LOOKED_UP = new Records(Map.of(), ProcessingAgreements.NONE);

    private final PartyStream parties;
    private final AgreementStream agreements;

    AgreementRecords(PartyStream parties, AgreementStream agreements) {
        this.parties = parties;
        this.agreements = agreements;
    }

    /** The same agreement, with what is known of its parties. */
    Uni<Draft> completing(TenantId tenant, Draft draft) {
        Set<PartyId> named = new HashSet<>(draft.subProcessors());
        named.add(draft.controller());
        named.add(draft.processor());
        return parties.all(tenant, named)
                .flatMap(
                        known ->
                                engaging(tenant, draft)
                                        .map(engaging -> draft.by(new Records(known, engaging))));
    }

    private Uni<ProcessingAgreements> engaging(TenantId tenant, Draft draft) {
        PartyId engagedBy = draft.terms().engagedBy();
        return engagedBy == null
                ? Uni.createFrom().item(ProcessingAgreements.NONE)
                : agreements.replay(tenant, draft.controller(), engagedBy).map(Replayed::state);
    }
}
