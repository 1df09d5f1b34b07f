// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.shredding.Personal;

/**
 * What is right of a consent.
 *
 * @param value sealed; a moment is written as an instant (RFC 3339, UTC)
 */
public record RectifiedValue(ConsentField field, Personal<String> value) {}
