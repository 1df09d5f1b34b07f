// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.temoin.consent.purpose.domain.ControllerPurpose.Revision;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.ropa.ProcessingRecord.ErasureLimit;
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

/** The time limits of one purpose (GDPR art. 30(1)(f)): the controller's own, then the laws'. */
final class TimeLimits {

    private TimeLimits() {}

    static List<ErasureLimit> of(
            PurposeTemplate template,
            @Nullable Revision declared,
            List<RulePack> latestFirst,
            Instant now) {
        List<ErasureLimit> limits = new ArrayList<>();
        if (declared != null) {
            ErasureLimit own = own(template, declared);
            if (own != null) {
                limits.add(own);
            }
        }
        Arrays.stream(Purpose.values())
                .filter(known -> known.name().equals(template.code().value()))
                .forEach(known -> limits.addAll(ofLaws(known, latestFirst, now)));
        return limits;
    }

    /** As declared; where the controller named no period, the catalogue's. */
    private static @Nullable ErasureLimit own(PurposeTemplate template, Revision declared) {
        Period kept = declared.terms().keepFor();
        Period period = kept == null ? template.keepFor() : kept;
        String reference = declared.terms().keepingReference();
        return period == null
                ? null
                : new ErasureLimit(
                        null,
                        List.of(),
                        period.toString(),
                        template.bound(),
                        template.from(),
                        reference == null ? template.source() : reference);
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
                source);
    }
}
