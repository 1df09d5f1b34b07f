// SPDX-License-Identifier: Apache-2.0
/** What audit-service contributes to a person's access package. */
@NullMarked
package io.temoin.audit.accesspackage;

import org.jspecify.annotations.NullMarked;
