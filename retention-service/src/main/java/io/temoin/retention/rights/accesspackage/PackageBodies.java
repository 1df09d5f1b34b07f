// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.packageparts.domain.OtherVoices;
import java.time.DateTimeException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the desk is sent about packages. */
final class PackageBodies {

    private static final int MOST_DOWNLOADS = 10;
    private static final int MOST_CHANNELS = 8;
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(31);

    private PackageBodies() {}

    /** How a package is to be built. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AccessPackageRequest")
    record Wish(
            @Schema(
                            required = true,
                            implementation = OtherVoices.class,
                            description =
                                    "What was decided about the voices of others in recordings"
                                            + " (GDPR art. 15(4)).")
                    @Nullable String otherVoices,
            @Schema(
                            minimum = "1",
                            maximum = "8",
                            description =
                                    "The channel on which the person is heard in recordings that"
                                            + " have several; omitted when it is not known.")
                    @Nullable Integer personChannel) {

        OtherVoices parsedVoices() {
            for (OtherVoices code : OtherVoices.values()) {
                if (code.name().equals(otherVoices)) {
                    return code;
                }
            }
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/otherVoices", "State one of the values that the schema allows.");
        }

        Wish checked() {
            parsedVoices();
            if (personChannel != null && (personChannel < 1 || personChannel > MOST_CHANNELS)) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/personChannel", "State a channel from 1 to 8.");
            }
            return this;
        }
    }

    /** How long and how often a link works. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AccessPackageLinkRequest")
    record Link(
            @Schema(
                            minimum = "1",
                            maximum = "10",
                            description = "How often it may be used; the setting, if omitted.")
                    @Nullable Integer downloads,
            @Schema(
                            format = "duration",
                            description =
                                    "How long it lasts, five minutes to 31 days, but no longer than"
                                            + " the package; the setting, if omitted.")
                    @Nullable String ttl) {

        int parsedDownloads(int otherwise) {
            if (downloads == null) {
                return otherwise;
            }
            if (downloads < 1 || downloads > MOST_DOWNLOADS) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/downloads", "State a number from 1 to 10.");
            }
            return downloads;
        }

        Duration parsedTtl(Duration otherwise) {
            if (ttl == null) {
                return otherwise;
            }
            try {
                Duration parsed = Duration.parse(ttl);
                if (parsed.compareTo(SHORTEST) >= 0 && parsed.compareTo(LONGEST) <= 0) {
                    return parsed;
                }
            } catch (DateTimeException _) {
                // refused below
            }
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/ttl", "State a duration from PT5M to P31D, such as P7D.");
        }
    }
}
