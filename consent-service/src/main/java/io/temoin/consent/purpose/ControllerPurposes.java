// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.List;

/** Every purpose of the catalogue, as one controller stands towards it. */
@Singleton
public class ControllerPurposes {

    private final PurposeTemplates templates;
    private final PurposeStream purposes;

    ControllerPurposes(PurposeTemplates templates, PurposeStream purposes) {
        this.templates = templates;
        this.purposes = purposes;
    }

    /**
     * A purpose, declared or not.
     *
     * @param template as the catalogue describes it
     * @param state what the controller made of it
     */
    public record Standing(PurposeTemplate template, ControllerPurpose state) {}

    /** As of now, in the order of the catalogue. */
    public Uni<List<Standing>> of(TenantId tenant, PartyId controller) {
        return Multi.createFrom()
                .iterable(templates.latest().purposes())
                .onItem()
                .transformToUniAndConcatenate(
                        template ->
                                purposes.state(tenant, controller, template.code())
                                        .map(state -> new Standing(template, state)))
                .collect()
                .asList();
    }
}
