// SPDX-License-Identifier: Apache-2.0
/** Keepers of keys that never leave them: one class for each kind. */
@org.jspecify.annotations.NullMarked
package io.temoin.keyproviders;
