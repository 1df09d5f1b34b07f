// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import java.util.List;

/**
 * Which content took the place of which. No word of either is in it.
 *
 * @param fields JSON pointers of what differs, into the content
 * @param before SHA-256 of the sealed content that was shown until then, hexadecimal; it stays, and
 *     goes with the document
 * @param contentSha256 likewise, of the one that is shown from then on
 */
public record RectifiedContent(List<String> fields, String before, String contentSha256) {

    public RectifiedContent {
        fields = List.copyOf(fields);
    }

    /** Nothing that is shown differs. */
    public static RectifiedContent unchanged(String shown) {
        return new RectifiedContent(List.of(), shown, shown);
    }
}
