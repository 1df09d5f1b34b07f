// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import io.temoin.consent.notice.domain.DetailedBy;
import io.temoin.consent.notice.domain.ItemStatement;
import io.temoin.consent.notice.domain.NoticeChannel;
import io.temoin.consent.notice.domain.NoticeCode;
import io.temoin.consent.notice.domain.NoticeContent;
import io.temoin.consent.notice.domain.NoticeItem;
import io.temoin.consent.notice.domain.NoticeLayer;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.consent.requests.RequestFields;
import io.temoin.eventsourcing.JsonPointers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is asked about notices, and how it is read. */
final class NoticeRequests {

    /**
     * Lines and paragraphs, and nothing that a screen or a voice could stumble over. One class of
     * characters: a choice of two, repeated, is matched by recursion, which a long text overflows.
     */
    private static final Pattern TEXT = Pattern.compile("[\\P{Cntrl}\\n\\t]{1,20000}");

    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{1,500}");
    private static final int MOST = 50;

    /** A new version of a notice. */
    @Schema(name = "NoticeDraft")
    record Draft(
            @Schema(required = true, description = "Must be the caller's own party.")
                    @Nullable String controller,
            @Schema(required = true, examples = "RECORDING") @Nullable String notice,
            @Schema(required = true, description = "BCP 47.") @Nullable String language,
            @Schema(required = true, implementation = NoticeChannel.class) @Nullable String channel,
            @Schema(required = true, implementation = NoticeLayer.class) @Nullable String layer,
            @Schema(required = true, description = "The text as played, shown or sent.")
                    @Nullable String text,
            @Schema(description = "For a first layer: where to find the full notice.")
                    @Nullable Rest detailedBy,
            @Schema(
                            required = true,
                            description = "Purposes of the catalogue that the text covers.")
                    @Nullable List<@Nullable String> purposes,
            @Schema(description = "Statutory announcements that the text may replace.")
                    @Nullable List<@Nullable String> fulfils,
            @Schema(
                            required = true,
                            description =
                                    "By item (see NoticeItem): the words of the text that cover it,"
                                            + " or why it does not apply.")
                    @Nullable Map<String, @Nullable Item> items) {}

    /** The full version of the same notice, in the same language. */
    @Schema(name = "DetailedByRequest")
    record Rest(
            @Schema(required = true, implementation = NoticeChannel.class) @Nullable String channel,
            @Schema(required = true, description = "How the person can find it.")
                    @Nullable String where) {}

    /** One of the two. */
    @Schema(name = "ItemStatementRequest")
    record Item(@Nullable String passage, @Nullable String notApplicable) {}

    /** From when on. */
    @Schema(name = "NoticePublication")
    record Publication(
            @Schema(required = true) @Nullable String controller,
            @Schema(format = "date-time", description = "Immediately if absent.")
                    @Nullable String validFrom) {}

    /** The end. */
    @Schema(name = "NoticeRetirement")
    record Retirement(
            @Schema(required = true) @Nullable String controller,
            @Schema(description = "The controller's own code.") @Nullable String reason) {}

    private NoticeRequests() {}

    static NoticeCode code(String pointer, @Nullable String text) {
        return new NoticeCode(
                RequestFields.matching(
                        pointer, text, NoticeCode::isOne, "a notice code such as RECORDING"));
    }

    /**
     * The content of a draft.
     *
     * @param inCatalogue which purposes there are
     * @param ofLaw which announcements laws have
     */
    static NoticeContent content(
            Draft draft, Predicate<PurposeCode> inCatalogue, Predicate<String> ofLaw) {
        return new NoticeContent(
                RequestFields.language("/language", draft.language()),
                RequestFields.oneOf("/channel", draft.channel(), NoticeChannel.class),
                RequestFields.oneOf("/layer", draft.layer(), NoticeLayer.class),
                text("/text", draft.text()),
                rest(draft.detailedBy()),
                purposes(draft.purposes(), inCatalogue),
                fulfils(draft.fulfils(), ofLaw),
                items(RequestFields.present("/items", draft.items())));
    }

    private static String text(String pointer, @Nullable String text) {
        return RequestFields.matching(
                pointer,
                text,
                written -> !written.isBlank() && TEXT.matcher(written).matches(),
                "1 to 20,000 characters");
    }

    private static @Nullable DetailedBy rest(@Nullable Rest rest) {
        return rest == null
                ? null
                : new DetailedBy(
                        RequestFields.oneOf(
                                "/detailedBy/channel", rest.channel(), NoticeChannel.class),
                        line("/detailedBy/where", rest.where()));
    }

    private static String line(String pointer, @Nullable String text) {
        return RequestFields.matching(
                pointer,
                text,
                written -> !written.isBlank() && LINE.matcher(written).matches(),
                "1 to 500 characters on one line");
    }

    private static List<PurposeCode> purposes(
            @Nullable List<@Nullable String> written, Predicate<PurposeCode> inCatalogue) {
        List<@Nullable String> codes = RequestFields.present("/purposes", written);
        if (codes.isEmpty() || codes.size() > MOST) {
            throw RequestFields.refused(
                    "/purposes", "out-of-range", "Expected 1 to " + MOST + " purposes.");
        }
        List<PurposeCode> purposes = new ArrayList<>();
        for (String code : codes) {
            purposes.add(
                    new PurposeCode(
                            RequestFields.matching(
                                    "/purposes/" + purposes.size(),
                                    code,
                                    text ->
                                            PurposeCode.isOne(text)
                                                    && inCatalogue.test(new PurposeCode(text)),
                                    "a purpose of the catalogue, see /v1/purpose-templates")));
        }
        return purposes.stream().distinct().toList();
    }

    private static List<String> fulfils(
            @Nullable List<@Nullable String> written, Predicate<String> ofLaw) {
        List<String> fulfils = new ArrayList<>();
        for (String announcement : written == null ? List.<@Nullable String>of() : written) {
            fulfils.add(
                    RequestFields.matching(
                            "/fulfils/" + fulfils.size(),
                            announcement,
                            ofLaw,
                            "the announcement of a law that requires calls to be recorded"));
        }
        return fulfils.stream().distinct().toList();
    }

    private static List<ItemStatement> items(Map<String, @Nullable Item> written) {
        List<ItemStatement> items = new ArrayList<>();
        for (Map.Entry<String, @Nullable Item> one : written.entrySet()) {
            String pointer = JsonPointers.member("/items", one.getKey());
            NoticeItem item = RequestFields.oneOf(pointer, one.getKey(), NoticeItem.class);
            Item said = RequestFields.present(pointer, one.getValue());
            if ((said.passage() == null) == (said.notApplicable() == null)) {
                throw RequestFields.refused(
                        pointer,
                        "one-of-two",
                        "State either the passage, or why the item does not apply.");
            }
            items.add(
                    new ItemStatement(
                            item,
                            said.passage() == null
                                    ? null
                                    : text(pointer + "/passage", said.passage()),
                            said.notApplicable() == null
                                    ? null
                                    : line(pointer + "/notApplicable", said.notApplicable())));
        }
        return items;
    }
}
