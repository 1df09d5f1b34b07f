// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.Request.Progress;
import io.temoin.retention.rights.domain.RequestCommand.RecordLetter;
import io.temoin.retention.rights.domain.RequestEvent.LetterSent;
import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.util.List;

/** When a letter to the person is recorded as sent; the part of the decider that says so. */
final class LetterRules {

    private LetterRules() {}

    /** The same letter of the same moment was sent once; another moment is another copy of it. */
    static List<RequestEvent> sent(RecordLetter command, RequestOpened opened, Progress progress) {
        if (command.sentAt().isBefore(opened.intake().receivedAt())) {
            throw Rejected.at(
                    "/sentAt",
                    RightsProblem.LETTER_OUT_OF_ORDER,
                    "No letter about a request is sent before the request is received.");
        }
        var letter =
                new LetterSent(
                        opened.request(),
                        opened.controller(),
                        opened.subject(),
                        command.kind(),
                        command.language(),
                        command.digest(),
                        command.sentBy(),
                        command.sentAt());
        return progress.correspondence().letters().contains(letter) ? List.of() : List.of(letter);
    }
}
