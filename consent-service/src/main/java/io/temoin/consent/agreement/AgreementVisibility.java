// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.CallerVisibility;
import io.temoin.chassis.visibility.domain.Coverage;
import io.temoin.chassis.visibility.domain.KnownAgreement;
import io.temoin.chassis.visibility.domain.Ownership;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.agreement.domain.ProcessingAgreement.State;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.Rejected;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a caller sees, by the agreements of the records themselves, which are a second old at most
 * ({@link Mandates}).
 */
@Singleton
public class AgreementVisibility {

    private final Mandates mandates;
    private final Clock clock;

    AgreementVisibility(Mandates mandates, Clock clock) {
        this.mandates = mandates;
        this.clock = clock;
    }

    /** What the caller sees now. */
    public Uni<Visibility> find(Caller caller) {
        List<PartyId> controllers = instructing(caller);
        if (controllers.isEmpty()) {
            return Uni.createFrom().item(CallerVisibility.of(caller, List.of()));
        }
        PartyId own = new PartyId(caller.organisation());
        return Uni.join()
                .all(
                        controllers.stream()
                                .map(one -> mandates.agreements(caller.tenant(), one, own))
                                .toList())
                .andFailFast()
                .map(found -> visibility(caller, found));
    }

    /**
     * What an organisation sees now of what is done for {@code controller}, whoever of it looks:
     * for what it set out without being there.
     */
    public Uni<Visibility> find(TenantId tenant, PartyId organisation, PartyId controller) {
        return mandates.agreements(tenant, controller, organisation)
                .map(
                        found ->
                                new Visibility(
                                        organisation.value(),
                                        organisation.value(),
                                        false,
                                        false,
                                        inForce(List.of(found), organisation.value())));
    }

    /**
     * {@code found}, if it exists for the caller.
     *
     * @param ownership whose data it is
     * @param unknown the answer to a question for something that is not there
     */
    public <T> Uni<T> seen(
            Caller caller, T found, Ownership ownership, Supplier<Rejected> unknown) {
        return find(caller)
                .map(
                        visibility -> {
                            if (!visibility.sees(ownership)) {
                                throw unknown.get();
                            }
                            return found;
                        });
    }

    /** Whether the caller sees what a controller set up for everybody who works for it. */
    public Uni<Boolean> worksFor(Caller caller, PartyId controller) {
        return find(caller).map(visibility -> visibility.worksFor(controller.value()));
    }

    /** Whether an agreement of the two exists for the caller: as a party, or all of the tenant. */
    static boolean isPartOf(Caller caller, PartyId controller, PartyId processor) {
        return caller.tenantWide()
                || caller.organisation().equals(controller.value())
                || caller.organisation().equals(processor.value());
    }

    /** Other parties that the token names; the tenant's own people need none. */
    private static List<PartyId> instructing(Caller caller) {
        return caller.tenantWide() || !PartyId.isOne(caller.organisation())
                ? List.of()
                : caller.onBehalfOf().stream()
                        .filter(one -> PartyId.isOne(one) && !one.equals(caller.organisation()))
                        .map(PartyId::new)
                        .toList();
    }

    private Visibility visibility(Caller caller, List<List<ProcessingAgreement>> found) {
        return CallerVisibility.of(caller, inForce(found, caller.organisation()));
    }

    private List<Coverage> inForce(List<List<ProcessingAgreement>> found, String processor) {
        return KnownAgreement.inForce(
                found.stream().flatMap(List::stream).map(AgreementVisibility::known).toList(),
                processor,
                clock.instant());
    }

    private static KnownAgreement known(ProcessingAgreement agreement) {
        PartyId engagedBy = agreement.terms().engagedBy();
        return new KnownAgreement(
                agreement.id(),
                agreement.controller().value(),
                agreement.processor().value(),
                agreement.state() == State.ACTIVE,
                agreement.terms().validFrom(),
                agreement.endsAt(),
                engagedBy == null ? null : engagedBy.value(),
                agreement.instructions().purposes().stream()
                        .map(Purpose::name)
                        .collect(Collectors.toSet()),
                agreement.instructions().allCampaigns(),
                Set.copyOf(agreement.instructions().campaigns()),
                agreement.subProcessors().stream().map(PartyId::value).collect(Collectors.toSet()));
    }
}
