// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import static io.temoin.consent.notice.domain.NoticeItem.COMPLAINT;
import static io.temoin.consent.notice.domain.NoticeItem.CONTROLLER;
import static io.temoin.consent.notice.domain.NoticeItem.DPO;
import static io.temoin.consent.notice.domain.NoticeItem.FURTHER_INFORMATION;
import static io.temoin.consent.notice.domain.NoticeItem.LEGITIMATE_INTERESTS;
import static io.temoin.consent.notice.domain.NoticeItem.OBJECTION;
import static io.temoin.consent.notice.domain.NoticeItem.PURPOSES;
import static io.temoin.consent.notice.domain.NoticeItem.RECIPIENTS;
import static io.temoin.consent.notice.domain.NoticeItem.RECORDING;
import static io.temoin.consent.notice.domain.NoticeItem.RETENTION;
import static io.temoin.consent.notice.domain.NoticeItem.RIGHTS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.notice.domain.NoticeCommand.DraftNotice;
import io.temoin.consent.notice.domain.NoticeCommand.PublishNotice;
import io.temoin.consent.notice.domain.NoticeCommand.RetireNotice;
import io.temoin.consent.notice.domain.NoticeEvent.NoticeDrafted;
import io.temoin.consent.notice.domain.NoticeEvent.NoticePublished;
import io.temoin.consent.notice.domain.NoticeEvent.NoticeRetired;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCode;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notices that say everything, for tests to take something away. */
public final class Texts {

    public static final PartyId RHONE = new PartyId("rhone-telecom");
    public static final NoticeCode NOTICE = new NoticeCode("RECORDING");
    public static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    public static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");
    public static final PurposeCode TRAINING = new PurposeCode("TRAINING");
    public static final PurposeCode QUALITY = new PurposeCode("QUALITY");
    public static final Set<LegalBasis> INTEREST = Set.of(LegalBasis.LEGITIMATE_INTEREST);

    /** What a full notice says, each item in a sentence of its own. */
    public static final Map<NoticeItem, String> SENTENCES =
            Map.of(
                    RECORDING, "Your call may be recorded.",
                    CONTROLLER, "Rhone Telecom, 1 quai du Port, Lyon, decides about it.",
                    DPO, "Write to dpo@rhone.example with any question.",
                    PURPOSES, "We train our staff with it, in our legitimate interest.",
                    LEGITIMATE_INTERESTS, "Our interest is that you are advised well.",
                    RECIPIENTS, "Our trainers listen to it.",
                    RETENTION, "It is deleted after six months.",
                    RIGHTS, "You may have a copy, and have it corrected or erased.",
                    OBJECTION, "You may object at any time.",
                    COMPLAINT, "You may complain to the CNIL.");

    private static final String NONE = "There is none in this processing.";

    private Texts() {}

    /** A complete notice for the web, about those purposes. */
    public static NoticeContent full(PurposeCode... purposes) {
        return full("en", everything(), purposes);
    }

    static NoticeContent full(String language, List<ItemStatement> items, PurposeCode... purposes) {
        return new NoticeContent(
                language,
                NoticeChannel.WEB,
                NoticeLayer.FULL,
                String.join("\n", SENTENCES.values().stream().sorted().toList()),
                null,
                List.of(purposes),
                List.of(),
                items);
    }

    /** Every item of a full notice. */
    static List<ItemStatement> everything() {
        return Arrays.stream(NoticeItem.values())
                .filter(item -> item.belongsTo(NoticeLayer.FULL))
                .map(
                        item ->
                                SENTENCES.containsKey(item)
                                        ? new ItemStatement(item, SENTENCES.get(item), null)
                                        : new ItemStatement(item, null, NONE))
                .toList();
    }

    /** Every item but one. */
    static List<ItemStatement> without(List<ItemStatement> items, NoticeItem item) {
        return items.stream().filter(said -> said.item() != item).toList();
    }

    /** A first layer that leads to the full notice on the web. */
    public static NoticeContent spoken(PurposeCode... purposes) {
        return spoken("en", opening(), purposes);
    }

    static NoticeContent spoken(
            String language, List<ItemStatement> items, PurposeCode... purposes) {
        return new NoticeContent(
                language,
                NoticeChannel.VOICE,
                NoticeLayer.SPOKEN,
                "Rhone Telecom may record this call for training. You may refuse at any time."
                        + " More at rhone.example/calls.",
                new DetailedBy(NoticeChannel.WEB, "https://rhone.example/calls"),
                List.of(purposes),
                List.of(),
                items);
    }

    /** What a first layer says. */
    static List<ItemStatement> opening() {
        return List.of(
                new ItemStatement(FURTHER_INFORMATION, "More at rhone.example/calls.", null),
                new ItemStatement(OBJECTION, "You may refuse at any time.", null),
                new ItemStatement(PURPOSES, "for training", null),
                new ItemStatement(CONTROLLER, "Rhone Telecom", null),
                new ItemStatement(RECORDING, "record this call", null));
    }

    static DraftNotice drafting(NoticeContent content) {
        return new DraftNotice(RHONE, RHONE, NOTICE, content, NOW);
    }

    static PublishNotice publishing(int version) {
        return publishing(version, INTEREST, NOW);
    }

    static PublishNotice publishing(int version, Set<LegalBasis> grounds, Instant from) {
        return new PublishNotice(RHONE, RHONE, NOTICE, version, grounds, from, NOW);
    }

    static RetireNotice retiring(int version) {
        return new RetireNotice(RHONE, RHONE, NOTICE, version, "service-ended", NOW);
    }

    /** As it is recorded that this was written. */
    public static NoticeDrafted drafted(int version, NoticeContent content) {
        return new NoticeDrafted(
                RHONE, NOTICE, version, content, content.hash(RHONE.value(), NOTICE, version), NOW);
    }

    /** As it is recorded that people are told by it. */
    public static NoticePublished published(int version, NoticeContent content) {
        return published(version, content, NOW);
    }

    /** The same, from a moment on. */
    public static NoticePublished published(int version, NoticeContent content, Instant from) {
        return new NoticePublished(
                RHONE, NOTICE, version, content.hash(RHONE.value(), NOTICE, version), from, NOW);
    }

    /** As it is recorded that they are not any more. */
    public static NoticeRetired retired(int version) {
        return new NoticeRetired(RHONE, NOTICE, version, "service-ended", NOW);
    }

    /** What is wrong with a command, which must be refused. */
    static List<Violation> violations(NoticeCommand command, NoticeEvent... past) {
        List<Violation> violations = new ArrayList<>();
        assertThatThrownBy(() -> decide(command, past))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> violations.addAll(rejected.violations()));
        return violations;
    }

    static List<NoticeEvent> decide(NoticeCommand command, NoticeEvent... past) {
        var decider = new NoticeDecider();
        return decider.decide(command, decider.replay(List.of(past)));
    }
}
