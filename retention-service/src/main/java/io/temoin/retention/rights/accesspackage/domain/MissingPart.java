// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import io.temoin.retention.rights.domain.OwnerService;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not in a package.
 *
 * @param items how many items of the service; absent when it is all of them
 */
public record MissingPart(OwnerService service, MissingReason reason, @Nullable Long items) {}
