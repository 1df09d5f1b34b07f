// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.domain.Assignment;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.MandateRules;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.agreement.domain.ProcessingAgreement.State;
import io.temoin.consent.agreement.domain.ProcessingAgreements;
import io.temoin.consent.agreement.domain.UnnamedCallers;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Was a processor instructed to do this? Asked before every decision, so what the records say of a
 * controller and a processor is remembered for a second at most, in each process: that late an
 * agreement that ends by a command can still be taken for one in force. One that ends by its date
 * ends on time, as the dates are compared at each question. A receipt is good for a minute; the
 * second adds to that. What this process writes itself it forgets at once.
 *
 * <p>Without an answer from the database there is none here: the question fails, and with it the
 * decision. Any number of threads may ask at once; a pair that everybody asks for is looked up once
 * a second by each of those who find it forgotten.
 */
@Singleton
public class Mandates {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final long PAIRS = 10_000;

    private final PartyStream parties;
    private final AgreementStream agreements;
    private final Cache<Pair, Relation> relations =
            Caffeine.newBuilder()
                    .maximumSize(PAIRS)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    private record Pair(TenantId tenant, PartyId controller, PartyId processor) {}

    private record Relation(
            ProcessingAgreements agreements,
            Map<PartyId, ProcessingAgreements> engaging,
            UnnamedCallers unnamedCallers) {}

    Mandates(PartyStream parties, AgreementStream agreements) {
        this.parties = parties;
        this.agreements = agreements;
    }

    /**
     * The mandate of who asks; {@code null} when that is the controller itself, which needs none,
     * or an organisation whose token does not reach so far, which gets none.
     */
    public Uni<@Nullable Mandate> find(
            TenantId tenant, ActingParty by, PartyId controller, Assignment assignment) {
        if (by.organisation().equals(controller) || !by.actsFor(controller)) {
            return Uni.createFrom().nullItem();
        }
        return relation(new Pair(tenant, controller, by.organisation()))
                .map(
                        relation ->
                                MandateRules.evaluate(
                                        assignment,
                                        relation.agreements(),
                                        relation.engaging(),
                                        relation.unnamedCallers()));
    }

    /** The agreements of the two, and those of each processor that engages the second. */
    Uni<List<ProcessingAgreement>> agreements(
            TenantId tenant, PartyId controller, PartyId processor) {
        return relation(new Pair(tenant, controller, processor))
                .map(
                        relation ->
                                Stream.concat(
                                                Stream.of(relation.agreements()),
                                                relation.engaging().values().stream())
                                        .flatMap(one -> one.all().stream())
                                        .toList());
    }

    /** What an organisation is shown of another one. */
    enum PartyDisclosure {
        NOTHING,
        /** What the list of parties says of it. */
        NAME,
        /** Its whole entry, with its contacts. */
        ENTRY
    }

    /**
     * What agreements show {@code one} of {@code other}, whatever became of them. The controller
     * alone writes them, and nobody else accepts anything. So they show the processor the
     * controller's entry, but the controller no more than what its processor is called, and that
     * only once it has put one into force.
     */
    Uni<PartyDisclosure> disclosure(TenantId tenant, PartyId one, PartyId other) {
        return Uni.combine()
                .all()
                .unis(agreements(tenant, one, other), agreements(tenant, other, one))
                .with(
                        (here, there) -> {
                            if (!there.isEmpty()) {
                                return PartyDisclosure.ENTRY;
                            }
                            return here.stream().anyMatch(found -> isMoreThanADraft(found, other))
                                    ? PartyDisclosure.NAME
                                    : PartyDisclosure.NOTHING;
                        });
    }

    private static boolean isMoreThanADraft(ProcessingAgreement found, PartyId processor) {
        return found.processor().equals(processor) && found.state() != State.DRAFTED;
    }

    /** Forgets what is remembered of a controller: something of it was written. */
    void forget(TenantId tenant, PartyId controller) {
        relations
                .asMap()
                .keySet()
                .removeIf(
                        pair ->
                                pair.tenant().equals(tenant)
                                        && pair.controller().equals(controller));
    }

    private Uni<Relation> relation(Pair pair) {
        Relation known = relations.getIfPresent(pair);
        return known != null
                ? Uni.createFrom().item(known)
                : read(pair).invoke(relation -> relations.put(pair, relation));
    }

    private Uni<Relation> read(Pair pair) {
        return agreements
                .replay(pair.tenant(), pair.controller(), pair.processor())
                .map(Replayed::state)
                .flatMap(own -> engaging(pair, own).flatMap(over -> relation(pair, own, over)));
    }

    private Uni<Relation> relation(
            Pair pair, ProcessingAgreements own, Map<PartyId, ProcessingAgreements> engaging) {
        return parties.replay(pair.tenant(), pair.controller())
                .map(party -> new Relation(own, engaging, party.state().unnamedCallers()));
    }

    /** The agreements of those that engage this processor. */
    private Uni<Map<PartyId, ProcessingAgreements>> engaging(Pair pair, ProcessingAgreements own) {
        List<PartyId> engagers =
                own.all().stream()
                        .map(ProcessingAgreement::terms)
                        .map(terms -> terms.engagedBy())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        Uni<Map<PartyId, ProcessingAgreements>> found = Uni.createFrom().item(HashMap::new);
        for (PartyId engager : engagers) {
            found =
                    found.flatMap(
                            known ->
                                    agreements
                                            .replay(pair.tenant(), pair.controller(), engager)
                                            .invoke(one -> known.put(engager, one.state()))
                                            .replaceWith(known));
        }
        return found;
    }
}
