// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.rights.domain.Request;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/**
 * From what a letter is written.
 *
 * @param erasure the one that answers the request, if it asks for that
 * @param orders under which the person's items were destroyed, in order
 * @param authority where the person may complain
 */
public record LetterFacts(
        Request request, Erasure erasure, List<UUID> orders, Authority authority) {

    public LetterFacts {
        orders = List.copyOf(orders);
    }

    /** A supervisory authority (GDPR art. 77). */
    public record Authority(String name, URI url) {}
}
