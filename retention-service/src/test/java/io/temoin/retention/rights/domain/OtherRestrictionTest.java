// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import static io.temoin.retention.rights.domain.OwnerService.CONSENT;
import static io.temoin.retention.rights.domain.OwnerService.RECORDING;
import static io.temoin.retention.rights.domain.RequestType.OBJECTION;
import static io.temoin.retention.rights.domain.RequestType.RECTIFICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.rights.domain.RequestEvent.RequestOpened;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** D22: the end of one request ends nothing that another one restricts, too. */
class OtherRestrictionTest {

    private static final UUID THIS = UUID.fromString("019a0000-0000-7000-8000-0000000000aa");
    private static final AskedAbout ONE = AskedAbout.ofRecording(Requests.ITEM);
    private static final AskedAbout ANOTHER = AskedAbout.ofRecording(Requests.OTHER);
    private static final AskedAbout CALL = AskedAbout.ofDecision(Requests.OTHER);

    @Test
    void isOneThatRestrictsEverythingOrTheSameOrAPart() {
        assertThat(found(null, null)).isNotNull();
        assertThat(found(null, ONE)).isNotNull();
        assertThat(found(ONE, null)).isNotNull();
        assertThat(found(ONE, ONE)).isNotNull();
        assertThat(found(ONE, ANOTHER)).isNull();
        assertThat(found(ONE, CALL)).isNull();
        assertThat(OtherRestriction.of(restricting(ONE), asking(CALL), true)).isNotNull();
    }

    @Test
    void saysWhichRequestItIs() {
        assertThat(found(null, ONE))
                .isEqualTo(
                        new OtherRestriction(
                                Requests.REQUEST,
                                OBJECTION,
                                Requests.RECEIVED,
                                null,
                                List.of(CONSENT, RECORDING)));
    }

    @Test
    void isNeitherTheRequestItselfNorOneThatRestrictsNothingAnyMore() {
        assertThat(OtherRestriction.of(restricting(null), restricting(null), false)).isNull();
        assertThat(
                        OtherRestriction.of(
                                after(
                                        Requests.opened(OBJECTION, null, 0),
                                        Requests.restricted(OBJECTION, null, CONSENT),
                                        Requests.lifted(
                                                LiftingCause.ANSWERED, Requests.LATER, CONSENT)),
                                asking(null),
                                false))
                .isNull();
        assertThat(
                        OtherRestriction.of(
                                after(Requests.opened(OBJECTION, null, 0)), asking(null), false))
                .isNull();
    }

    private static @Nullable OtherRestriction found(
            @Nullable AskedAbout other, @Nullable AskedAbout asked) {
        return OtherRestriction.of(restricting(other), asking(asked), false);
    }

    private static Request restricting(@Nullable AskedAbout about) {
        return after(
                Requests.opened(OBJECTION, about, 0),
                Requests.restricted(OBJECTION, about, CONSENT, RECORDING));
    }

    private static Request asking(@Nullable AskedAbout about) {
        RequestOpened it = Requests.opened(RECTIFICATION, about, 0);
        return after(
                new RequestOpened(
                        THIS,
                        it.controller(),
                        it.subject(),
                        it.type(),
                        it.intake(),
                        it.about(),
                        it.consent(),
                        it.earlier(),
                        it.country(),
                        it.zone(),
                        it.dueAt(),
                        it.tasks(),
                        null,
                        null,
                        null));
    }

    private static Request after(RequestEvent... events) {
        return new RequestDecider().replay(List.of(events));
    }
}
