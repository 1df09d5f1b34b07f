// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.SourceStrength;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which exemption from consent a call may rest on. */
final class Exemptions {

    private Exemptions() {}

    /** The first of the pack that holds at {@code moment}; {@code null} when none does. */
    static @Nullable Exemption of(StatedCall call, RulePack pack, Instant moment) {
        for (Exemption exemption : pack.exemptions()) {
            if (exemption.holdsFor(call.sector())
                    && !pack.needsConsentBeyond(exemption, call.sector(), call.callerId())
                    && holds(exemption, call.grounds(), moment, pack.zone())) {
                return exemption;
            }
        }
        return null;
    }

    /** Why a call that rests on it is allowed, with what the caller relies on. */
    static Reason reason(Exemption exemption, StatedCall call) {
        CallGrounds grounds = call.grounds();
        List<Fact> facts = new ArrayList<>(4);
        if (grounds != null
                && exemption.code() == Exemption.Code.CONTRACT_IN_PROGRESS
                && grounds.contract() != null) {
            facts.add(Fact.of(FactName.CONTRACT, grounds.contract().reference()));
            facts.add(Fact.of(FactName.OBJECT, grounds.contract().object()));
            if (grounds.contract().endedOn() != null) {
                facts.add(Fact.of(FactName.CONTRACT_ENDED_ON, grounds.contract().endedOn()));
            }
        }
        if (grounds != null
                && exemption.code() == Exemption.Code.INFO_REQUEST
                && grounds.request() != null) {
            facts.add(Fact.of(FactName.REQUEST, grounds.request().reference()));
            facts.add(Fact.of(FactName.OBJECT, grounds.request().object()));
            facts.add(Fact.of(FactName.REQUESTED_AT, grounds.request().receivedAt()));
        }
        if (exemption.standing() == SourceStrength.PRACTICE) {
            facts.add(Fact.of(FactName.STANDING, SourceStrength.PRACTICE));
        }
        return exemption.reason().with(facts);
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
