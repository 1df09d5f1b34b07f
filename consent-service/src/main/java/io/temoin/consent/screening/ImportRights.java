// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.consent.agreement.AgreementVisibility;
import io.temoin.consent.agreement.Mandates;
import io.temoin.consent.agreement.PartyStream;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may bring a copy of a register. It replaces the one before for everybody who screens by it,
 * so a number that is missing in it may be called: a token that names a controller is not enough.
 *
 * <p>A controller's own list: the controller, or a processor that it instructed (GDPR art. 28(3),
 * 29). A register of the law, which all of the tenant screen by: its own people, a controller of
 * its records, or a processor with an agreement in force with one. Asked when an import is
 * announced and again with each part of the file.
 */
@Singleton
class ImportRights {

    private final Mandates mandates;
    private final AgreementVisibility visibility;
    private final PartyStream parties;
    private final Clock clock;

    ImportRights(
            Mandates mandates, AgreementVisibility visibility, PartyStream parties, Clock clock) {
        this.mandates = mandates;
        this.visibility = visibility;
        this.parties = parties;
        this.clock = clock;
    }

    /** Fails with {@code CONTROLLER_NOT_AUTHORISED} or {@code PROCESSOR_NOT_AUTHORISED}. */
    Uni<Void> require(Caller caller, RegisterId register) {
        PartyId controller = register.controller();
        return controller == null ? requireKnown(caller) : requireInstructed(caller, controller);
    }

    private Uni<Void> requireInstructed(Caller caller, PartyId controller) {
        PartyId own = own(caller);
        if (!caller.actsFor(controller.value())) {
            return refused(
                    ScreeningProblem.CONTROLLER_NOT_AUTHORISED,
                    "The caller's organisation may not act for this controller.");
        }
        if (own.equals(controller)) {
            return Uni.createFrom().voidItem();
        }
        return mandates.of(
                        caller.tenant(),
                        new ActingParty(own, Set.of(controller)),
                        controller,
                        Assignment.anything(clock.instant()))
                .flatMap(ImportRights::requireCovered);
    }

    private static Uni<Void> requireCovered(@Nullable Mandate mandate) {
        if (mandate != null && mandate.allows()) {
            return Uni.createFrom().voidItem();
        }
        Finding finding = mandate == null ? Finding.NO_AGREEMENT : mandate.finding();
        return refused(ScreeningProblem.PROCESSOR_NOT_AUTHORISED, finding.detail());
    }

    private Uni<Void> requireKnown(Caller caller) {
        return visibility
                .of(caller)
                .flatMap(
                        seen ->
                                seen.wholeTenant() || !seen.covered().isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : requireController(caller));
    }

    private Uni<Void> requireController(Caller caller) {
        return parties.replay(caller.tenant(), own(caller))
                .flatMap(
                        known ->
                                known.state().decides()
                                        ? Uni.createFrom().voidItem()
                                        : Uni.createFrom().failure(uninstructed()));
    }

    private static Rejected uninstructed() {
        return new Rejected(
                ScreeningProblem.PROCESSOR_NOT_AUTHORISED,
                "A register that all of the tenant screen by is brought by its own people, by a"
                        + " controller of its records, or by a processor with an agreement in"
                        + " force.");
    }

    private static PartyId own(Caller caller) {
        return Organisations.of(caller, ScreeningProblem.CONTROLLER_NOT_AUTHORISED);
    }

    private static Uni<Void> refused(ScreeningProblem problem, String sentence) {
        return Uni.createFrom().failure(Rejected.at("/controller", problem, sentence));
    }
}
