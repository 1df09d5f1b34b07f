// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

/** The way a notice reaches a person. */
public enum NoticeChannel {
    /** Played or read during the call: an announcement. */
    VOICE,
    WEB,
    SMS,
    EMAIL,
    PAPER
}
