// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility;

import io.temoin.chassis.requests.Caller;
import io.temoin.chassis.visibility.domain.Coverage;
import io.temoin.chassis.visibility.domain.Visibility;
import java.util.Collection;
import java.util.Set;

/** What the caller of a request sees, as token and agreements say. */
public final class CallerVisibility {

    private static final Set<String> AGENT = Set.of("agent");

    private CallerVisibility() {}

    /**
     * What a caller sees.
     *
     * @param inForce the agreements in force of the caller's organisation as a processor; those of
     *     controllers the token does not name count for nothing
     */
    public static Visibility of(Caller caller, Collection<Coverage> inForce) {
        return new Visibility(
                caller.actor(),
                caller.organisation(),
                caller.tenantWide(),
                caller.roles().equals(AGENT),
                inForce.stream()
                        .filter(one -> caller.onBehalfOf().contains(one.controller()))
                        .toList());
    }
}
