// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.preference;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.permission.domain.ContactWay;
import io.temoin.consent.permission.domain.PreferenceChoice;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.permission.domain.QuietHours;
import io.temoin.consent.requests.RequestFields;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of how they wish to be reached, in the words of the API. A part that is absent
 * was not spoken of and stays as it was; an empty list takes that part back.
 */
@Schema(name = "StatedPreferences")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatedPreferences(
        @Nullable List<@Nullable Choice> choices,
        @Schema(description = "Replaces the previous ones; empty for none.")
                @Nullable StatedQuietHours quietHours,
        @Schema(
                        implementation = ContactWay[].class,
                        description = "The only channels wanted, preferred first; empty for any.")
                @Nullable List<@Nullable String> reachBy) {

    private static final int MOST_CHOICES = 200;

    /** For one purpose, in one way, by one brand. */
    @Schema(name = "PreferenceChoice")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(
            @Schema(required = true, enumeration = "PROSPECTING_CALL") @Nullable String purpose,
            @Schema(required = true, implementation = ContactWay.class) @Nullable String way,
            @Schema(
                            description =
                                    "Absent if the choice is for every brand about which the person"
                                            + " states nothing else.")
                    @Nullable String brand,
            @Schema(required = true, implementation = PreferenceValue.class)
                    @Nullable String wish) {}

    /** When not to call, by the clock where the person is. */
    @Schema(name = "QuietHours")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StatedQuietHours(
            @Schema(required = true) @Nullable List<@Nullable Span> spans,
            @Schema(
                            description =
                                    "IANA time zone the person lives in; if absent, that of the"
                                            + " place called.",
                            examples = "Europe/Paris")
                    @Nullable String zone) {}

    /** A part of the day; over midnight when it ends before it begins. */
    @Schema(name = "QuietSpan")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Span(
            @Schema(required = true, examples = "08:30") @Nullable String from,
            @Schema(required = true, examples = "09:30", description = "Exclusive.")
                    @Nullable String to,
            @Schema(
                            implementation = DayOfWeek[].class,
                            description = "Days on which it begins; every day if absent.")
                    @Nullable List<@Nullable String> days) {}

    /** The choices, read; refused with a pointer below {@code at}. */
    public List<PreferenceChoice> readChoices(String at) {
        List<@Nullable Choice> said = choices == null ? List.of() : choices;
        if (said.size() > MOST_CHOICES) {
            throw RequestFields.refused(
                    at + "/choices", "too-many", "At most " + MOST_CHOICES + " at once.");
        }
        List<PreferenceChoice> read = new ArrayList<>(said.size());
        for (int i = 0; i < said.size(); i++) {
            String here = at + "/choices/" + i;
            Choice choice = RequestFields.present(here, said.get(i));
            read.add(
                    new PreferenceChoice(
                            RequestFields.callPurpose(here + "/purpose", choice.purpose()),
                            RequestFields.oneOf(here + "/way", choice.way(), ContactWay.class),
                            RequestFields.optionalCode(here + "/brand", choice.brand()),
                            RequestFields.oneOf(
                                    here + "/wish", choice.wish(), PreferenceValue.class)));
        }
        return read;
    }

    /** The quiet hours, read; {@code null} when not spoken of. */
    public @Nullable QuietHours readQuiet(String at) {
        if (quietHours == null) {
            return null;
        }
        List<@Nullable Span> said =
                RequestFields.present(at + "/quietHours/spans", quietHours.spans());
        List<QuietHours.Span> read = new ArrayList<>(said.size());
        for (int i = 0; i < said.size(); i++) {
            String here = at + "/quietHours/spans/" + i;
            Span span = RequestFields.present(here, said.get(i));
            read.add(
                    new QuietHours.Span(
                            time(here + "/from", span.from()),
                            time(here + "/to", span.to()),
                            span.days() == null
                                    ? List.of()
                                    : List.copyOf(
                                            RequestFields.setOf(
                                                    here + "/days",
                                                    span.days(),
                                                    DayOfWeek.class))));
        }
        return new QuietHours(read, zone(at + "/quietHours/zone", quietHours.zone()));
    }

    /** The only channels wanted, preferred first; {@code null} when not spoken of. */
    public @Nullable List<ContactWay> readWays(String at) {
        if (reachBy == null) {
            return null;
        }
        List<ContactWay> read = new ArrayList<>(reachBy.size());
        for (int i = 0; i < reachBy.size(); i++) {
            read.add(RequestFields.oneOf(at + "/reachBy/" + i, reachBy.get(i), ContactWay.class));
        }
        return List.copyOf(read);
    }

    /** The same, written again. */
    static @Nullable StatedQuietHours written(@Nullable QuietHours hours) {
        return hours == null
                ? null
                : new StatedQuietHours(
                        hours.spans().stream()
                                .<@Nullable Span>map(StatedPreferences::written)
                                .toList(),
                        hours.zone() == null ? null : hours.zone().getId());
    }

    private static Span written(QuietHours.Span span) {
        return new Span(
                span.from().toString(),
                span.to().toString(),
                span.days().isEmpty()
                        ? null
                        : span.days().stream().<@Nullable String>map(Enum::name).toList());
    }

    private static LocalTime time(String pointer, @Nullable String text) {
        try {
            return LocalTime.parse(RequestFields.present(pointer, text));
        } catch (DateTimeException _) {
            throw RequestFields.refused(
                    pointer, "format-invalid", "Expected a time of the day such as 12:30.");
        }
    }

    private static @Nullable ZoneId zone(String pointer, @Nullable String id) {
        return id == null ? null : RequestFields.zone(pointer, id);
    }
}
