// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Outcome of a run.
 *
 * @param dueItems how many items were due
 * @param ordered how many of them were ordered destroyed
 */
@Schema(name = "DispositionRun")
public record DispositionRunAnswer(UUID id, int dueItems, int ordered) {}
