// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One line of the trail: who did what, why, how, when and from which workstation.
 *
 * <p>It refers to data and never repeats it (CNIL, délibération 2021-122: a log holds the person,
 * the time, the equipment, the nature of the operation and the reference of the data, not the data
 * itself).
 *
 * @param id id of the event the entry was made from
 * @param workstation the equipment the action came from, when known
 * @param reportedBy pseudonymous id of the account that handed the entry in, by its token; {@code
 *     null} of an entry that was made from an event of the suite
 */
public record AuditEntry(
        String id,
        Who who,
        What what,
        Why why,
        How how,
        When when,
        @Nullable String workstation,
        Links links,
        Trace trace,
        @Nullable String reportedBy) {

    /** An entry that was made from an event of the suite. */
    public AuditEntry(
            String id,
            Who who,
            What what,
            Why why,
            How how,
            When when,
            @Nullable String workstation,
            Links links,
            Trace trace) {
        this(id, who, what, why, how, when, workstation, links, trace, null);
    }

    /** What stands in an entry where a person was named who was erased since. */
    public static final String ERASED = "erased";

    /**
     * What stands where a person was named who was erased before the entry came in. The log commits
     * to it like to anything else: nobody can make an entry look so later.
     */
    public static final String ERASED_BEFORE = "erased-before";

    /**
     * What enters the trail of an entry that names a person who was erased before it came.
     *
     * @param erased whether a name is an erased person's
     */
    public AuditEntry without(Predicate<String> erased) {
        return new AuditEntry(
                id,
                erased.test(who.actor())
                        ? new Who(ERASED_BEFORE, who.organisation(), who.role())
                        : who,
                what,
                why,
                how,
                when,
                workstation,
                new Links(
                        links.controller(),
                        null,
                        links.recording(),
                        links.decision(),
                        links.consent()),
                new Trace(trace.correlation(), trace.causation(), ERASED_BEFORE, trace.sequence()),
                reportedBy);
    }

    /**
     * Who acted.
     *
     * @param actor pseudonymous id of a person or a service account
     * @param organisation the party the actor works for
     * @param role the roles the actor had
     */
    public record Who(String actor, String organisation, String role) {}

    /**
     * What was done.
     *
     * @param action a sentence-like name that does not change, such as {@code LISTENING_REFUSED}
     * @param because codes of the rules that led to the outcome; empty when none was weighed
     */
    public record What(String action, Outcome outcome, List<String> because) {

        public What {
            because = List.copyOf(because);
        }
    }

    /**
     * Why it was done, as the actor stated it.
     *
     * @param purposes the purposes it served
     */
    public record Why(List<String> purposes, @Nullable StatedReason reason) {

        public Why {
            purposes = List.copyOf(purposes);
        }
    }

    /**
     * A reason is a code and a reference, never free text about a person.
     *
     * @param reference of a ticket or a case
     */
    public record StatedReason(String code, @Nullable String reference) {}

    /**
     * How it was done.
     *
     * @param service where
     * @param operation the event that recorded it
     * @param channel such as {@code VOICE}, when one was used
     */
    public record How(String service, String operation, @Nullable String channel) {}

    /**
     * When.
     *
     * @param at when it happened
     * @param recordedAt when it entered the trail
     */
    public record When(Instant at, Instant recordedAt) {}

    /**
     * What it was about, by reference.
     *
     * @param controller the legal entity on whose behalf it was done
     * @param subject pseudonym of the data subject
     * @param decision the call decision, also the one a recording rests on
     * @param consent the consent, also the one a decision or a recording rests on
     */
    public record Links(
            @Nullable String controller,
            @Nullable String subject,
            @Nullable String recording,
            @Nullable String decision,
            @Nullable String consent) {}

    /**
     * Where the event stands.
     *
     * @param correlation shared by everything one call of the outside world caused
     * @param causation the event that caused this one, if one did
     * @param stream the stream that holds the event
     * @param sequence its place in the stream
     */
    public record Trace(
            String correlation, @Nullable String causation, String stream, long sequence) {}
}
