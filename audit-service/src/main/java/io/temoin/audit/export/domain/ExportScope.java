// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the asker of an export saw inside the tenant: what was done for an organisation, and what
 * it did for these controllers, itself included, as far as agreements cover it when it is written.
 *
 * @param controllers sorted, each once
 */
public record ExportScope(String organisation, List<String> controllers) {

    public ExportScope {
        controllers = List.copyOf(new TreeSet<>(controllers));
    }

    /** Whether somebody who sees so far sees all of this. */
    public boolean isWithin(String otherOrganisation, Set<String> otherControllers) {
        return organisation.equals(otherOrganisation) && otherControllers.containsAll(controllers);
    }
}
