// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a request that arrives by OpenDSR. */
public enum OpenDsrProblem implements Code {
    /** Nobody is found by such an identity here. */
    IDENTITY_UNSUPPORTED(Kind.UNPROCESSABLE),
    /** The operator does not allow callbacks to this address. */
    CALLBACK_NOT_ALLOWED(Kind.UNPROCESSABLE),
    /** The same organisation sent another request under this id. */
    SUBJECT_REQUEST_ID_REUSED(Kind.UNPROCESSABLE);

    private final Kind kind;

    OpenDsrProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
