// SPDX-License-Identifier: Apache-2.0
/**
 * Access packages: everything that is held of a person, from all services, in one file for that
 * person; the shell around its domain.
 */
@NullMarked
package io.temoin.retention.rights.accesspackage;

import org.jspecify.annotations.NullMarked;
