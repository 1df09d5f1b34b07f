// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.eventsourcing.Rejected;

/** What exports refuse; the names are public. */
public enum ExportProblem implements Rejected.Code {
    EXPORT_UNKNOWN(Rejected.Kind.UNKNOWN),
    EXPORT_NOT_COMPLETED(Rejected.Kind.CONFLICT),
    EXPORT_FAILED(Rejected.Kind.CONFLICT),
    EXPORT_EXPIRED(Rejected.Kind.GONE),
    EXPORT_NOT_SYSLOG(Rejected.Kind.CONFLICT),
    COLLECTOR_NOT_CONFIGURED(Rejected.Kind.CONFLICT),
    DELIVERY_UNKNOWN(Rejected.Kind.UNKNOWN);

    private final Rejected.Kind kind;

    ExportProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }

    /** The refusal of an export that is not there, or not for this caller. */
    public static Rejected unknown() {
        return new Rejected(EXPORT_UNKNOWN, "There is no export with this id.");
    }

    /** The refusal of an export that is still being written. */
    public static Rejected notCompleted() {
        return new Rejected(EXPORT_NOT_COMPLETED, "The export is not written yet.");
    }
}
