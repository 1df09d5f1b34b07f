// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

/** What an item is that is not a recording. */
public enum ItemKind {
    /** Proof that a person agreed. */
    CONSENT_PROOF(ItemOwner.CONSENT),
    /** Whether a call was allowed, and why. */
    CALL_DECISION(ItemOwner.CONSENT),
    /** A call that was tried. */
    CALL_ATTEMPT(ItemOwner.CONSENT),
    /** What was said to a person at the beginning of a call. */
    NOTICE_SERVED(ItemOwner.CONSENT),
    /** How and when a person wants to be reached. */
    PREFERENCE(ItemOwner.CONSENT),
    /** A link by which a person sees their own data. */
    SELF_SERVICE_LINK(ItemOwner.CONSENT),
    /** That a person must not be called; kept for as long as it has to be honoured. */
    SUPPRESSION(ItemOwner.CONSENT),
    /** An analysis document drawn from a recording. */
    SHEET(ItemOwner.RECORDING),
    /** What was said in a recording, as text. */
    TRANSCRIPT(ItemOwner.RECORDING),
    /** An extract of the audit trail. */
    EXPORT(ItemOwner.AUDIT),
    /** Evidence of a case that was handed out. */
    EVIDENCE(ItemOwner.AUDIT),
    /** The file of a request of a person. */
    REQUEST(ItemOwner.RETENTION);

    private final ItemOwner owner;

    ItemKind(ItemOwner owner) {
        this.owner = owner;
    }

    /** Who keeps it. */
    public ItemOwner owner() {
        return owner;
    }

    /** Whether it may ever be ordered destroyed. */
    public boolean isEverDestroyed() {
        return this != SUPPRESSION;
    }
}
