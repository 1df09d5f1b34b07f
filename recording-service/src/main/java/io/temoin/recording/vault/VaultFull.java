// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

/** The vault has no room left; nothing was kept of what was being sealed. */
public final class VaultFull extends RuntimeException {

    VaultFull(Throwable cause) {
        super("the vault has no room left", cause);
    }
}
