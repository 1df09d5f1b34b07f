// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.requests.Uuids;
import io.temoin.packageparts.domain.OtherVoices;
import io.temoin.packageparts.domain.PersonChannel;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the desk is sent about packages. */
final class PackageBodies {

    private static final int MOST_DOWNLOADS = 10;
    private static final int MOST_CHANNELS = 8;
    private static final int MOST_RECORDINGS = 1_000;
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
                    @Nullable Integer personChannel,
            @Schema(
                            maxItems = MOST_RECORDINGS,
                            description =
                                    "Recordings where it is another channel, or where it is not"
                                            + " known.")
                    @Nullable List<Channel> personChannels) {

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
            requireChannel("/personChannel", personChannel);
            parsedChannels();
            return this;
        }

        List<PersonChannel> parsedChannels() {
            if (personChannels == null) {
                return List.of();
            }
            if (personChannels.size() > MOST_RECORDINGS) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        "/personChannels", "Name at most 1,000 recordings.");
            }
            Set<UUID> named = new HashSet<>();
            List<PersonChannel> parsed = new ArrayList<>(personChannels.size());
            for (int at = 0; at < personChannels.size(); at++) {
                PersonChannel one = parsed("/personChannels/" + at, personChannels.get(at));
                if (!named.add(one.recording())) {
                    throw ChassisProblem.REQUEST_INVALID.at(
                            "/personChannels/" + at + "/recording", "Name a recording once.");
                }
                parsed.add(one);
            }
            return parsed;
        }

        private static PersonChannel parsed(String pointer, @Nullable Channel sent) {
            UUID recording = sent == null ? null : Uuids.parse(sent.recording());
            if (sent == null || recording == null) {
                throw ChassisProblem.REQUEST_INVALID.at(
                        pointer + "/recording", "Name a recording by its id.");
            }
            requireChannel(pointer + "/channel", sent.channel());
            return new PersonChannel(recording, sent.channel());
        }

        private static void requireChannel(String pointer, @Nullable Integer channel) {
            if (channel != null && (channel < 1 || channel > MOST_CHANNELS)) {
                throw ChassisProblem.REQUEST_INVALID.at(pointer, "State a channel from 1 to 8.");
            }
        }
    }

    /** On which channel of one recording the person is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AccessPackageChannelRequest")
    record Channel(
            @Schema(required = true, format = "uuid", description = "A recording of the person.")
                    @Nullable String recording,
            @Schema(
                            minimum = "1",
                            maximum = "8",
                            description = "The channel; omitted when it is not known.")
                    @Nullable Integer channel) {}

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

    /** Why a package is taken back. */
    @Schema(name = "AccessPackageRevocation")
    record Revocation(
            @Schema(
                            required = true,
                            implementation = RevocationReason.class,
                            description = "Why it is taken back.")
                    @Nullable String reason) {

        RevocationReason parsedReason() {
            for (RevocationReason code : RevocationReason.values()) {
                if (code.name().equals(reason)) {
                    return code;
                }
            }
            throw ChassisProblem.REQUEST_INVALID.at(
                    "/reason", "State one of the values that the schema allows.");
        }

        Revocation checked() {
            parsedReason();
            return this;
        }
    }

    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw ChassisProblem.REQUEST_INVALID.at("", "Send a JSON object.");
        }
        return body;
    }
}
