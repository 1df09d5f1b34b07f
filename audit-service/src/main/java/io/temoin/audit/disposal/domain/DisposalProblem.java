// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

import io.temoin.eventsourcing.Rejected;

/** Why an order is not carried out at all: somebody has to look at it. */
public enum DisposalProblem implements Rejected.Code {
    /** It says too little, or something else than an earlier one under the same id. */
    ORDER_MALFORMED;

    @Override
    public Rejected.Kind kind() {
        return Rejected.Kind.INVALID;
    }
}
