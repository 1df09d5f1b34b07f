// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles of the suite. */
public enum Role {
    AGENT,
    SUPERVISOR,
    QUALITY_ANALYST,
    DPO,
    /** Legal counsel of a controller: places and releases holds, hears and reads nothing. */
    LEGAL,
    SOC_ANALYST,
    ADMIN,
    INTEGRATOR,
    DIALER,
    RECORDER,
    BUSINESS_SYSTEM,
    /**
     * An agent of an authority that supervises the controller, admitted by it for an inspection.
     */
    AUTHORITY;

    /** The role of this name in a token; empty for a name that means nothing here. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.token().equals(name)).findFirst();
    }

    /** Its name in a token. */
    public String token() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
