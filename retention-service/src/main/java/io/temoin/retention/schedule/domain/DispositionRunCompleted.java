// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.util.UUID;

/**
 * The due items of a tenant were gone through, since a person asked for it. All that ever happens
 * to a run.
 *
 * @param dueItems how many were due
 * @param ordered how many of them were ordered destroyed
 */
public record DispositionRunCompleted(UUID run, int dueItems, int ordered) {}
