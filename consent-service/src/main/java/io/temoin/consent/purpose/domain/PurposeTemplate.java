// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.consent.recording.domain.KeepingBound;
import java.time.Period;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A purpose as the catalogue describes it; a controller declares its own from it.
 *
 * @param names by language (BCP 47); English is always there
 * @param legalBases those that can carry it
 * @param keepFor longest or shortest period; absent when it has no end of its own
 * @param bound whether {@code keepFor} is a maximum, a minimum or both
 * @param from the event the period runs from; absent when nothing is kept
 * @param objections how a person can stop it; none when there is no way
 * @param dpv term of the Data Privacy Vocabulary; absent where it has none
 * @param article9 the exception that lets special categories be processed (GDPR art. 9(2)); absent
 *     when none are
 * @param impactAssessment whether it needs one before it starts (GDPR art. 35)
 * @param recording what has a call recorded for it
 * @param source where this comes from
 * @param toVerify what nobody has compared with the law; do not rely on such a default
 */
public record PurposeTemplate(
        PurposeCode code,
        Map<String, String> names,
        Set<LegalBasis> legalBases,
        @Nullable Period keepFor,
        KeepingBound bound,
        @Nullable String from,
        Set<ObjectionModel> objections,
        @Nullable String dpv,
        @Nullable String article9,
        boolean impactAssessment,
        RecordingStart recording,
        String source,
        @Nullable String toVerify) {

    /** Nothing that is not marked may be missing: data comes from files. */
    public PurposeTemplate {
        requireNonNull(code, "code");
        names = Map.copyOf(requireNonNull(names, "names"));
        legalBases = Set.copyOf(requireNonNull(legalBases, "legalBases"));
        requireNonNull(bound, "bound");
        objections = Set.copyOf(requireNonNull(objections, "objections"));
        requireNonNull(recording, "recording");
        requireNonNull(source, "source");
        if (legalBases.isEmpty() || !names.containsKey("en")) {
            throw new IllegalArgumentException("a purpose has an English name and a legal basis");
        }
    }
}
