// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry that a system of the customer's own hands in, and that is fit to be taken.
 *
 * @param pointer where it stands in what was sent
 * @param id chosen by the sender; unique for its organisation and source
 * @param source the sending system
 * @param correlation {@code null} when the sender named none
 */
public record Submission(
        String pointer,
        String id,
        String source,
        Instant at,
        Who who,
        What what,
        Why why,
        String operation,
        @Nullable String channel,
        @Nullable String workstation,
        Links links,
        @Nullable String correlation,
        @Nullable String causation) {

    /**
     * Begins the service of every handed-in entry and its id. No service and no event of the suite
     * has a name that begins so: nobody can hand in an entry that looks like one of theirs.
     */
    static final String OUTSIDE = "x-";

    /**
     * Who hands in, by the token and not by what is sent.
     *
     * @param actor pseudonymous id of the account
     * @param organisation the party it works for
     * @param correlation of the request
     */
    public record Reporter(String actor, String organisation, String correlation) {}

    /**
     * The entry's id in the trail. The organisation is in it, so that nobody else in the tenant can
     * take an id before its owner uses it.
     */
    public String entryId(Reporter by) {
        return stream(by) + ":" + id;
    }

    /** As it enters the trail. */
    public AuditEntry entry(Reporter by, Instant recordedAt) {
        return new AuditEntry(
                entryId(by),
                who,
                what,
                why,
                new How(OUTSIDE + source, operation, channel),
                new When(at, recordedAt),
                workstation,
                links,
                new Trace(
                        correlation == null ? by.correlation() : correlation,
                        causation,
                        stream(by),
                        0),
                by.actor());
    }

    /**
     * Everything the sender said, in one spelling: two submissions with the same are the same.
     * Whose request it came with is no part of it, so that a repeated request says the same.
     */
    public String content() {
        List<String> all = new ArrayList<>();
        add(all, "id", id);
        add(all, "source", source);
        add(all, "at", at.toString());
        add(all, "actor", who.actor());
        add(all, "organisation", who.organisation());
        add(all, "role", who.role());
        add(all, "action", what.action());
        add(all, "outcome", what.outcome().name());
        why.purposes().forEach(purpose -> add(all, "purpose", purpose));
        AuditEntry.StatedReason reason = why.reason();
        if (reason != null) {
            add(all, "reasonCode", reason.code());
            add(all, "reasonReference", reason.reference());
        }
        add(all, "operation", operation);
        add(all, "channel", channel);
        add(all, "workstation", workstation);
        add(all, "controller", links.controller());
        add(all, "subject", links.subject());
        add(all, "recording", links.recording());
        add(all, "decision", links.decision());
        add(all, "consent", links.consent());
        add(all, "correlation", correlation);
        add(all, "causation", causation);
        return CanonicalJson.of(all);
    }

    private String stream(Reporter by) {
        return OUTSIDE + by.organisation() + ":" + source;
    }

    private static void add(List<String> all, String name, @Nullable String text) {
        if (text != null) {
            all.add(name);
            all.add(text);
        }
    }
}
