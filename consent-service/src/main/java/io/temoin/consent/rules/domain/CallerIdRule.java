// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.util.List;

/**
 * Which numbers may be shown. None may be withheld, and automated systems may not show those of
 * ordinary lines.
 *
 * @param automatedForbidden prefixes in E.164 that automated systems may not show
 * @param automatedAllowed prefixes among them that they may show all the same
 * @param forbidden prefixes in E.164 that no call may show; none when absent
 * @param source the text that says so
 */
public record CallerIdRule(
        List<String> automatedForbidden,
        List<String> automatedAllowed,
        List<String> forbidden,
        String source) {

    public CallerIdRule {
        automatedForbidden = List.copyOf(automatedForbidden);
        automatedAllowed = List.copyOf(automatedAllowed);
        forbidden = forbidden == null ? List.of() : List.copyOf(forbidden);
    }

    /** Whether the number may be shown. */
    public boolean allows(CallerId shown) {
        String number = shown.number();
        if (number == null || forbidden.stream().anyMatch(number::startsWith)) {
            return false;
        }
        return !shown.automated()
                || automatedForbidden.stream().noneMatch(number::startsWith)
                || automatedAllowed.stream().anyMatch(number::startsWith);
    }
}
