// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where a text speaks of an item, or why it need not. One of the two is there.
 *
 * @param passage words of the text itself
 * @param notApplicable the reason, in the controller's own words
 */
public record ItemStatement(
        NoticeItem item, @Nullable String passage, @Nullable String notApplicable) {

    public ItemStatement {
        if ((passage == null) == (notApplicable == null)) {
            throw new IllegalArgumentException("an item is told, or does not apply");
        }
    }
}
