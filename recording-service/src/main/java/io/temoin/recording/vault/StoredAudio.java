// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a {@link BlobStore} has of a recording.
 *
 * @param sha256 of the content, where it is audio that can be opened; {@code null} of what is only
 *     part of some, or an older version
 */
record StoredAudio(TenantId tenant, UUID recording, @Nullable String sha256) {

    /** Is given one after the other; there may be millions. */
    @FunctionalInterface
    interface Visitor {
        void visit(StoredAudio audio) throws IOException;
    }
}
