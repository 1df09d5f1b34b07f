// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.rights.domain.Request;
import io.temoin.retention.rights.domain.Request.Ended;
import io.temoin.retention.rights.domain.Request.Ending.Answered;
import io.temoin.retention.rights.domain.Request.Open;
import io.temoin.retention.rights.domain.Request.Proof;
import io.temoin.retention.rights.domain.RequestDecider;
import io.temoin.retention.rights.domain.RightsProblem;

/**
 * Whether the package of a request may reach the person: not while nobody knows whether it is the
 * person (GDPR art. 12(6)), and not once the request was refused.
 */
public final class PackageEntitlement {

    private PackageEntitlement() {}

    /**
     * The request is open or answered, and no proof of identity is awaited.
     *
     * @return what may not be handed out all the same
     * @throws Rejected otherwise
     */
    public static Withheld require(Request request) {
        if (request instanceof Ended(_, var progress, Answered(var answer), _)) {
            requireProven(progress.proof());
            return Withheld.of(answer.parts());
        }
        Open open = RequestDecider.requireOpen(request);
        requireProven(open.progress().proof());
        return Withheld.NOTHING;
    }

    /** Nothing is given to somebody who may be somebody else. */
    public static void requireProven(Proof proof) {
        if (proof.isAwaited()) {
            throw new Rejected(
                    RightsProblem.IDENTITY_UNPROVEN,
                    "The person has not proved their identity yet; nothing is given to somebody"
                            + " who may be somebody else.");
        }
    }
}
