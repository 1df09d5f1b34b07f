// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * That a content took the place of the one before (GDPR art. 16).
 *
 * @param request under which the rights desk asked for it
 * @param fields JSON pointers of what differs, into the content
 * @param contentSha256 SHA-256 of the sealed content that is shown from then on, hexadecimal
 */
public record Rectification(UUID request, List<String> fields, String contentSha256, Instant at) {

    public Rectification {
        fields = List.copyOf(fields);
    }
}
