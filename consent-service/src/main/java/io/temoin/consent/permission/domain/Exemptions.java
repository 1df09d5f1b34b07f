// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.consent.permission.domain.CallGrounds.Contract;
import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.CallGrounds.Relation;
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
                    grounds != null && isRelated(grounds.contract(), day(moment, zone));
            case PRESS_SUBSCRIPTION -> true;
            case INFO_REQUEST -> grounds != null && isRequested(exemption, grounds, moment, zone);
        };
    }

    private static boolean isRelated(@Nullable Contract contract, LocalDate day) {
        return contract != null
                && contract.relation() != Relation.UNRELATED
                && contract.isInPerformanceOn(day);
    }

    /** About what was asked, and soon enough (C. conso. R223-4). */
    private static boolean isRequested(
            Exemption exemption, CallGrounds grounds, Instant moment, ZoneId zone) {
        InformationRequest request = grounds.request();
        return request != null
                && request.object().equals(grounds.offer())
                && !request.receivedAt().isAfter(moment)
                && requireNonNull(exemption.within())
                        .include(day(request.receivedAt(), zone), day(moment, zone));
    }

    private static LocalDate day(Instant moment, ZoneId zone) {
        return LocalDate.ofInstant(moment, zone);
    }
}
