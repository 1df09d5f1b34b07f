// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What has to go in the days that were asked for, as the plans of now say.
 *
 * @param truncated whether there is more: then ask for fewer days
 */
@Schema(name = "DispositionCalendar")
public record CalendarAnswer(List<CalendarDay> days, boolean truncated) {

    /**
     * Items that have to go on the same day, for the same purposes of the same controller.
     *
     * @param day their last local day
     * @param purposes what they are kept for
     * @param items how many there are, those under a legal hold included
     * @param reviews how many of them a person looks at before they are destroyed
     */
    @Schema(name = "DispositionCalendarDay")
    public record CalendarDay(
            LocalDate day,
            ListedKind kind,
            String controller,
            @Schema(description = "Codes of purposes.") List<String> purposes,
            long items,
            long reviews) {

        static CalendarDay of(CalendarQueries.Day day) {
            return new CalendarDay(
                    day.day(),
                    day.kind(),
                    day.controller(),
                    day.purposes(),
                    day.items(),
                    day.reviews());
        }
    }

    static CalendarAnswer of(List<CalendarQueries.Day> days, int most) {
        return new CalendarAnswer(
                days.stream().limit(most).map(CalendarDay::of).toList(), days.size() > most);
    }
}
