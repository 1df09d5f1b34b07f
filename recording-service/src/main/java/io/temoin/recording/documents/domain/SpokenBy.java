// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

/** Whose channel of a call something was said on. */
public enum SpokenBy {
    AGENT,
    PERSON,
    /** Both on one channel. */
    MIXED
}
