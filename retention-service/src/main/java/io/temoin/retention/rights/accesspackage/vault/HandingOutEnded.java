// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import java.io.IOException;

/** A package may not be handed out any more, or nobody can tell whether it may. */
final class HandingOutEnded extends IOException {

    private static final long serialVersionUID = 1;

    HandingOutEnded(String why) {
        super(why);
    }

    HandingOutEnded(RuntimeException why) {
        super("whether the package may still be handed out is not known", why);
    }
}
