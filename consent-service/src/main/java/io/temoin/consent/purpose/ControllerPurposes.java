// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

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
    public record PurposeStatus(PurposeTemplate template, ControllerPurpose state) {}

    /** The names of every purpose of the catalogue, by its code and by language. */
    public Map<String, Map<String, String>> names() {
        return templates.latest().purposes().stream()
                .collect(toUnmodifiableMap(it -> it.code().value(), PurposeTemplate::names));
    }

    /** As of now, in the order of the catalogue. */
    public Uni<List<PurposeStatus>> load(TenantId tenant, PartyId controller) {
        return Multi.createFrom()
                .iterable(templates.latest().purposes())
                .onItem()
                .transformToUniAndConcatenate(
                        template ->
                                purposes.state(tenant, controller, template.code())
                                        .map(state -> new PurposeStatus(template, state)))
                .collect()
                .asList();
    }
}
