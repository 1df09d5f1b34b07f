// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.personsearch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.retention.access.PersonAccess;
import io.temoin.retention.person.PersonItem;
import io.temoin.retention.rights.ListedRequest;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is held about a person at a controller.
 *
 * @param subject pseudonym of the person
 * @param items what is, or was, held; empty when nothing is
 * @param requests the latest requests of the person, open or not, on the first page
 * @param next cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PersonFile")
public record PersonFile(
        String controller,
        String subject,
        List<FiledItem> items,
        @Nullable List<ListedRequest> requests,
        @Nullable String next) {

    public PersonFile {
        items = List.copyOf(items);
    }

    /**
     * An item, and who accessed it.
     *
     * @param accesses the latest 50
     */
    @Schema(name = "PersonFileItem")
    public record FiledItem(PersonItem item, List<PersonAccess> accesses) {
        public FiledItem {
            accesses = List.copyOf(accesses);
        }
    }
}
