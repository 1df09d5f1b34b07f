// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.requests.Caller.SignIn;
import io.temoin.chassis.visibility.AgreementStore;
import io.temoin.retention.rights.opendsr.CallbackStore.Claimed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Whether the sender of a request may still be told of it: a controller of what it sent itself, one
 * of the tenant's own systems, which sees all of it, and a processor while its agreement with the
 * controller is in force (GDPR art. 28(3)), as when it asks.
 */
@ApplicationScoped
class SenderAgreements {

    private static final String SERVICE = "retention-service";

    private final AgreementStore agreements;

    SenderAgreements(AgreementStore agreements) {
        this.agreements = agreements;
    }

    /** Whether the organisation works for the controller at this moment. */
    Uni<Boolean> mayBeTold(Claimed callback) {
        return agreements
                .visibility(sender(callback))
                .map(visibility -> visibility.worksFor(callback.controller()));
    }

    /** The sender as it would call now, with a token that names this controller alone. */
    private static Caller sender(Claimed callback) {
        return new Caller(
                callback.tenant(),
                SERVICE,
                callback.organisation(),
                Set.of(callback.controller()),
                Set.of("business-system"),
                callback.tenantWide(),
                new SignIn(null, null),
                null,
                callback.id().toString(),
                null);
    }
}
