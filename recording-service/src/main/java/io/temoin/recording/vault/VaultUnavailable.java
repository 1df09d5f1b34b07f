// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.chassis.requests.Outage;

/** The vault does not answer in time, or refuses; nothing was kept of what was being sealed. */
public final class VaultUnavailable extends RuntimeException implements Outage.Passing {

    private static final long serialVersionUID = 1L;

    VaultUnavailable(String what, Throwable cause) {
        super(what, cause);
    }

    VaultUnavailable(String what) {
        super(what);
    }
}
