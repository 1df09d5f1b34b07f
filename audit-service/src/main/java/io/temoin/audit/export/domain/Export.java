// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of an export. */
public sealed interface Export {

    /** Nobody asked for it. */
    record Unknown() implements Export {}

    /** Asked for; being written, or about to be. */
    record Requested(UUID export, ExportFormat format) implements Export {}

    /**
     * Written.
     *
     * @param delivery the one that is under way
     */
    record Completed(UUID export, ExportFormat format, String sha256, @Nullable Delivery delivery)
            implements Export {

        Completed with(@Nullable Delivery other) {
            return new Completed(export, format, sha256, other);
        }
    }

    /** A delivery that is under way. */
    record Delivery(UUID id, String collector) {}

    /** Given up. */
    record Failed(UUID export) implements Export {}
}
