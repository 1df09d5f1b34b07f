// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.notice.domain.DetailedBy;
import io.temoin.consent.notice.domain.ItemStatement;
import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.notice.domain.NoticeContent;
import io.temoin.consent.notice.domain.NoticeItem;
import io.temoin.consent.notice.domain.NoticeLayer;
import io.temoin.consent.notice.domain.NoticeVersion;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.PurposeCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One version of a notice, as it stands. */
@Schema(
        name = "Notice",
        requiredProperties = {
            "notice",
            "version",
            "controller",
            "state",
            "language",
            "channel",
            "layer",
            "purposes",
            "fulfils",
            "spokenSeconds",
            "warnings",
            "hash"
        })
@JsonInclude(JsonInclude.Include.NON_NULL)
record NoticeAnswer(
        String notice,
        int version,
        String controller,
        NoticeVersion.State state,
        @Schema(description = "Id that decisions refer to; spoken notices only.")
                @Nullable String announcement,
        String language,
        NoticeChannel channel,
        NoticeLayer layer,
        List<String> purposes,
        List<String> fulfils,
        @Schema(description = "How long it takes to speak, at 150 words a minute.")
                int spokenSeconds,
        List<Warning> warnings,
        @Schema(description = "SHA-256 of the content.") String hash,
        @Nullable Instant validFrom,
        @Nullable Instant retiredAt,
        @Nullable DetailedBy detailedBy,
        @Schema(description = "Present only when one version is read.") @Nullable String text,
        @Schema(description = "Present only when one version is read.")
                @Nullable Map<NoticeItem, Item> items) {

    /** What does not hinder and should be known. */
    @Schema(name = "NoticeWarning")
    enum Warning {
        /** A first layer that takes more than 15 seconds is not listened to. */
        TOO_LONG_TO_LISTEN_TO
    }

    /** Where the text speaks of an item, or why it need not. */
    @Schema(name = "ItemStatement", requiredProperties = "article")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(String article, @Nullable String passage, @Nullable String notApplicable) {}

    /** A version with all that is in it. */
    static NoticeAnswer whole(NoticeVersion version, PartyId controller) {
        NoticeContent content = version.content();
        Map<NoticeItem, Item> items = new TreeMap<>();
        for (ItemStatement said : content.items()) {
            items.put(
                    said.item(),
                    new Item(said.item().article(), said.passage(), said.notApplicable()));
        }
        return of(version, controller, content.text(), items);
    }

    /** A version in a list of them. */
    static NoticeAnswer listed(NoticeVersion version, PartyId controller) {
        return of(version, controller, null, null);
    }

    private static NoticeAnswer of(
            NoticeVersion version,
            PartyId controller,
            @Nullable String text,
            @Nullable Map<NoticeItem, Item> items) {
        NoticeContent content = version.content();
        return new NoticeAnswer(
                version.notice().value(),
                version.number(),
                controller.value(),
                version.state(),
                content.channel() == NoticeChannel.VOICE
                        ? version.announcementId(controller)
                        : null,
                content.language(),
                content.channel(),
                content.layer(),
                content.purposes().stream().map(PurposeCode::value).toList(),
                content.fulfils(),
                content.spokenSeconds(),
                content.isTooLong() ? List.of(Warning.TOO_LONG_TO_LISTEN_TO) : List.of(),
                version.hash(),
                version.validFrom(),
                version.retiredAt(),
                content.detailedBy(),
                text,
                items);
    }
}
