// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.agreement.domain.AgreementEvent.AgreementActivated;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementDrafted;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementEnded;
import io.temoin.consent.agreement.domain.AgreementEvent.AgreementSuspended;
import io.temoin.consent.agreement.domain.AgreementEvent.InstructionsAmended;
import io.temoin.consent.agreement.domain.AgreementEvent.SubProcessorAuthorised;
import io.temoin.consent.agreement.domain.AgreementEvent.SubProcessorObjected;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every agreement of one controller and one processor, the ended ones included: one stream, so that
 * "may this processor do this for that controller?" is answered by one look.
 */
public record ProcessingAgreements(List<ProcessingAgreement> all) {

    /** Of parties that never agreed on anything. */
    public static final ProcessingAgreements NONE = new ProcessingAgreements(List.of());

    public ProcessingAgreements {
        all = List.copyOf(all);
    }

    /** That agreement; {@code null} when there is none of that id. */
    public @Nullable ProcessingAgreement find(UUID id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
    }

    static ProcessingAgreements evolve(ProcessingAgreements state, AgreementEvent event) {
        return switch (event) {
            case AgreementDrafted drafted ->
                    new ProcessingAgreements(
                            Stream.concat(
                                            state.all.stream(),
                                            Stream.of(ProcessingAgreement.of(drafted)))
                                    .toList());
            case AgreementActivated activated ->
                    state.with(activated, one -> one.activated(activated.document()));
            case InstructionsAmended amended ->
                    state.with(
                            amended,
                            one -> one.instructed(amended.version(), amended.instructions()));
            case AgreementSuspended suspended ->
                    state.with(suspended, ProcessingAgreement::suspended);
            case AgreementEnded ended -> state.with(ended, one -> one.endingAt(ended.endsAt()));
            case SubProcessorAuthorised authorised ->
                    state.with(authorised, one -> one.authorising(authorised.subProcessor()));
            case SubProcessorObjected objected ->
                    state.with(objected, one -> one.objectingTo(objected.subProcessor()));
        };
    }

    private ProcessingAgreements with(
            AgreementEvent event, UnaryOperator<ProcessingAgreement> change) {
        return new ProcessingAgreements(
                all.stream()
                        .map(one -> one.id().equals(event.agreement()) ? change.apply(one) : one)
                        .toList());
    }
}
