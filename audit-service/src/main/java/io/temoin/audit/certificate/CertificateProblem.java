// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.temoin.eventsourcing.Rejected;

/** Why there is no certificate; the names are public. */
enum CertificateProblem implements Rejected.Code {
    /** The trail has no such disposition, or not for this caller. */
    DISPOSITION_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** It is ordered, and the destruction is not confirmed yet. */
    DISPOSITION_NOT_CONFIRMED(Rejected.Kind.CONFLICT),
    /** Its entry does not say what a certificate states. */
    DISPOSITION_PREDATES_CERTIFICATES(Rejected.Kind.UNPROCESSABLE),
    /** The service that keeps the items refused to destroy any of them. */
    DISPOSITION_DESTROYED_NOTHING(Rejected.Kind.UNPROCESSABLE),
    /** There are more dispositions than one certificate takes. */
    CERTIFICATE_TOO_LARGE(Rejected.Kind.UNPROCESSABLE);

    private final Rejected.Kind kind;

    CertificateProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
