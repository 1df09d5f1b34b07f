// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

/**
 * How much there is of something in a part.
 *
 * @param name of the table, or {@code audio} or {@code missing}
 */
public record PartCount(String name, long count) {}
