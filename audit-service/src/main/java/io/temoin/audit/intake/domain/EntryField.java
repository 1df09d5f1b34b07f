// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

/**
 * One statement of an entry, as it is committed to and as it can be shown to a stranger.
 *
 * @param name which statement; never changes its meaning
 * @param value canonical JSON (RFC 8785)
 * @param about whose erasure makes it unreadable
 */
public record EntryField(String name, String value, About about) {

    /** Whom a statement is about. */
    public enum About {
        /** What happened, and who did it. */
        ACTION,
        /** The data subject, by pseudonym. */
        SUBJECT
    }
}
