// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.CallGrounds.InformationRequest;
import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.ProofRetention;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How long the proof of what an allowed call rests on is kept: of a consent anew from each use
 * where the law counts so (UWG §7a(2)), of a request from its receipt on (C. conso. R223-4).
 *
 * <p>An allowance is a use. A call that is reported as not dialled leaves the proof kept for longer
 * than it had to be: the safer of the two errors.
 */
final class ProofRules {

    private ProofRules() {}

    /** The longest of what all laws ask, for each proof; {@code null} when none asks for any. */
    static @Nullable List<RequiredProof> of(DecideCall call, @Nullable Allowed allowed) {
        if (allowed == null) {
            return null;
        }
        List<RequiredProof> kept = new ArrayList<>(1);
        for (RulePack pack : call.law().packs()) {
            UUID consent = allowed.consent();
            ProofRetention law = pack.proofRetention();
            if (consent != null && law != null && law.from() == ProofRetention.From.LAST_USED_AT) {
                add(
                        new RequiredProof(
                                RequiredProof.Kind.CONSENT,
                                consent,
                                null,
                                ConsentRules.validUntil(call.now(), law.period(), pack),
                                law.source()),
                        kept);
            }
            RequiredProof request = request(call, pack);
            if (request != null) {
                add(request, kept);
            }
        }
        return kept.isEmpty() ? null : List.copyOf(kept);
    }

    private static @Nullable RequiredProof request(DecideCall call, RulePack pack) {
        Exemption exemption = Exemptions.of(call.circumstances().stated(), pack, call.now());
        CallGrounds grounds = call.circumstances().stated().grounds();
        if (!call.purpose().isProspecting()
                || exemption == null
                || exemption.keepProof() == null
                || grounds == null
                || grounds.request() == null) {
            return null;
        }
        InformationRequest request = grounds.request();
        Instant until = ConsentRules.validUntil(request.receivedAt(), exemption.keepProof(), pack);
        return new RequiredProof(
                RequiredProof.Kind.INFO_REQUEST,
                null,
                request.reference(),
                until,
                exemption.source());
    }

    private static void add(RequiredProof proof, List<RequiredProof> kept) {
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).isOfTheSame(proof)) {
                if (proof.keptUntil().isAfter(kept.get(i).keptUntil())) {
                    kept.set(i, proof);
                }
                return;
            }
        }
        kept.add(proof);
    }
}
