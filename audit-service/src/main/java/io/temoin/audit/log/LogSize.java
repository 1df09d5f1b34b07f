// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.shredding.TenantId;

/** A log, whose it is, and how many entries are under its last checkpoint. */
public record LogSize(String log, TenantId tenant, long size) {}
