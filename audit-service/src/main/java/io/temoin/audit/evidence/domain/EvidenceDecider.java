// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import io.temoin.audit.evidence.domain.Evidence.HandedOut;
import io.temoin.audit.evidence.domain.Evidence.Prepared;
import io.temoin.audit.evidence.domain.EvidenceCase.OfCorrelation;
import io.temoin.audit.evidence.domain.EvidenceCase.OfRecording;
import io.temoin.audit.evidence.domain.EvidenceCase.OfSubject;
import io.temoin.eventsourcing.Decider;
import java.util.List;

/** A bundle is handed out once; the same request gives the same bundle again. */
public final class EvidenceDecider
        implements Decider<HandOutEvidence, Evidence, EvidenceHandedOut> {

    @Override
    public Evidence initialState() {
        return new Prepared();
    }

    @Override
    public List<EvidenceHandedOut> decide(HandOutEvidence command, Evidence state) {
        return switch (state) {
            case Prepared _ -> List.of(handedOut(command));
            case HandedOut _ -> List.of();
        };
    }

    private static EvidenceHandedOut handedOut(HandOutEvidence command) {
        EvidenceCase of = command.of();
        return new EvidenceHandedOut(
                command.evidence(),
                of instanceof OfRecording(var recording) ? recording : null,
                of instanceof OfSubject(var subject) && !subject.isEmpty() ? subject : null,
                of instanceof OfCorrelation(var correlation) ? correlation : null,
                command.from(),
                command.to(),
                command.entries(),
                command.leaves(),
                command.withheld(),
                command.reason(),
                command.persons().isEmpty() ? null : command.persons());
    }

    @Override
    public Evidence evolve(Evidence state, EvidenceHandedOut event) {
        return new HandedOut(event.leaves());
    }
}
