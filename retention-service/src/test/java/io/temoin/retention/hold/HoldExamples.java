// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.retention.hold.domain.HoldCommand;
import io.temoin.retention.hold.domain.HoldCommand.CancelRelease;
import io.temoin.retention.hold.domain.HoldCommand.PlaceHold;
import io.temoin.retention.hold.domain.HoldCommand.ProposeRelease;
import io.temoin.retention.hold.domain.HoldCommand.ReleaseHold;
import io.temoin.retention.hold.domain.HoldCriteria;
import io.temoin.retention.hold.domain.HoldDecider;
import io.temoin.retention.hold.domain.HoldEvent;
import io.temoin.retention.hold.domain.HoldGround;
import io.temoin.retention.hold.domain.LegalHold;
import io.temoin.retention.hold.domain.ReleaseGround;
import io.temoin.retention.hold.domain.ReleasePreview;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.shredding.keys.ShreddableKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The life of one hold, as the contracts show it. */
public final class HoldExamples {

    private static final UUID HOLD = UUID.fromString("01990000-0000-8000-8000-000000000020");
    private static final String RHONE = "rhone-telecom";
    private static final String CASE = "RG-27/04211";
    private static final String ANNE = "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f";
    private static final String BRUNO = "1f2e3d4c-5b6a-4798-8978-7a6b5c4d3e2f";
    private static final ReleasePreview PREVIEW =
            new ReleasePreview(3, 2, 1, Instant.parse("2027-09-10T22:00:00Z"), "5d8a".repeat(16));

    private HoldExamples() {}

    /** One event of each kind. */
    public static List<HoldEvent> events() {
        var decider = new HoldDecider();
        LegalHold state = decider.initialState();
        List<HoldEvent> all = new ArrayList<>();
        for (HoldCommand command : commands()) {
            for (HoldEvent event : decider.decide(command, state)) {
                state = decider.evolve(state, event);
                all.add(event);
            }
        }
        return all;
    }

    /** What writes them. */
    public static EventCodec<HoldEvent> codec(ShreddableKeys keys) {
        return HoldStream.codec(keys);
    }

    private static List<HoldCommand> commands() {
        var criteria =
                new HoldCriteria(
                        List.of(UUID.fromString("019ab3c2-1a00-7000-8000-0000000000a1")),
                        "5f1d2c3b4a5968778695a4b3c2d1e0f1",
                        "fibre-autumn",
                        List.of(Purpose.QUALITY),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"));
        return List.of(
                new PlaceHold(
                        HOLD,
                        RHONE,
                        criteria,
                        1,
                        HoldGround.LITIGATION,
                        "Tribunal judiciaire de Lyon",
                        CASE,
                        ANNE,
                        RHONE,
                        Instant.parse("2027-05-20T08:00:00Z")),
                propose("2027-09-08T08:00:00Z"),
                new CancelRelease(BRUNO, Instant.parse("2027-09-08T09:00:00Z")),
                propose("2027-09-10T08:00:00Z"),
                new ReleaseHold(
                        BRUNO,
                        RHONE,
                        PREVIEW.digest(),
                        PREVIEW,
                        Instant.parse("2027-09-10T09:00:00Z")));
    }

    private static HoldCommand propose(String at) {
        return new ProposeRelease(
                ANNE,
                RHONE,
                ReleaseGround.CASE_CLOSED,
                CASE,
                PREVIEW.digest(),
                PREVIEW,
                Instant.parse(at));
    }
}
