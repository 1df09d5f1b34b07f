// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.temoin.consent.permission.domain.AgeDeclaration;
import io.temoin.consent.permission.domain.AudioSegment;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.ConsentParticulars;
import io.temoin.consent.permission.domain.ConsentProof;
import io.temoin.consent.permission.domain.Evidence;
import io.temoin.consent.permission.domain.LocalSlot;
import io.temoin.consent.permission.domain.Mentions;
import io.temoin.consent.permission.domain.PositiveAct;
import io.temoin.consent.permission.domain.ServedNotice;
import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A consent as it was collected, in the words of the API. */
@Schema(name = "ConsentRequest")
public record ConsentRequest(
        @Schema(required = true) @Nullable String controller,
        @Schema(
                        description =
                                "Who may call on the controller's behalf, as stated to the person;"
                                        + " absent if the controller makes the calls itself.")
                @Nullable String processor,
        @Schema(required = true) @Nullable String number,
        @Schema(required = true, implementation = Purpose[].class)
                @Nullable List<@Nullable String> purposes,
        @Schema(required = true, implementation = Channel.class) @Nullable String channel,
        @Schema(required = true, description = "Version of the exact words used.")
                @Nullable String wordingVersion,
        @Schema(required = true) @Nullable StatedMentions mentions,
        @Schema(
                        required = true,
                        enumeration = {
                            "SPOKEN_YES",
                            "BOX_TICKED",
                            "KEY_PRESSED",
                            "SIGNATURE",
                            "CLICK"
                        })
                @Nullable String positiveAct,
        @Schema(
                        required = true,
                        description =
                                "ISO 8601 period; at most a year in France, ten years elsewhere.")
                @Nullable String validFor,
        @Schema(required = true, format = "date-time") @Nullable String collectedAt,
        @Schema(
                        description =
                                "The controller's own code for what the person agreed to be called"
                                        + " about; required for a French consent to be called (C."
                                        + " conso. R223-1).",
                        examples = "fibre")
                @Nullable String object,
        @Schema(
                        format = "date-time",
                        description =
                                "Time at which the person expressly agreed to be called, if any:"
                                        + " the only one at which restrictions on day and hour do"
                                        + " not apply.")
                @Nullable String exactSlot,
        @Schema(
                        description =
                                "Alternative to exactSlot in the person's local time, for callers"
                                        + " that do not know the UTC offset on that day.")
                @Nullable ShownTime exactSlotLocal,
        @Schema(required = true) @Nullable Proof evidence,
        @Schema(description = "Language of the words used, BCP 47.", examples = "fr")
                @Nullable String language,
        @Schema(description = "SHA-256 of the exact words used, in UTF-8, 64 hexadecimal digits.")
                @Nullable String wordingHash,
        @Schema(description = "The notice the person was given before consenting, and its version.")
                @Nullable String noticeId,
        @Schema(format = "date-time", description = "When that notice was given.")
                @Nullable String noticeServedAt,
        @Schema(
                        description =
                                "The call in which the consent was given, as identified by the"
                                        + " caller's system.")
                @Nullable String callId,
        @Schema(
                        description =
                                "Where it can be heard. A spoken consent requires this, or evidence"
                                        + " of the kind CALL_SEGMENT.")
                @Nullable Segment audio,
        @Schema(description = "Who collected it: a pseudonym or staff id, never a name.")
                @Nullable String agentId,
        @Schema(description = "The script, form or place where it was requested.")
                @Nullable String collectionPoint,
        @Schema(
                        description =
                                "Whether anything else was conditional on it; if so, it is not a"
                                        + " valid consent.")
                @Nullable Boolean tied,
        @Schema(
                        description =
                                "Whether the choice was pre-selected; if so, it is not a valid"
                                        + " consent.")
                @Nullable Boolean preTicked,
        @Schema(
                        enumeration = {"ADULT", "MINOR", "NOT_ASKED"},
                        description = "What the person said about their age.")
                @Nullable String ageDeclaration,
        @Schema(
                        implementation = Channel[].class,
                        description =
                                "How it can be withdrawn, other than orally; must include the"
                                        + " channel by which it was given.")
                @Nullable List<@Nullable String> withdrawalChannels,
        @Schema(
                        format = "uri",
                        description =
                                "Where the person can exercise their rights; https, no query.")
                @Nullable String privacyRightsUrl) {

    /** The five mandatory mentions (C. conso. R223-1); each must be true. */
    @Schema(name = "Mentions")
    public record StatedMentions(
            @Nullable Boolean professionalAndGoods,
            @Nullable Boolean choice,
            @Nullable Boolean period,
            @Nullable Boolean withdrawal,
            @Nullable Boolean proofAccess) {}

    /** A time as clocks will show it somewhere. */
    @Schema(name = "LocalSlot")
    public record ShownTime(
            @Schema(
                            required = true,
                            description =
                                    "Without a UTC offset. A local time skipped by a clock change"
                                            + " is refused; if it occurs twice, the first one"
                                            + " counts.",
                            examples = "2026-11-29T19:00")
                    @Nullable String localDateTime,
            @Schema(required = true, description = "IANA time zone", examples = "Europe/Paris")
                    @Nullable String zone) {}

    /** Where the proof lies; a reference, never free text. */
    @Schema(name = "Evidence")
    public record Proof(
            @Schema(required = true, description = "For instance CALL_SEGMENT or WEB_FORM.")
                    @Nullable String kind,
            @Schema(required = true) @Nullable String reference) {}

    /** A stretch of a recording. */
    @Schema(name = "AudioSegment")
    public record Segment(
            @Schema(required = true, format = "uuid", description = "Id of the recording.")
                    @Nullable String recording,
            @Schema(required = true, description = "Milliseconds from the start of the recording.")
                    @Nullable Long startMs,
            @Schema(required = true, description = "Exclusive.") @Nullable Long endMs) {}

    /** When the person agreed to be called, however that was written; {@code null} if never. */
    @Nullable Instant slot() {
        LocalSlot local = localSlot();
        if (local != null) {
            return local.moment();
        }
        return exactSlot == null ? null : RequestFields.instant("/exactSlot", exactSlot);
    }

    /** The same as clocks show it; {@code null} when it was not written so. */
    @Nullable LocalSlot localSlot() {
        if (exactSlotLocal == null) {
            return null;
        }
        if (exactSlot != null) {
            throw RequestFields.refused(
                    "/exactSlotLocal",
                    "field-not-expected",
                    "Give the agreed time only once: with an offset, or as local time with its"
                            + " zone.");
        }
        ZonedDateTime shown =
                RequestFields.localTime(
                        "/exactSlotLocal", exactSlotLocal.localDateTime(), exactSlotLocal.zone());
        return new LocalSlot(shown.toLocalDateTime(), shown.getZone());
    }

    /** How the consent was obtained. */
    ConsentProof proof() {
        Proof given = RequestFields.present("/evidence", evidence);
        return new ConsentProof(
                RequestFields.oneOf("/channel", channel, Channel.class),
                RequestFields.code("/wordingVersion", wordingVersion),
                mentions(RequestFields.present("/mentions", mentions)),
                positiveAct == null
                        ? null
                        : RequestFields.oneOf("/positiveAct", positiveAct, PositiveAct.class),
                new Evidence(
                        RequestFields.matching(
                                "/evidence/kind",
                                given.kind(),
                                Evidence::isKind,
                                "a word in UPPER_SNAKE_CASE"),
                        RequestFields.impersonal(
                                "/evidence/reference",
                                given.reference(),
                                Evidence::isReference,
                                "a reference without spaces")));
    }

    /** The rest of the record. */
    ConsentParticulars particulars(String jurisdiction, List<String> storageLocations) {
        return new ConsentParticulars(
                jurisdiction,
                optional(
                        "/language",
                        language,
                        ConsentParticulars::isLanguage,
                        "a language tag (BCP 47)"),
                optional(
                        "/wordingHash",
                        wordingHash,
                        ConsentParticulars::isHash,
                        "a SHA-256 hash, 64 lower-case hexadecimal digits"),
                notice(),
                optional("/callId", callId, Evidence::isReference, "a reference without spaces"),
                segment(),
                RequestFields.optionalCode("/agentId", agentId),
                RequestFields.optionalCode("/collectionPoint", collectionPoint),
                tied,
                preTicked,
                ageDeclaration == null
                        ? null
                        : RequestFields.oneOf(
                                "/ageDeclaration", ageDeclaration, AgeDeclaration.class),
                withdrawalChannels == null
                        ? List.of()
                        : List.copyOf(
                                RequestFields.setOf(
                                        "/withdrawalChannels", withdrawalChannels, Channel.class)),
                optional(
                        "/privacyRightsUrl",
                        privacyRightsUrl,
                        ConsentParticulars::isUrl,
                        "an https address without a query"),
                storageLocations,
                RequestFields.optionalCode("/object", object));
    }

    /** A mention that is not said to have been made was not made. */
    private static Mentions mentions(StatedMentions stated) {
        return new Mentions(
                Boolean.TRUE.equals(stated.professionalAndGoods()),
                Boolean.TRUE.equals(stated.choice()),
                Boolean.TRUE.equals(stated.period()),
                Boolean.TRUE.equals(stated.withdrawal()),
                Boolean.TRUE.equals(stated.proofAccess()));
    }

    /** Which and when belong together. */
    private @Nullable ServedNotice notice() {
        return noticeId == null && noticeServedAt == null
                ? null
                : new ServedNotice(
                        RequestFields.code("/noticeId", noticeId),
                        RequestFields.instant("/noticeServedAt", noticeServedAt));
    }

    private @Nullable AudioSegment segment() {
        if (audio == null) {
            return null;
        }
        return new AudioSegment(
                RequestFields.id("/audio/recording", audio.recording()),
                RequestFields.present("/audio/startMs", audio.startMs()),
                RequestFields.present("/audio/endMs", audio.endMs()));
    }

    private static @Nullable String optional(
            String pointer,
            @Nullable String value,
            java.util.function.Predicate<String> shape,
            String expected) {
        return value == null ? null : RequestFields.impersonal(pointer, value, shape, expected);
    }
}
