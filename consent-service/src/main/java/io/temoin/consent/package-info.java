// SPDX-License-Identifier: Apache-2.0
/** May this person be called, and may the call be recorded? */
@NullMarked
package io.temoin.consent;

import org.jspecify.annotations.NullMarked;
