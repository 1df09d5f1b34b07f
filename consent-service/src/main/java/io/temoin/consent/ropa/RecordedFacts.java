// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.ropa.DeclaredPurposes.DeclaredPurpose;
import io.temoin.consent.ropa.ProcessingRecord.Activity;
import io.temoin.consent.ropa.ProcessingRecord.ControllersMandate;
import io.temoin.consent.ropa.ProcessingRecord.ErasureLimit;
import io.temoin.consent.ropa.ProcessingRecord.Named;
import io.temoin.consent.ropa.ProcessingRecord.RecordedAgreement;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one moment, and the record of processing it makes. Agreements that ended are
 * left out: the record says what is processed, not what was.
 */
record RecordedFacts(List<ProcessingAgreement> agreements, Map<PartyId, Party> known, Instant now) {

    RecordedFacts {
        agreements = agreements.stream().filter(one -> !one.hasEndedAt(now)).toList();
        known = Map.copyOf(known);
    }

    ProcessingRecord ofController(
            PartyId controller, List<DeclaredPurpose> purposes, List<RulePack> packs) {
        return new ProcessingRecord(
                registered(controller),
                now,
                purposes.stream().map(purpose -> activity(purpose, packs)).toList(),
                List.of());
    }

    ProcessingRecord ofProcessor(PartyId processor) {
        return new ProcessingRecord(
                registered(processor),
                now,
                List.of(),
                agreements.stream().map(this::mandate).toList());
    }

    private Activity activity(DeclaredPurpose declared, List<RulePack> packs) {
        List<ProcessingAgreement> instructed =
                agreements.stream()
                        .filter(one -> one.instructions().purposes().contains(declared.purpose()))
                        .toList();
        return new Activity(
                declared.purpose().name(),
                union(declared.dataTypes(), instructed, one -> one.terms().dataTypes()),
                union(
                        declared.subjectCategories(),
                        instructed,
                        one -> one.terms().subjectCategories()),
                instructed.stream().map(this::recipient).toList(),
                union(List.of(), instructed, RecordedFacts::transfers),
                erasure(declared.purpose(), packs));
    }

    private RecordedAgreement recipient(ProcessingAgreement agreement) {
        PartyId engagedBy = agreement.terms().engagedBy();
        return new RecordedAgreement(
                agreement.id(),
                named(agreement.processor()),
                engagedBy == null ? null : engagedBy.value(),
                agreement.stage().name(),
                agreement.endsAt(),
                agreement.terms().securityReference());
    }

    private ControllersMandate mandate(ProcessingAgreement agreement) {
        PartyId engagedBy = agreement.terms().engagedBy();
        return new ControllersMandate(
                named(agreement.controller()),
                agreement.id(),
                engagedBy == null ? null : engagedBy.value(),
                agreement.stage().name(),
                agreement.terms().nature(),
                agreement.instructions().purposes().stream().map(Purpose::name).toList(),
                agreement.terms().dataTypes(),
                agreement.terms().subjectCategories(),
                transfers(agreement),
                agreement.subProcessors().stream().map(this::named).toList(),
                agreement.terms().securityReference());
    }

    /** What the rules in force say; of each pack its latest version that is known. */
    private List<ErasureLimit> erasure(Purpose purpose, List<RulePack> latestFirst) {
        Set<String> lookedAt = new HashSet<>();
        List<ErasureLimit> limits = new ArrayList<>();
        for (RulePack pack : latestFirst) {
            boolean latest = !pack.knownSince().isAfter(now) && lookedAt.add(pack.id());
            if (latest && pack.jurisdictions().stream().anyMatch(one -> pack.governs(one, now))) {
                ErasureLimit limit = limit(purpose, pack);
                if (limit != null) {
                    limits.add(limit);
                }
            }
        }
        return limits;
    }

    private static @Nullable ErasureLimit limit(Purpose purpose, RulePack pack) {
        if (purpose.isProspecting()) {
            Period valid = pack.maxConsentValidity();
            return valid == null
                    ? null
                    : limit(pack, valid, "CONSENT_COLLECTED", pack.consentSource());
        }
        RulePack.RecordingRules recording = pack.recording();
        Period kept = recording == null ? null : recording.retention().get(purpose);
        return recording == null || kept == null
                ? null
                : limit(pack, kept, recording.from().name(), recording.source());
    }

    private static ErasureLimit limit(RulePack pack, Period kept, String from, String source) {
        return new ErasureLimit(
                pack.id() + " " + pack.version(),
                pack.jurisdictions().stream().sorted().toList(),
                kept.toString(),
                from,
                source);
    }

    private Named registered(PartyId party) {
        if (known.getOrDefault(party, Party.unknown()) instanceof Party.Known) {
            return named(party);
        }
        throw new Rejected(AgreementProblem.PARTY_UNKNOWN, "No such party is in the records.");
    }

    private Named named(PartyId party) {
        return switch (known.getOrDefault(party, Party.unknown())) {
            case Party.Unknown _ -> new Named(party.value(), null, null, null, null, null, null);
            case Party.Known(_, var profile, _) -> named(party, profile);
        };
    }

    private static Named named(PartyId party, PartyProfile profile) {
        var representative = profile.representative();
        return new Named(
                party.value(),
                profile.legalName(),
                profile.country(),
                contact(profile.contact()),
                profile.dpo() == null ? null : contact(profile.dpo()),
                representative == null
                        ? null
                        : representative.legalName() + ", " + contact(representative.contact()),
                profile.securityReference());
    }

    private static String contact(FunctionContact contact) {
        return Stream.of(contact.email(), contact.telephone(), contact.postalAddress())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static List<String> transfers(ProcessingAgreement agreement) {
        return agreement.terms().transfers().stream()
                .map(one -> one.country() + " (" + one.safeguard() + ")")
                .toList();
    }

    private static List<String> union(
            List<String> first,
            List<ProcessingAgreement> agreements,
            Function<ProcessingAgreement, List<String>> texts) {
        return Stream.concat(
                        first.stream(),
                        agreements.stream().flatMap(one -> texts.apply(one).stream()))
                .distinct()
                .sorted()
                .toList();
    }
}
