// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import java.time.LocalDate;
import java.util.UUID;

/**
 * The trail does not forget a person for the controller that asked, since another one has entries
 * about them under the same key. They go when their period is over.
 *
 * @param until when the last of them goes
 */
public record TrailErasureDeferred(UUID erasure, LocalDate until) implements ErasureEvent {}
