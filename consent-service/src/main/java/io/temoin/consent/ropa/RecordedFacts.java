// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.agreement.domain.FunctionContact;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.keeping.LaidDownPolicy;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.ControllerPurposes.PurposeStatus;
import io.temoin.consent.purpose.domain.ControllerPurpose;
import io.temoin.consent.purpose.domain.ControllerPurpose.Active;
import io.temoin.consent.purpose.domain.ControllerPurpose.Declared;
import io.temoin.consent.purpose.domain.ControllerPurpose.Retired;
import io.temoin.consent.purpose.domain.ControllerPurpose.Revision;
import io.temoin.consent.purpose.domain.ControllerPurpose.Unknown;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.purpose.domain.RecordingStart;
import io.temoin.consent.ropa.ProcessingRecord.Activity;
import io.temoin.consent.ropa.ProcessingRecord.ControllersMandate;
import io.temoin.consent.ropa.ProcessingRecord.Declaration;
import io.temoin.consent.ropa.ProcessingRecord.KeptBySuite;
import io.temoin.consent.ropa.ProcessingRecord.NamedParty;
import io.temoin.consent.ropa.ProcessingRecord.RecordedAgreement;
import io.temoin.consent.ropa.ProcessingRecord.State;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one moment, and the record of processing it makes. Agreements that ended are
 * left out: the record says what is processed, not what was.
 */
record RecordedFacts(
        List<ProcessingAgreement> agreements,
        Map<PartyId, Party> known,
        List<SecurityMeasure> measures,
        Instant now) {

    RecordedFacts {
        agreements = agreements.stream().filter(one -> !one.hasEndedAt(now)).toList();
        known = Map.copyOf(known);
    }

    /** What the controller declared, and what it instructs others to do without having said so. */
    ProcessingRecord ofController(
            PartyId controller,
            List<PurposeStatus> purposes,
            List<RulePack> packs,
            List<LaidDownPolicy> laidDown) {
        List<Activity> activities = new ArrayList<>();
        List<RulePack> governing = governing(controller, packs);
        for (PurposeStatus purpose : purposes) {
            Declaration declaration = declaration(purpose.state());
            List<ProcessingAgreement> instructed = instructed(purpose.template().code());
            if (declaration != null || !instructed.isEmpty()) {
                activities.add(activity(purpose, declaration, instructed, governing, laidDown));
            }
        }
        return new ProcessingRecord(
                registered(controller),
                now.truncatedTo(ChronoUnit.SECONDS),
                activities,
                kept(purposes, laidDown),
                List.of(),
                measures);
    }

    ProcessingRecord ofProcessor(PartyId processor) {
        return new ProcessingRecord(
                registered(processor),
                now.truncatedTo(ChronoUnit.SECONDS),
                List.of(),
                List.of(),
                agreements.stream().map(this::mandate).toList(),
                measures);
    }

    /** Those of the country in which the controller is established; all, if that is not known. */
    private List<RulePack> governing(PartyId controller, List<RulePack> packs) {
        String country = named(controller).country();
        return country == null
                ? packs
                : packs.stream()
                        .filter(
                                pack ->
                                        pack.jurisdictions().stream()
                                                .anyMatch(
                                                        one ->
                                                                one.equals(country)
                                                                        || one.startsWith(
                                                                                country + "-")))
                        .toList();
    }

    /** Unless the controller declared it: then it is one of its activities. */
    private static List<KeptBySuite> kept(
            List<PurposeStatus> purposes, List<LaidDownPolicy> laidDown) {
        List<KeptBySuite> kept = new ArrayList<>();
        for (OwnRecords own : OwnRecords.values()) {
            purposes.stream()
                    .filter(one -> one.template().code().value().equals(own.name()))
                    .filter(one -> declaration(one.state()) == null)
                    .forEach(one -> kept.add(kept(own, one.template(), laidDown)));
        }
        return kept;
    }

    private static KeptBySuite kept(
            OwnRecords own, PurposeTemplate template, List<LaidDownPolicy> laidDown) {
        return new KeptBySuite(
                own.name(),
                template.names(),
                own.dataTypes(),
                own.subjectCategories(),
                TimeLimits.ofOwn(template, own.asInCatalogue(), laidDown));
    }

    private static @Nullable Declaration declaration(ControllerPurpose state) {
        return switch (state) {
            case Declared(var revision) -> declaration(State.DECLARED, revision);
            case Active(var revision, _) -> declaration(State.ACTIVE, revision);
            case Unknown _, Retired _ -> null;
        };
    }

    private static Declaration declaration(State state, Revision revision) {
        return new Declaration(
                state,
                revision.number(),
                revision.terms().legalBasis(),
                revision.terms().recipients());
    }

    private List<ProcessingAgreement> instructed(PurposeCode purpose) {
        return agreements.stream()
                .filter(
                        one ->
                                one.instructions().purposes().stream()
                                        .anyMatch(named -> named.name().equals(purpose.value())))
                .toList();
    }

    private Activity activity(
            PurposeStatus purpose,
            @Nullable Declaration declaration,
            List<ProcessingAgreement> instructed,
            List<RulePack> packs,
            List<LaidDownPolicy> laidDown) {
        PurposeTemplate template = purpose.template();
        Revision revision = declaration == null ? null : purpose.state().current();
        return new Activity(
                template.code().value(),
                template.names(),
                declaration,
                union(dataTypes(template), instructed, one -> one.terms().dataTypes()),
                union(
                        subjectCategories(template),
                        instructed,
                        one -> one.terms().subjectCategories()),
                instructed.stream().map(this::recipient).toList(),
                union(transfers(revision), instructed, RecordedFacts::transfers),
                TimeLimits.of(template, revision, packs, laidDown, now));
    }

    /** A call needs a number and a recording a voice, whoever does it; the rest is agreed on. */
    private static List<String> dataTypes(PurposeTemplate template) {
        if (template.recording() != RecordingStart.NONE) {
            return List.of("PHONE_NUMBER", "VOICE");
        }
        return isCall(template) ? List.of("PHONE_NUMBER") : List.of();
    }

    private static List<String> subjectCategories(PurposeTemplate template) {
        if (template.recording() != RecordingStart.NONE) {
            return List.of("AGENT", "CALLEE");
        }
        return isCall(template) ? List.of("CALLEE") : List.of();
    }

    private static boolean isCall(PurposeTemplate template) {
        return Arrays.stream(Purpose.values())
                .anyMatch(
                        known ->
                                !known.isRecording()
                                        && known.name().equals(template.code().value()));
    }

    private static List<String> transfers(@Nullable Revision revision) {
        return revision == null
                ? List.of()
                : revision.terms().transfers().stream()
                        .map(one -> one.country() + " (" + one.safeguard() + ")")
                        .toList();
    }

    private RecordedAgreement recipient(ProcessingAgreement agreement) {
        PartyId engagedBy = agreement.terms().engagedBy();
        return new RecordedAgreement(
                agreement.id(),
                engaged(agreement.processor(), agreement),
                engagedBy == null ? null : engagedBy.value(),
                agreement.state().name(),
                agreement.endsAt(),
                agreement.terms().securityReference());
    }

    private ControllersMandate mandate(ProcessingAgreement agreement) {
        PartyId engagedBy = agreement.terms().engagedBy();
        return new ControllersMandate(
                named(agreement.controller()),
                agreement.id(),
                engagedBy == null ? null : engagedBy.value(),
                agreement.state().name(),
                agreement.terms().nature(),
                agreement.instructions().purposes().stream().map(Purpose::name).toList(),
                agreement.terms().dataTypes(),
                agreement.terms().subjectCategories(),
                transfers(agreement),
                agreement.subProcessors().stream().map(one -> engaged(one, agreement)).toList(),
                agreement.terms().securityReference());
    }

    private NamedParty registered(PartyId party) {
        if (known.getOrDefault(party, Party.unknown()) instanceof Party.Registered) {
            return named(party);
        }
        throw new Rejected(AgreementProblem.PARTY_UNKNOWN, "The party is not registered.");
    }

    private NamedParty named(PartyId party) {
        return switch (known.getOrDefault(party, Party.unknown())) {
            case Party.Unknown _ ->
                    new NamedParty(party.value(), null, null, null, null, null, null);
            case Party.Registered(_, var profile, _) -> named(party, profile);
        };
    }

    /**
     * One that the controller engages. Agreements are the controller's word alone, so none shows
     * how such a party is reached, and a draft not even what it is called.
     */
    private NamedParty engaged(PartyId party, ProcessingAgreement agreement) {
        boolean isDraft = agreement.state() == ProcessingAgreement.State.DRAFTED;
        NamedParty entry = named(party);
        return new NamedParty(
                entry.id(),
                isDraft ? null : entry.legalName(),
                isDraft ? null : entry.country(),
                null,
                null,
                null,
                null);
    }

    private static NamedParty named(PartyId party, PartyProfile profile) {
        var representative = profile.representative();
        return new NamedParty(
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
