// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.notice.domain.OwnAnnouncement;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.screening.domain.Screening;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was made by, besides the rules and the person's wishes. Looked up before the
 * question and kept with the answer, so that it can be given again.
 *
 * @param place where the person may be
 * @param sector what would be offered; absent when the caller does not say
 * @param callerId what would be shown; absent when the caller does not say
 * @param grounds what the call rests on besides a consent; absent when the caller does not say
 * @param honoursLocalHolidays whether holidays of a part of the country count
 * @param sampled purposes of recording that the controller's plan drew for this call
 * @param agentPlace ISO 3166 code of where the agent sits or the recorder stands; absent when
 *     nobody said
 * @param planned the controller's purposes of recording; absent when it has declared none
 * @param tzdataVersion the release of the IANA time zone database that local times come from
 * @param mandate what the controller instructed who asks to do; absent when the controller itself
 *     asks
 * @param namedConsent the consent that the caller says it rests on; absent when it names none
 * @param screenings what was found in registers and in the controller's own list; absent where
 *     there was none to look at
 * @param brand in whose name the call would be; absent when the caller does not say
 * @param announcements the controller's own that could be heard, the first that fits first; absent
 *     where it has none
 * @param controllerFacts what the register says of the controller; absent where nobody registered
 *     it
 */
public record CallCircumstances(
        CalleePlace place,
        @Nullable Sector sector,
        @Nullable CallerId callerId,
        @Nullable CallGrounds grounds,
        boolean honoursLocalHolidays,
        List<Purpose> sampled,
        @Nullable String agentPlace,
        @Nullable PlannedRecording planned,
        String tzdataVersion,
        @Nullable Mandate mandate,
        @Nullable UUID namedConsent,
        @Nullable List<Screening> screenings,
        @Nullable String brand,
        @Nullable List<OwnAnnouncement> announcements,
        @Nullable ControllerFacts controllerFacts) {

    public CallCircumstances {
        sampled = List.copyOf(sampled);
        screenings = screenings == null || screenings.isEmpty() ? null : List.copyOf(screenings);
        announcements =
                announcements == null || announcements.isEmpty()
                        ? null
                        : List.copyOf(announcements);
    }

    /** Before anybody looked the controller up. */
    public CallCircumstances(
            CalleePlace place,
            @Nullable Sector sector,
            @Nullable CallerId callerId,
            @Nullable CallGrounds grounds,
            boolean honoursLocalHolidays,
            List<Purpose> sampled,
            @Nullable String agentPlace,
            @Nullable PlannedRecording planned,
            String tzdataVersion,
            @Nullable Mandate mandate,
            @Nullable UUID namedConsent,
            @Nullable List<Screening> screenings,
            @Nullable String brand,
            @Nullable List<OwnAnnouncement> announcements) {
        this(
                place,
                sector,
                callerId,
                grounds,
                honoursLocalHolidays,
                sampled,
                agentPlace,
                planned,
                tzdataVersion,
                mandate,
                namedConsent,
                screenings,
                brand,
                announcements,
                null);
    }

    /** The same, with what the register says of the controller. */
    public CallCircumstances askedFor(ControllerFacts facts) {
        return with(tzdataVersion, mandate, screenings, announcements, facts);
    }

    /** The same, with what the controller could have the call announced by. */
    public CallCircumstances announcedBy(List<OwnAnnouncement> own) {
        return with(tzdataVersion, mandate, screenings, own, controllerFacts);
    }

    /** The same, with what looking into registers found. */
    public CallCircumstances screened(List<Screening> found) {
        return with(tzdataVersion, mandate, found, announcements, controllerFacts);
    }

    /** What would be offered, in the controller's own code; absent when the caller does not say. */
    @Nullable String offered() {
        return grounds == null ? null : grounds.offer();
    }

    /** What was found in that register; that there is no copy of it when nobody looked. */
    Screening screening(String register) {
        return screenings == null
                ? Screening.ofNoCopy(register)
                : screenings.stream()
                        .filter(found -> found.register().equals(register))
                        .findFirst()
                        .orElseGet(() -> Screening.ofNoCopy(register));
    }

    /** The same, with local times from another release. */
    public CallCircumstances computedBy(String release) {
        return with(release, mandate, screenings, announcements, controllerFacts);
    }

    /** The same, asked by who was instructed so. */
    public CallCircumstances under(@Nullable Mandate instructed) {
        return with(tzdataVersion, instructed, screenings, announcements, controllerFacts);
    }

    private CallCircumstances with(
            String release,
            @Nullable Mandate instructed,
            @Nullable List<Screening> found,
            @Nullable List<OwnAnnouncement> own,
            @Nullable ControllerFacts facts) {
        return new CallCircumstances(
                place,
                sector,
                callerId,
                grounds,
                honoursLocalHolidays,
                sampled,
                agentPlace,
                planned,
                release,
                instructed,
                namedConsent,
                found,
                brand,
                own,
                facts);
    }
}
