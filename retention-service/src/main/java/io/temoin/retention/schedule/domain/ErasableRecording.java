// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.util.UUID;

/**
 * What the erasure of a person does with one recording.
 *
 * @param decision on the call that it is of
 */
public record ErasableRecording(ErasableItem item, UUID decision) {}
