// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The visibility of whoever requested an export, as recorded with the request: what was done for an
 * organisation, and what it did for these controllers, itself included, as far as agreements cover
 * it when the file is written.
 *
 * @param controllers sorted, each once
 */
public record ExportVisibility(String organisation, List<String> controllers) {

    public ExportVisibility {
        controllers = List.copyOf(new TreeSet<>(controllers));
    }

    /** Whether somebody who sees so far sees all of this. */
    public boolean isWithin(String otherOrganisation, Set<String> otherControllers) {
        return organisation.equals(otherOrganisation) && otherControllers.containsAll(controllers);
    }
}
