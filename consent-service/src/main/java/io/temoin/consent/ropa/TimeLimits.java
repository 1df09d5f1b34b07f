// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.temoin.consent.keeping.LaidDownPolicy;
import io.temoin.consent.purpose.domain.ControllerPurpose.Revision;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.ropa.ProcessingRecord.ErasureLimit;
import io.temoin.consent.ropa.ProcessingRecord.LaidDownLimit;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one purpose (GDPR art. 30(1)(f)): as declared, then the retention policies
 * that were laid down, then the laws'. All of them bind: the strictest is kept to.
 */
final class TimeLimits {

    private TimeLimits() {}

    static List<ErasureLimit> of(
            PurposeTemplate template,
            @Nullable Revision declared,
            List<RulePack> latestFirst,
            List<LaidDownPolicy> laidDown,
            Instant now) {
        List<ErasureLimit> limits = new ArrayList<>();
        if (declared != null) {
            ErasureLimit own = own(template, declared);
            if (own != null) {
                limits.add(own);
            }
        }
        laidDown.stream()
                .filter(one -> one.purpose().equals(template.code().value()))
                .forEach(one -> limits.addAll(laidDown(one)));
        Arrays.stream(Purpose.values())
                .filter(known -> known.name().equals(template.code().value()))
                .forEach(known -> limits.addAll(ofLaws(known, latestFirst, now)));
        return limits;
    }

    /**
     * Of what the suite keeps by itself: as laid down, or else as the catalogue says.
     *
     * @param asInCatalogue whether the suite keeps to that
     */
    static List<ErasureLimit> ofOwn(
            PurposeTemplate template, boolean asInCatalogue, List<LaidDownPolicy> laidDown) {
        List<ErasureLimit> limits = new ArrayList<>();
        laidDown.stream()
                .filter(one -> one.purpose().equals(template.code().value()))
                .forEach(one -> limits.addAll(laidDown(one)));
        Period period = template.keepFor();
        if (limits.isEmpty() && asInCatalogue && period != null) {
            limits.add(limit(template, period, template.source()));
        }
        return limits;
    }

    private static ErasureLimit limit(PurposeTemplate template, Period kept, String source) {
        return new ErasureLimit(
                null, List.of(), kept.toString(), template.bound(), template.from(), source, null);
    }

    /** Its minimum and its maximum; one limit when both are the same. */
    private static List<ErasureLimit> laidDown(LaidDownPolicy policy) {
        String least = policy.atLeast();
        String most = policy.atMost();
        List<ErasureLimit> limits = new ArrayList<>();
        if (least != null && least.equals(most)) {
            limits.add(laidDown(policy, least, KeepingBound.EXACTLY));
            return limits;
        }
        if (least != null) {
            limits.add(laidDown(policy, least, KeepingBound.AT_LEAST));
        }
        if (most != null) {
            limits.add(laidDown(policy, most, KeepingBound.AT_MOST));
        }
        return limits;
    }

    private static ErasureLimit laidDown(LaidDownPolicy policy, String kept, KeepingBound bound) {
        return new ErasureLimit(
                null,
                List.of(),
                kept,
                bound,
                policy.from(),
                policy.reference(),
                new LaidDownLimit(
                        policy.policy(),
                        policy.version(),
                        policy.controller(),
                        policy.campaign(),
                        policy.validFrom()));
    }

    /** As declared; where the controller named no period, the catalogue's. */
    private static @Nullable ErasureLimit own(PurposeTemplate template, Revision declared) {
        Period kept = declared.terms().keepFor();
        Period period = kept == null ? template.keepFor() : kept;
        String reference = declared.terms().keepingReference();
        return period == null
                ? null
                : limit(template, period, reference == null ? template.source() : reference);
    }

    /** What the rules in force say; of each pack its latest version that is known. */
    private static List<ErasureLimit> ofLaws(
            Purpose purpose, List<RulePack> latestFirst, Instant now) {
        Set<String> lookedAt = new HashSet<>();
        List<ErasureLimit> limits = new ArrayList<>();
        for (RulePack pack : latestFirst) {
            boolean latest = !pack.knownSince().isAfter(now) && lookedAt.add(pack.id());
            if (latest && pack.jurisdictions().stream().anyMatch(one -> pack.governs(one, now))) {
                ErasureLimit limit = ofLaw(purpose, pack);
                if (limit != null) {
                    limits.add(limit);
                }
            }
        }
        return limits;
    }

    private static @Nullable ErasureLimit ofLaw(Purpose purpose, RulePack pack) {
        if (purpose.isProspecting()) {
            Period valid = pack.maxConsentValidity();
            return valid == null
                    ? null
                    : ofLaw(pack, valid, "CONSENT_COLLECTED", pack.consentSource());
        }
        RulePack.RecordingRules recording = pack.recording();
        Period kept = recording == null ? null : recording.retention().get(purpose);
        return recording == null || kept == null
                ? null
                : ofLaw(pack, kept, recording.from().name(), recording.source());
    }

    private static ErasureLimit ofLaw(RulePack pack, Period kept, String from, String source) {
        return new ErasureLimit(
                pack.id() + " " + pack.version(),
                pack.jurisdictions().stream().sorted().toList(),
                kept.toString(),
                KeepingBound.AT_MOST,
                from,
                source,
                null);
    }
}
