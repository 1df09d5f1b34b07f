// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.eventsourcing.Rejected;
import java.util.List;

/** What is wrong with a consent of which nothing is known yet. */
final class ConsentViolations {

    private static final ContactPermissionDecider DECIDER = new ContactPermissionDecider();

    private ConsentViolations() {}

    /** Whether it was recorded as refused, or rejected for a mistake. */
    static List<String> violationsOf(GiveConsent command) {
        var rejected =
                catchThrowableOfType(
                        Rejected.class,
                        () -> {
                            var event =
                                    DECIDER.decide(command, ContactPermission.NOTHING_KNOWN)
                                            .getFirst();
                            if (event instanceof ConsentRefused refused) {
                                throw refused.told();
                            }
                        });
        return rejected == null
                ? List.of()
                : rejected.violations().stream()
                        .map(violation -> violation.pointer() + " " + violation.code())
                        .toList();
    }
}
