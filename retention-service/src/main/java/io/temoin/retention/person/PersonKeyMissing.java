// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.person;

import io.temoin.chassis.requests.ThrowableProblem;

/** Nobody gave this installation the key, so it finds nobody by a number; never somebody else. */
final class PersonKeyMissing extends ThrowableProblem {

    private static final long serialVersionUID = 1L;

    PersonKeyMissing() {
        super(
                "person-key-missing",
                501,
                "This installation cannot find people by their numbers: the operator has to give"
                        + " retention-service the key for it. Name a recording, a call or an earlier"
                        + " request instead.");
    }
}
