// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals around registers and their imports; a constant's name is the public problem type. */
public enum ScreeningProblem implements Rejected.Code {
    /** The same key came with another request before. */
    IDEMPOTENCY_KEY_REUSED(Rejected.Kind.UNPROCESSABLE),
    /** There is no such import, or not for this caller. */
    IMPORT_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** The caller's organisation may not act for the controller (GDPR art. 28(3), 29). */
    CONTROLLER_NOT_AUTHORISED(Rejected.Kind.FORBIDDEN),
    /** A controller's own list is replaced by itself alone (GDPR art. 21(3), 28(3)). */
    NOT_THE_CONTROLLER(Rejected.Kind.FORBIDDEN),
    /** A register that all of the tenant screen by is brought by its own people alone. */
    NOT_THE_TENANTS_OWN(Rejected.Kind.FORBIDDEN),
    /** A later copy of the register is in use already. */
    REGISTER_COPY_OLDER(Rejected.Kind.CONFLICT),
    /** The part does not begin where the last one ended. */
    UPLOAD_OFFSET_MISMATCH(Rejected.Kind.CONFLICT),
    /** The import takes no bytes any more: it is whole, refused or given up. */
    IMPORT_CLOSED(Rejected.Kind.CONFLICT),
    /** Lines of the file hold no phone number; nothing of it is used. */
    IMPORT_LINES_INVALID(Rejected.Kind.UNPROCESSABLE),
    /** The file holds no number at all. */
    IMPORT_EMPTY(Rejected.Kind.UNPROCESSABLE),
    /** The connection was cut or fell silent; what arrived is kept, and the rest may follow. */
    UPLOAD_INCOMPLETE(Rejected.Kind.INVALID),
    /** The file is longer than is taken. */
    IMPORT_TOO_LARGE(Rejected.Kind.TOO_LARGE),
    /** The file's format is not one that is read. */
    IMPORT_FORMAT_UNSUPPORTED(Rejected.Kind.UNSUPPORTED);

    private final Rejected.Kind kind;

    ScreeningProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
