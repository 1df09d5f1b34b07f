// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a command about an access package. */
public enum PackageProblem implements Code {
    /** No package has this id, or not for this caller or link. */
    PACKAGE_UNKNOWN(Kind.UNKNOWN),
    /** Such a request is not answered with a package. */
    PACKAGE_NOT_APPLICABLE(Kind.UNPROCESSABLE),
    /** A package for this request is being built. */
    PACKAGE_RUNNING(Kind.CONFLICT),
    /** The request has had as many packages as one may have. */
    PACKAGES_EXHAUSTED(Kind.CONFLICT),
    /** It is still being built. */
    PACKAGE_NOT_READY(Kind.CONFLICT),
    /** Its key and its parts are destroyed. */
    PACKAGE_EXPIRED(Kind.GONE),
    /** It was taken back before its time was over. */
    PACKAGE_REVOKED(Kind.GONE),
    /** The link is too old, or was used as often as it may. */
    PACKAGE_LINK_ENDED(Kind.GONE),
    /** The services share no storage. */
    PACKAGES_NOT_CONFIGURED(Kind.CONFLICT);

    private final Kind kind;

    PackageProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    /** The refusal of what does not exist, or not for the caller. */
    public static Rejected unknown() {
        return new Rejected(PACKAGE_UNKNOWN, "No package has this id.");
    }
}
