// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.eventsourcing.Rejected;

/** What exports refuse; the names are public. */
public enum ExportProblem implements Rejected.Code {
    EXPORT_UNKNOWN(Rejected.Kind.UNKNOWN),
    EXPORT_NOT_COMPLETED(Rejected.Kind.CONFLICT),
    EXPORT_FAILED(Rejected.Kind.CONFLICT),
    EXPORT_EXPIRED(Rejected.Kind.GONE),
    EXPORT_CANCELLED(Rejected.Kind.GONE),
    EXPORT_DELETED(Rejected.Kind.GONE),
    EXPORT_WITHDRAWN(Rejected.Kind.GONE),
    EXPORT_OF_ANOTHER(Rejected.Kind.FORBIDDEN),
    EXPORT_NOT_SYSLOG(Rejected.Kind.CONFLICT),
    COLLECTOR_NOT_CONFIGURED(Rejected.Kind.CONFLICT),
    DELIVERY_UNKNOWN(Rejected.Kind.UNKNOWN),
    DELIVERY_UNDER_WAY(Rejected.Kind.CONFLICT);

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

    /** The refusal to take away what somebody else asked for. */
    public static Rejected ofAnother() {
        return new Rejected(
                EXPORT_OF_ANOTHER,
                "Only the user who requested an export, or the DPO, may delete it.");
    }

    /** The refusal of an export whose file was taken away. */
    static Rejected removed(Export.Cause cause) {
        return switch (cause) {
            case CANCELLED ->
                    new Rejected(
                            EXPORT_CANCELLED,
                            "The export was cancelled before it was complete; request a new one.");
            case DELETED ->
                    new Rejected(
                            EXPORT_DELETED,
                            "The file of the export was deleted; request a new export.");
            case WITHDRAWN ->
                    new Rejected(
                            EXPORT_WITHDRAWN,
                            "The export was withdrawn, because it may contain personal data that"
                                    + " has since been erased; request a new one.");
        };
    }

    /** The refusal of an export that is still being written. */
    public static Rejected notCompleted() {
        return new Rejected(EXPORT_NOT_COMPLETED, "The export is not complete yet.");
    }
}
