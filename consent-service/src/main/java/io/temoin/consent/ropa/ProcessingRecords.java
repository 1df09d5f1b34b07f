// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.AgreementStream;
import io.temoin.consent.agreement.AgreementView;
import io.temoin.consent.agreement.AgreementView.Parties;
import io.temoin.consent.agreement.PartyStream;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.keeping.LaidDownPolicy;
import io.temoin.consent.keeping.LaidDownPolicyStore;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.ControllerPurposes;
import io.temoin.consent.rules.RulePacks;
import io.temoin.keystart.KeyProviders;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gathers what a record of processing says. Which parties have agreements is read from the list of
 * agreements, which follows the records within moments; what they agreed on, from the records.
 */
@Singleton
class ProcessingRecords {

    private final PartyStream parties;
    private final AgreementStream agreements;
    private final AgreementView view;
    private final ControllerPurposes purposes;
    private final RulePacks rules;
    private final LaidDownPolicyStore policies;
    private final List<SecurityMeasure> measures;
    private final Clock clock;

    ProcessingRecords(
            PartyStream parties,
            AgreementStream agreements,
            AgreementView view,
            ControllerPurposes purposes,
            RulePacks rules,
            LaidDownPolicyStore policies,
            KeyProviders providers,
            Clock clock) {
        this.parties = parties;
        this.agreements = agreements;
        this.view = view;
        this.purposes = purposes;
        this.rules = rules;
        this.policies = policies;
        this.measures = SecurityMeasure.of(providers);
        this.clock = clock;
    }

    /** The record of a controller (GDPR art. 30(1)). */
    Uni<ProcessingRecord> ofController(TenantId tenant, PartyId controller) {
        return gathered(tenant, controller, pair -> pair.controller().equals(controller))
                .flatMap(
                        facts ->
                                purposes.load(tenant, controller)
                                        .flatMap(
                                                all ->
                                                        inForce(tenant, controller, facts.now())
                                                                .map(
                                                                        laidDown ->
                                                                                facts.ofController(
                                                                                        controller,
                                                                                        all,
                                                                                        rules.all(),
                                                                                        laidDown))));
    }

    private Uni<List<LaidDownPolicy>> inForce(TenantId tenant, PartyId controller, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return policies.find(tenant, controller.value())
                .map(all -> all.stream().filter(one -> one.appliesOn(today)).toList());
    }

    /** The record of a processor (GDPR art. 30(2)). */
    Uni<ProcessingRecord> ofProcessor(TenantId tenant, PartyId processor) {
        return gathered(tenant, processor, pair -> pair.processor().equals(processor))
                .map(said -> said.ofProcessor(processor));
    }

    /** What the purposes that a record names are called, by their code and by language. */
    Map<String, Map<String, String>> purposeNames() {
        return purposes.names();
    }

    private Uni<RecordedFacts> gathered(TenantId tenant, PartyId party, Predicate<Parties> wanted) {
        return view.pairsOf(tenant, party)
                .flatMap(pairs -> agreed(tenant, pairs.stream().filter(wanted).toList()))
                .flatMap(
                        agreed ->
                                parties.all(tenant, named(party, agreed))
                                        .map(known -> facts(agreed, known)));
    }

    private RecordedFacts facts(List<ProcessingAgreement> agreed, Map<PartyId, Party> known) {
        return new RecordedFacts(agreed, known, measures, clock.instant());
    }

    /** One query for each pair. */
    private Uni<List<ProcessingAgreement>> agreed(TenantId tenant, List<Parties> pairs) {
        Uni<List<ProcessingAgreement>> found = Uni.createFrom().item(ArrayList::new);
        for (Parties pair : pairs) {
            found =
                    found.flatMap(
                            known ->
                                    agreements
                                            .replay(tenant, pair.controller(), pair.processor())
                                            .invoke(one -> known.addAll(one.state().all()))
                                            .replaceWith(known));
        }
        return found;
    }

    private static Set<PartyId> named(PartyId party, List<ProcessingAgreement> agreed) {
        Set<PartyId> named = new HashSet<>();
        named.add(party);
        for (ProcessingAgreement one : agreed) {
            named.add(one.controller());
            named.add(one.processor());
            named.addAll(one.subProcessors());
        }
        return named;
    }
}
