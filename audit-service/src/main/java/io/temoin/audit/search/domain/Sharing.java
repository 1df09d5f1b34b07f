// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

/** Who sees a saved search besides its owner; open for extension. */
public enum Sharing {
    /** Nobody. */
    PRIVATE,
    /** Those of the owner's organisation, in the same tenant, who may search the trail. */
    ORGANISATION
}
