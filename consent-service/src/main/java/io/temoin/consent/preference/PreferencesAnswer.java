// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactWay;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.permission.domain.Preferences;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.eventsourcing.store.RecordedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a person wishes to be reached by a controller, and what they said when.
 *
 * @param history what was said, the latest statement last; nothing is ever taken out
 */
@Schema(
        name = "Preferences",
        requiredProperties = {"choices", "reachBy", "history"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreferencesAnswer(
        List<CurrentPreference> choices,
        StatedPreferences.@Nullable StatedQuietHours quietHours,
        List<ContactWay> reachBy,
        List<Statement> history) {

    private static final ContactPermissionDecider DECIDER = new ContactPermissionDecider();

    /** A preference in force. */
    @Schema(
            name = "CurrentPreference",
            requiredProperties = {"purpose", "way", "wish", "statedAt"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CurrentPreference(
            Purpose purpose,
            ContactWay way,
            @Nullable String brand,
            PreferenceValue wish,
            Instant statedAt) {}

    /** One statement. */
    @Schema(
            name = "PreferenceStatement",
            requiredProperties = {
                "id",
                "channel",
                "receivedBy",
                "statedAt",
                "recordedAt",
                "stated"
            })
    public record Statement(
            UUID id,
            @Schema(implementation = Channel.class) String channel,
            String receivedBy,
            Instant statedAt,
            Instant recordedAt,
            StatedPreferences stated) {}

    /** Of what happened between a controller and a person. */
    public static PreferencesAnswer of(List<RecordedEvent<ContactPermissionEvent>> history) {
        List<ContactPermissionEvent> events = history.stream().map(RecordedEvent::event).toList();
        Preferences held = DECIDER.replay(events).preferences();
        return new PreferencesAnswer(
                choices(held),
                held.quiet().spans().isEmpty() ? null : StatedPreferences.written(held.quiet()),
                held.ways(),
                events.stream()
                        .filter(PreferencesStated.class::isInstance)
                        .map(event -> said((PreferencesStated) event))
                        .toList());
    }

    /**
     * As far as it exists for somebody: wishes bind every call for the controller, so whoever works
     * for it knows what holds; who else was told is the controller's business. What does not exist
     * is answered like that of a person who said nothing.
     */
    public static PreferencesAnswer of(
            List<RecordedEvent<ContactPermissionEvent>> history,
            PartyId controller,
            Visibility visibility) {
        if (!visibility.worksFor(controller.value()) || isForeign(history, visibility)) {
            return of(List.of());
        }
        PreferencesAnswer whole = of(history);
        return visibility.wholeTenant() || visibility.organisation().equals(controller.value())
                ? whole
                : new PreferencesAnswer(
                        whole.choices(),
                        whole.quietHours(),
                        whole.reachBy(),
                        whole.history().stream()
                                .filter(said -> said.receivedBy().equals(visibility.organisation()))
                                .toList());
    }

    /** Whether an agent never dealt with the person. */
    private static boolean isForeign(
            List<RecordedEvent<ContactPermissionEvent>> history, Visibility visibility) {
        return visibility.ownActsOnly()
                && history.stream()
                        .noneMatch(one -> one.metadata().actor().id().equals(visibility.actor()));
    }

    private static List<CurrentPreference> choices(Preferences held) {
        return held.choices().entrySet().stream()
                .filter(said -> said.getValue().value() != PreferenceValue.UNSTATED)
                .map(
                        said ->
                                new CurrentPreference(
                                        said.getKey().purpose(),
                                        said.getKey().way(),
                                        said.getKey().brand(),
                                        said.getValue().value(),
                                        said.getValue().at()))
                .sorted(
                        Comparator.comparing(CurrentPreference::purpose)
                                .thenComparing(CurrentPreference::way)
                                .thenComparing(one -> one.brand() == null ? "" : one.brand()))
                .toList();
    }

    private static Statement said(PreferencesStated event) {
        return new Statement(
                event.statement(),
                event.channel().name(),
                event.receivedBy().value(),
                event.statedAt(),
                event.at(),
                new StatedPreferences(
                        event.choices().isEmpty()
                                ? null
                                : event.choices().stream()
                                        .<StatedPreferences.@Nullable Choice>map(
                                                one ->
                                                        new StatedPreferences.Choice(
                                                                one.purpose().name(),
                                                                one.way().name(),
                                                                one.brand(),
                                                                one.wish().name()))
                                        .toList(),
                        StatedPreferences.written(event.quietHours()),
                        event.reachBy() == null
                                ? null
                                : event.reachBy().stream()
                                        .<@Nullable String>map(Enum::name)
                                        .toList()));
    }
}
