// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A run that is carried out after the answer. */
@Schema(name = "QueuedDispositionRun")
public record QueuedRunAnswer(UUID id) {}
