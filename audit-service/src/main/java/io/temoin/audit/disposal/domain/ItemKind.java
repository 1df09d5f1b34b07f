// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal.domain;

/** What this service disposes of on order. */
public enum ItemKind {
    /** The file of an export of the trail. */
    EXPORT,
    /** That an evidence bundle was handed out; the bundle itself is stored nowhere. */
    EVIDENCE
}
