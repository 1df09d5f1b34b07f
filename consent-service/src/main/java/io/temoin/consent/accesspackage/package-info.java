// SPDX-License-Identifier: Apache-2.0
/** What consent-service contributes to a person's access package. */
@NullMarked
package io.temoin.consent.accesspackage;

import org.jspecify.annotations.NullMarked;
