// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Which exemption from consent a call may rest on. */
final class Exemptions {

    private Exemptions() {}

    /** The first of the pack that holds at {@code moment}; {@code null} when none does. */
    static @Nullable Exemption of(CallCircumstances call, RulePack pack, Instant moment) {
        for (Exemption exemption : pack.exemptions()) {
            if (exemption.holdsFor(call.sector())
                    && !pack.needsConsentBeyond(exemption, call.sector(), call.callerId())
                    && holds(exemption, call.grounds(), moment, pack.zone())) {
                return exemption;
            }
        }
        return null;
    }

    private static boolean holds(
            Exemption exemption, @Nullable CallGrounds grounds, Instant moment, ZoneId zone) {
        return switch (exemption.code()) {
            case CONTRACT_IN_PROGRESS ->
                    grounds != null
                            && grounds.contract() != null
                            && grounds.contract().countsOn(day(moment, zone), exemption);
            case PRESS_SUBSCRIPTION -> true;
            case INFO_REQUEST -> grounds != null && isRequested(exemption, grounds, moment, zone);
        };
    }

    /** About what was asked, and soon enough. */
    private static boolean isRequested(
            Exemption exemption, CallGrounds grounds, Instant moment, ZoneId zone) {
        InformationRequest request = grounds.request();
        return request != null
                && request.object().equals(grounds.offer())
                && !request.receivedAt().isAfter(moment)
                && exemption.countsRequest(day(request.receivedAt(), zone), day(moment, zone));
    }

    private static LocalDate day(Instant moment, ZoneId zone) {
        return LocalDate.ofInstant(moment, zone);
    }
}
