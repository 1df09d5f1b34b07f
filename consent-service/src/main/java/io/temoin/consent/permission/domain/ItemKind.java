// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service keeps a clock for elsewhere, and disposes of on order. */
public enum ItemKind {
    /** That a person consented, and how. */
    CONSENT_PROOF,
    /** That a call was asked for, and the answer. */
    CALL_DECISION,
    /** That somebody tried to reach a person. */
    CALL_ATTEMPT,
    /** That a person was told of a recording, or could not be. */
    NOTICE_SERVED,
    /** How a person wishes to be reached. */
    PREFERENCE,
    /** That a person was given a link. */
    SELF_SERVICE_LINK,
    /** That a person objected to marketing: never disposed of, so that nobody calls them again. */
    SUPPRESSION;

    /** The item of this kind that an event is about; {@code null} when it is about none. */
    @Nullable UUID of(ContactPermissionEvent event) {
        return switch (this) {
            case CONSENT_PROOF ->
                    event instanceof ConsentGiven given
                            ? given.consent()
                            : event instanceof ConsentExpired end
                                    ? end.consent()
                                    : event instanceof ConsentRectified right
                                            ? right.consent()
                                            : null;
            case CALL_DECISION -> event instanceof CallDecided one ? one.decision() : null;
            case CALL_ATTEMPT -> event instanceof CallAttempted one ? one.attempt() : null;
            case PREFERENCE -> event instanceof PreferencesStated one ? one.statement() : null;
            case SELF_SERVICE_LINK ->
                    event instanceof SelfServiceLinkIssued one ? one.link() : null;
            case NOTICE_SERVED, SUPPRESSION -> null;
        };
    }
}
