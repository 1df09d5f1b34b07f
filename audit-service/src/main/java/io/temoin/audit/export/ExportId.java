// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.temoin.shredding.TenantId;
import java.util.UUID;

/** An export of a tenant. */
record ExportId(TenantId tenant, UUID export) {}
