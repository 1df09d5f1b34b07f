// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.retention.rights.domain.AnswerPart;
import io.temoin.retention.rights.domain.AnswerPart.Outcome;
import io.temoin.retention.rights.domain.OwnerService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What the answer to a request refused, and is not handed out therefore: a service's whole part, or
 * single items of it with all that belongs to them.
 *
 * @param parts refused, each with its ground
 */
public record Withheld(List<AnswerPart> parts) {

    /** Nothing was refused, or nothing is answered yet. */
    public static final Withheld NOTHING = new Withheld(List.of());

    public Withheld {
        parts = List.copyOf(parts);
    }

    /** What these parts of an answer refuse. */
    public static Withheld of(List<AnswerPart> answer) {
        return new Withheld(
                answer.stream().filter(part -> part.outcome() == Outcome.REFUSED).toList());
    }

    /** Whether nothing of that service may be handed out. */
    public boolean isAllOf(OwnerService service) {
        return parts.stream().anyMatch(part -> part.service() == service && part.item() == null);
    }

    /** The items of that service that may not be handed out. */
    public Set<UUID> itemsOf(OwnerService service) {
        Set<UUID> items = new HashSet<>();
        for (AnswerPart part : parts) {
            if (part.service() == service && part.item() != null) {
                items.add(part.item());
            }
        }
        return items;
    }
}
