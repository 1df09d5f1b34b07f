// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.BY_RHONE;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.linking;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionCommand.IssueSelfServiceLink;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import org.junit.jupiter.api.Test;

/** Whose sight bounds what a self-service link shows. */
class BoundLinkTest {

    /** Who makes a link holds its token. */
    @Test
    void isBoundToWhoMadeItUnlessThatSeesAll() {
        assertThat(issued(linking(BY_VOIX)).boundTo()).isEqualTo(VOIX);
        assertThat(issued(linking(BY_RHONE)).boundTo()).isNull();
        IssueSelfServiceLink asked = linking(BY_VOIX);
        SelfServiceLinkIssued byTenant =
                issued(
                        new IssueSelfServiceLink(
                                asked.link(),
                                asked.by(),
                                asked.controller(),
                                asked.subject(),
                                asked.scopes(),
                                true,
                                asked.expiresAt(),
                                asked.now()));
        assertThat(byTenant.byTenant()).isTrue();
        assertThat(byTenant.boundTo()).isNull();
    }

    private static SelfServiceLinkIssued issued(IssueSelfServiceLink command) {
        return (SelfServiceLinkIssued)
                new ContactPermissionDecider()
                        .decide(command, ContactPermission.NOTHING_KNOWN)
                        .getFirst();
    }
}
