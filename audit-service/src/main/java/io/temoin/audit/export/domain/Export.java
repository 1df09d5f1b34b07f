// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.UUID;

/** State of an export. */
public sealed interface Export {

    /** Nobody asked for it. */
    record Unknown() implements Export {}

    /** Asked for; being written, or about to be. */
    record Requested(UUID export, ExportFormat format) implements Export {}

    /** Written. */
    record Completed(UUID export, ExportFormat format, String sha256) implements Export {}

    /** Given up. */
    record Failed(UUID export) implements Export {}
}
