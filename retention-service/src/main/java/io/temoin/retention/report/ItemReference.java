// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report;

import java.util.UUID;

/** By what reports find a recording. */
public record ItemReference(UUID recording, UUID decision, String controller, String subject) {}
