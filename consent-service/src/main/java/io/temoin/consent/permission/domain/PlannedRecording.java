// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.Purpose;
import java.util.List;

/**
 * What the controller's purposes were when a call was decided.
 *
 * @param active purposes of recording that were active
 * @param spent those the call was drawn for although their month's budget was used up
 */
public record PlannedRecording(List<Purpose> active, List<Purpose> spent) {

    public PlannedRecording {
        active = List.copyOf(active);
        spent = List.copyOf(spent);
    }
}
