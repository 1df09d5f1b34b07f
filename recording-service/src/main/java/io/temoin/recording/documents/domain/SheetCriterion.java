// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

import org.jspecify.annotations.Nullable;

/**
 * One criterion of an analysis sheet.
 *
 * @param code of the controller's own grid
 * @param score from 0 to {@code maximum}
 * @param remark why
 */
public record SheetCriterion(String code, int score, int maximum, @Nullable String remark) {}
