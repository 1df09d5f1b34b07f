// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.time.Instant;

/**
 * A notice that was read or played to the person before they were asked (GDPR art. 13).
 *
 * @param id which notice, and in which version
 * @param servedAt when
 */
public record ServedNotice(String id, Instant servedAt) {}
