// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.letter.domain;

import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.rights.domain.Request;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * From what a letter is written.
 *
 * @param erasure the one that answers the request, if it asks for that
 * @param orders under which the person's items were destroyed, in order
 * @param authority where the person may complain
 * @param names what is called by a code or an id elsewhere
 * @param restrictedElsewhere whether another request of the person restricts the same, or a part of
 *     it
 */
public record LetterFacts(
        Request request,
        Erasure erasure,
        List<UUID> orders,
        Authority authority,
        Names names,
        boolean restrictedElsewhere) {

    public LetterFacts {
        orders = List.copyOf(orders);
    }

    /**
     * What a person knows things by.
     *
     * @param parties the registered names of controller and recipients, by their codes
     * @param items those that the letter is about, by their ids
     */
    public record Names(Map<String, String> parties, Map<UUID, DescribedItem> items) {
        public Names {
            parties = Map.copyOf(parties);
            items = Map.copyOf(items);
        }

        /** The registered name; of who is not registered, the words of the code. */
        String party(String code) {
            return parties.getOrDefault(code, code.replace('-', ' '));
        }

        /** The item in words; one that is not known here is only pointed at. */
        Object item(UUID id) {
            DescribedItem found = items.get(id);
            return found == null ? UnknownItem.UNKNOWN : found;
        }
    }

    /** An item that the register does not know. */
    public enum UnknownItem {
        UNKNOWN
    }

    /** A supervisory authority (GDPR art. 77). */
    public record Authority(String name, URI url) {}
}
