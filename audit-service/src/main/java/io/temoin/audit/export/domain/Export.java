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

    /**
     * Taken away, or stopped while it was written: there is no file any more.
     *
     * @param file what there was; of a delivery under way it is not known yet how it ends
     */
    record Removed(UUID export, Cause cause, @Nullable Completed file) implements Export {}

    /** Why there is no file. */
    enum Cause {
        /** Stopped before it was written. */
        CANCELLED,
        /** Taken away by somebody before its time. */
        DELETED,
        /** It may have told of a person who was erased. */
        WITHDRAWN
    }

    /** Given up. */
    record Failed(UUID export) implements Export {}
}
