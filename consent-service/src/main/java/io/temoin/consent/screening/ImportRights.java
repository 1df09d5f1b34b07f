// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.temoin.chassis.requests.Caller;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.requests.Organisations;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.eventsourcing.Rejected;

/**
 * Who may import a register. The copy replaces the previous one for everybody who screens by it, so
 * the importer decides who may be called: a number that is missing in it may.
 *
 * <p>A controller's own list: the controller alone. A processor may call on its instructions and
 * does not weaken what protects people from its calls; what they tell it, it adds as objections. A
 * register of the law, which all of the tenant screen by: the tenant's own people alone, since any
 * organisation can enter itself as a controller. Asked when an import is announced and again with
 * each part of the file.
 */
final class ImportRights {

    private ImportRights() {}

    /**
     * Fails with {@code CONTROLLER_NOT_AUTHORISED}, {@code NOT_THE_CONTROLLER} or {@code
     * NOT_THE_TENANTS_OWN}.
     */
    static void require(Caller caller, RegisterId register) {
        PartyId own = Organisations.of(caller, ScreeningProblem.CONTROLLER_NOT_AUTHORISED);
        PartyId controller = register.controller();
        if (controller != null) {
            requireController(caller, own, controller);
        } else if (!caller.tenantWide()) {
            throw new Rejected(
                    ScreeningProblem.NOT_THE_TENANTS_OWN,
                    "This register is used by the whole tenant, so only the tenant's own staff may"
                            + " import it.");
        }
    }

    private static void requireController(Caller caller, PartyId own, PartyId controller) {
        if (!caller.actsFor(controller.value())) {
            throw refused(
                    ScreeningProblem.CONTROLLER_NOT_AUTHORISED,
                    "The caller's organisation may not act for this controller.");
        }
        if (!own.equals(controller)) {
            throw refused(
                    ScreeningProblem.NOT_THE_CONTROLLER,
                    "Only the controller itself may replace its list. If someone tells a processor"
                            + " that they do not want to be called, record it as an objection by"
                            + " that person.");
        }
    }

    private static Rejected refused(ScreeningProblem problem, String sentence) {
        return Rejected.at("/controller", problem, sentence);
    }
}
