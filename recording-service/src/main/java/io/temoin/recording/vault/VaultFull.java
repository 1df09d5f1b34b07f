// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

/** The vault's disk is full; nothing was kept of what was being sealed. */
public final class VaultFull extends RuntimeException {

    VaultFull(Throwable cause) {
        super("the vault's disk is full", cause);
    }
}
