// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.eventsourcing.Rejected;

/** What the log refuses; the names are public. */
enum LogProblem implements Rejected.Code {
    /** No log with this id has a checkpoint. */
    LOG_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** The log has no such tile. */
    TILE_UNKNOWN(Rejected.Kind.UNKNOWN),
    /**
     * No checkpoint of the log is in the signed log of logs; of a new one it is within a minute.
     */
    CHECKPOINT_NOT_ENROLLED(Rejected.Kind.UNKNOWN),
    /** The log has its leaves, or there is no such log. */
    LOG_NOT_PRUNED(Rejected.Kind.UNKNOWN),
    /** The database has less of the log than was shown of it before: it is not shown. */
    LOG_STOPPED(Rejected.Kind.CONFLICT),
    /** The entry is not under a signed checkpoint yet; it is within seconds. */
    PROOF_NOT_YET(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    LogProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
