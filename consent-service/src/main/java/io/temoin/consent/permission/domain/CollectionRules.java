// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.PositiveAct.BOX_TICKED;
import static io.temoin.consent.permission.domain.PositiveAct.CLICK;
import static io.temoin.consent.permission.domain.PositiveAct.KEY_PRESSED;
import static io.temoin.consent.permission.domain.PositiveAct.SIGNATURE;
import static io.temoin.consent.permission.domain.PositiveAct.SPOKEN_YES;

import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.eventsourcing.Rejected.Violation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a consent must have been collected to be one: freely, by an act that the channel allows and
 * that can be shown, by a person of age who was informed before.
 */
final class CollectionRules {

    /** The evidence that is a stretch of a call, in the system that records it. */
    static final String CALL_SEGMENT = "CALL_SEGMENT";

    private CollectionRules() {}

    /** Adds what keeps it from being a consent. */
    static void check(GiveConsent command, List<Violation> violations) {
        ConsentParticulars particulars = command.particulars();
        act(command.proof(), violations);
        audio(command.proof(), particulars, violations);
        freely(particulars, violations);
        if (particulars.age() == AgeDeclaration.MINOR) {
            violations.add(
                    ConsentDefect.MINOR.at(
                            "/ageDeclaration",
                            "A minor cannot give valid consent to be called (GDPR art. 8)."));
        }
        informed(command, violations);
        withdrawal(command.proof().channel(), particulars, violations);
    }

    private static void act(ConsentProof proof, List<Violation> violations) {
        if (proof.positiveAct() == null) {
            violations.add(
                    ConsentDefect.ACT_MISSING.at(
                            "/positiveAct",
                            "Silence is not consent: consent requires a positive act of the person"
                                    + " (GDPR art. 4(11), recital 32, C. conso. L223-1)."));
        } else if (!possible(proof.channel()).contains(proof.positiveAct())) {
            violations.add(
                    ConsentDefect.ACT_IMPOSSIBLE.at(
                            "/positiveAct",
                            "This act is not possible on this channel; consent requires a positive"
                                    + " act of the person (GDPR art. 4(11), C. conso. L223-1)."));
        }
    }

    private static Set<PositiveAct> possible(Channel channel) {
        return switch (channel) {
            case VOICE -> EnumSet.of(SPOKEN_YES, KEY_PRESSED);
            case IVR_DTMF -> EnumSet.of(KEY_PRESSED);
            case WEB -> EnumSet.of(BOX_TICKED, CLICK, SIGNATURE);
            case PAPER -> EnumSet.of(BOX_TICKED, SIGNATURE);
            case SMS -> EnumSet.of(KEY_PRESSED, CLICK);
        };
    }

    private static void audio(
            ConsentProof proof, ConsentParticulars particulars, List<Violation> violations) {
        AudioSegment audio = particulars.audio();
        if (audio != null && !audio.isStretch()) {
            violations.add(
                    ConsentDefect.SEGMENT_INVALID.at(
                            "/audio/endMs",
                            "A segment must start at 0 or later and end after its start."));
        }
        if (proof.channel() == Channel.VOICE
                && audio == null
                && !proof.evidence().kind().equals(CALL_SEGMENT)) {
            violations.add(
                    ConsentDefect.AUDIO_MISSING.at(
                            "/audio",
                            "Spoken consent must be proven by the audio segment in which it can be"
                                    + " heard (GDPR art. 7(1), C. conso. R223-2)."));
        }
    }

    private static void freely(ConsentParticulars particulars, List<Violation> violations) {
        if (Boolean.TRUE.equals(particulars.tied())) {
            violations.add(
                    ConsentDefect.CONSENT_TIED.at(
                            "/tied",
                            "Consent is not freely given if something else is conditional on it"
                                    + " (GDPR art. 7(4), C. conso. L221-16)."));
        }
        if (Boolean.TRUE.equals(particulars.preTicked())) {
            violations.add(
                    ConsentDefect.CONSENT_PRE_TICKED.at(
                            "/preTicked",
                            "A pre-ticked choice is not consent (GDPR recital 32, C. conso."
                                    + " R223-1)."));
        }
    }

    private static void informed(GiveConsent command, List<Violation> violations) {
        ServedNotice notice = command.particulars().notice();
        if (notice != null && notice.servedAt().isAfter(command.collectedAt())) {
            violations.add(
                    ConsentDefect.NOTICE_AFTER_CONSENT.at(
                            "/noticeServedAt",
                            "The person must be informed before agreeing, not after (GDPR art."
                                    + " 4(11), 13(1))."));
        }
    }

    private static void withdrawal(
            Channel given, ConsentParticulars particulars, List<Violation> violations) {
        List<Channel> ways = particulars.withdrawalChannels();
        if (!ways.isEmpty() && !ways.contains(given)) {
            violations.add(
                    ConsentDefect.WITHDRAWAL_HARDER.at(
                            "/withdrawalChannels",
                            "Withdrawing consent must be as easy as giving it, including through"
                                    + " the channel on which it was given (GDPR art. 7(3), C."
                                    + " conso. R223-3)."));
        }
    }
}
