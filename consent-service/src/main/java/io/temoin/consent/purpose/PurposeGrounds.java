// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.ControllerPurpose.Active;
import io.temoin.consent.purpose.domain.ControllerPurpose.Declared;
import io.temoin.consent.purpose.domain.ControllerPurpose.Retired;
import io.temoin.consent.purpose.domain.ControllerPurpose.Unknown;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the purposes of a controller rest on. */
@Singleton
public class PurposeGrounds {

    private final PurposeTemplates templates;
    private final PurposeStream purposes;

    PurposeGrounds(PurposeTemplates templates, PurposeStream purposes) {
        this.templates = templates;
        this.purposes = purposes;
    }

    /** Whether the catalogue has such a purpose. */
    public boolean isOne(PurposeCode purpose) {
        return templates.latest().find(purpose) != null;
    }

    /**
     * The legal bases of some purposes of the catalogue, together: as the controller declared them,
     * and of one that it has not declared, or has retired, all that could carry it.
     */
    public Uni<Set<LegalBasis>> find(
            TenantId tenant, PartyId controller, List<PurposeCode> wanted) {
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(
                        purpose ->
                                purposes.state(tenant, controller, purpose)
                                        .map(state -> bases(state, templates.find(purpose))))
                .collect()
                .in(() -> EnumSet.noneOf(LegalBasis.class), (all, some) -> all.addAll(some))
                .map(all -> all);
    }

    private static Set<LegalBasis> bases(ControllerPurpose state, PurposeTemplate template) {
        return switch (state) {
            case Declared(var revision) -> Set.of(revision.terms().legalBasis());
            case Active(var revision, _) -> Set.of(revision.terms().legalBasis());
            case Unknown _, Retired _ -> template.legalBases();
        };
    }
}
