// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

/**
 * What a request to create something leads to: the row of its command's id.
 *
 * @param repeated whether an earlier request of the same command had created it
 */
public record Creation<T>(T row, boolean repeated) {}
