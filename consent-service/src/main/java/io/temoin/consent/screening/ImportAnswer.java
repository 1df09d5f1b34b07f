// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.screening.ScreeningImport.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An import as it is answered: never a number, only which line. */
@Schema(name = "ScreeningImport")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportAnswer(
        UUID id,
        String register,
        @Schema(
                        description =
                                "Controller whose suppression list it is; absent for a public"
                                        + " register.")
                @Nullable String controller,
        @Schema(description = "Date of the register data in the file.") LocalDate asOf,
        String source,
        State state,
        @Schema(description = "Bytes read so far; the rest of the file begins there.")
                long uploadOffset,
        @Schema(description = "Lines read so far, including the header.") long lines,
        @Schema(description = "How many parts of the copy are built.") int done,
        @Schema(description = "How many parts the copy has.") int total,
        @Schema(description = "How many distinct numbers the copy holds, once it is built.")
                @Nullable Long rows,
        @Schema(description = "SHA-256 of the file, once it is complete.")
                @Nullable String checksum,
        @Schema(
                        pattern = "^[A-Z][A-Z0-9_]{0,62}$",
                        description = "Why none of the file is used, if the state is FAILED.")
                @Nullable String failure,
        @Schema(
                        description =
                                "Line numbers of the first hundred lines without a possible phone"
                                        + " number.")
                List<Long> brokenLines,
        @Schema(description = "Pseudonym of the person who requested the import.")
                String requestedBy,
        Instant requestedAt) {

    static ImportAnswer of(ScreeningImport from) {
        boolean done = from.state() == State.COMPLETED;
        return new ImportAnswer(
                from.id(),
                from.register().code(),
                from.register().controller() == null ? null : from.register().controller().value(),
                from.asOf(),
                from.source(),
                from.state(),
                from.progress().received(),
                from.progress().lines(),
                done ? ScreeningImport.RANGES : from.built(),
                ScreeningImport.RANGES,
                done ? from.rows() : null,
                from.checksum(),
                from.failure(),
                from.progress().brokenLines(),
                from.metadata().actor().id(),
                from.metadata().at());
    }
}
