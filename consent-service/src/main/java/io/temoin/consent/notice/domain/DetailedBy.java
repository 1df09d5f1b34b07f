// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

/**
 * Where the rest is: the full version of the same notice in the same language.
 *
 * @param channel the way that version takes
 * @param where how the person finds it, such as an address on the web
 */
public record DetailedBy(NoticeChannel channel, String where) {}
