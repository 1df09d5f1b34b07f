// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.agreement.domain.ProcessingAgreement.State;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Was a processor instructed to do this? An agreement covers it or does not; two that cover a part
 * each do not make one. A processor that another one engages needs an agreement of its own and that
 * the other may do it, too (GDPR art. 28(4)). Longer chains are not told.
 */
public final class MandateRules {

    private MandateRules() {}

    /**
     * The answer.
     *
     * @param agreements those of the controller and the processor
     * @param engaging those of the controller and each processor that engages this one, by id
     * @param unnamedCallers what the controller wants for callers that a consent does not name
     */
    public static Mandate evaluate(
            Assignment assignment,
            ProcessingAgreements agreements,
            Map<PartyId, ProcessingAgreements> engaging,
            UnnamedCallers unnamedCallers) {
        return agreements.all().stream()
                .map(one -> judged(assignment, one, engaging, unnamedCallers))
                .max(Comparator.comparing(Mandate::finding))
                .orElseGet(
                        () ->
                                new Mandate(
                                        Finding.NO_AGREEMENT,
                                        null,
                                        null,
                                        List.of(),
                                        null,
                                        unnamedCallers));
    }

    private static Mandate judged(
            Assignment assignment,
            ProcessingAgreement own,
            Map<PartyId, ProcessingAgreements> engaging,
            UnnamedCallers unnamedCallers) {
        Finding finding = finding(assignment, own);
        PartyId engagedBy = own.terms().engagedBy();
        if (finding != Finding.COVERED || engagedBy == null) {
            return mandate(
                    finding, own, own.instructions().purposes(), own.endsAt(), unnamedCallers);
        }
        return engaging.getOrDefault(engagedBy, ProcessingAgreements.NONE).all().stream()
                .filter(one -> one.terms().engagedBy() == null)
                .filter(one -> one.authorises(own.processor()))
                .filter(one -> finding(assignment, one) == Finding.COVERED)
                .findFirst()
                .map(over -> under(over, own, unnamedCallers))
                .orElseGet(() -> mandate(Finding.ENGAGEMENT, own, List.of(), null, unnamedCallers));
    }

    private static Mandate under(
            ProcessingAgreement over, ProcessingAgreement own, UnnamedCallers unnamedCallers) {
        List<Purpose> both =
                own.instructions().purposes().stream()
                        .filter(over.instructions().purposes()::contains)
                        .toList();
        return mandate(
                Finding.COVERED, own, both, earlier(over.endsAt(), own.endsAt()), unnamedCallers);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(one == null ? Instant.MAX : one, other == null ? Instant.MAX : other)
                .min(Comparator.naturalOrder())
                .filter(end -> !end.equals(Instant.MAX))
                .orElse(null);
    }

    private static Mandate mandate(
            Finding finding,
            ProcessingAgreement agreement,
            List<Purpose> purposes,
            @Nullable Instant until,
            UnnamedCallers unnamedCallers) {
        boolean covered = finding == Finding.COVERED;
        return new Mandate(
                finding,
                agreement.id(),
                agreement.version(),
                covered ? purposes : List.of(),
                covered ? until : null,
                unnamedCallers);
    }

    private static Finding finding(Assignment assignment, ProcessingAgreement agreement) {
        Instructions instructions = agreement.instructions();
        if (agreement.hasEndedAt(assignment.at())) {
            return Finding.ENDED;
        }
        if (agreement.state() != State.ACTIVE) {
            return agreement.state() == State.DRAFTED ? Finding.NOT_IN_FORCE : Finding.SUSPENDED;
        }
        if (assignment.at().isBefore(agreement.terms().validFrom())) {
            return Finding.NOT_YET;
        }
        if (!instructions.purposes().containsAll(assignment.purposes())) {
            return Finding.PURPOSE;
        }
        if (!instructions.countries().containsAll(assignment.countries())) {
            return Finding.COUNTRY;
        }
        return assignment.campaigned() && !instructions.coversCampaign(assignment.campaign())
                ? Finding.CAMPAIGN
                : Finding.COVERED;
    }
}
