// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import io.temoin.retention.rights.domain.OwnerService;
import java.io.IOException;

/** A part is not what its service announced, or it is no part at all. */
final class PartAltered extends IOException {

    private static final long serialVersionUID = 1;

    private final OwnerService service;

    PartAltered(OwnerService service) {
        super("the part of " + service + " is not what was announced");
        this.service = service;
    }

    /** Whose part it is, or should be. */
    OwnerService service() {
        return service;
    }
}
