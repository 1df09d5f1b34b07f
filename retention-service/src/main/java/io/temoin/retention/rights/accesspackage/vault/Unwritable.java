// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import java.io.IOException;

/** Whoever fetches a package takes nothing more of it. */
final class Unwritable extends IOException {

    private static final long serialVersionUID = 1;

    Unwritable(Exception cause) {
        super("nobody reads the package any more", cause);
    }
}
