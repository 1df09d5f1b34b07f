// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A21: audio that nobody was told of is refused before a byte is read, and the refusal is kept. */
@QuarkusTest
class NoticeServedUploadTest {

    private static final byte[] AUDIO = Uploads.wave(20_000, 71);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Instant startedAt = decidedAt.plusSeconds(20);
    private final Receipts call = Receipts.of(decidedAt);

    @Test
    void a21IsRefusedWithoutNoticeAndTheRefusalIsPublished() {
        // When
        Response answer = put(call, null);

        // Then
        assertProblem(answer, 403, "notice-not-served");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("Notice-Receipt");
        assertThat(Uploads.filesOf(id)).isEmpty();
        Published refused = Topic.eventsOf("helios", id, 1).getFirst();
        assertThat(refused.name()).isEqualTo("RecordingRefused");
        EventContract.of(refused.type()).accepts(refused.payload());
        assertThat(refused.data().path("code").textValue()).isEqualTo("NOTICE_NOT_SERVED");
        assertThat(refused.data().path("decision").textValue()).isNotBlank();
        assertThat(refused.headers()).containsEntry("ce_actor", Callers.RECORDER.actor());
    }

    @Test
    void a21IsRefusedOnceHoweverOftenItIsSentAndTakenWithItsNotice() {
        // When
        put(call, null);
        put(call, null);
        put(call, served()).then().statusCode(201);

        // Then
        List<Published> events = Topic.eventsOf("helios", id, 3);
        assertThat(events)
                .extracting(Published::name)
                .containsExactly("RecordingRefused", "RecordingRegistered", "RecordingStored");
        Published registered = events.get(1);
        EventContract.of(registered.type()).accepts(registered.payload());
        assertThat(registered.data().at("/notice/language").textValue()).isEqualTo("fr");
        assertThat(registered.data().at("/notice/textHash").textValue()).hasSize(64);
        assertThat(registered.data().at("/notice/servedAt").textValue())
                .isEqualTo(decidedAt.plusSeconds(15).toString());
    }

    @Test
    void a21IsRefusedWithTheNoticeOfAnotherCall() {
        Receipts other = Receipts.of(decidedAt).noticeServedAt(decidedAt.plusSeconds(15));
        refused(call, other, "notice-foreign");
        refused(call, served().with("notice", "FR-ANNOUNCEMENT-2"), "notice-foreign");
        refused(call, served().with("processor", "atlas-contact"), "notice-foreign");
        refused(call, served().with("tenant", "boreal"), "notice-foreign");
    }

    @Test
    void a21IsRefusedWithANoticeNobodySigned() {
        refused(call, served().forged(), "notice-receipt-invalid");
        refused(call, served().strange(), "notice-receipt-invalid");
        refused(call, served().without("textHash"), "notice-receipt-invalid");
        refused(call, served().with("textHash", "of what"), "notice-receipt-invalid");
        refused(call, served().answered("PERHAPS", startedAt), "notice-receipt-invalid");
        refused(call, served().with("exp", 1), "notice-receipt-expired");
        // The call's own receipt proves no notice, and the notice's permits no recording.
        refused(call, call, "notice-receipt-invalid");
        refused(served(), served(), "receipt-invalid");
    }

    @Test
    void a21IsRefusedWhenTheAudioBeganBeforeTheNotice() {
        refused(call, call.noticeServedAt(startedAt.plusSeconds(40)), "recorded-before-notice");
    }

    @Test
    void a21IsRefusedWhenThePersonSaidNo() {
        refused(call, served().answered("NO", startedAt), "recording-opted-out");
    }

    @Test
    void a21RecordsFromTheYesOn() {
        put(call.afterYes(), served().answered("YES", startedAt)).then().statusCode(201);
        Published registered = Topic.eventsOf("helios", id, 2).getFirst();
        assertThat(registered.data().at("/notice/answeredAt").textValue())
                .isEqualTo(startedAt.toString());
    }

    @Test
    void a21IsRefusedWithoutTheYesOrBeforeIt() {
        call.afterYes();
        refused(call, served(), "yes-not-said");
        refused(call, served().answered("NO", startedAt), "yes-not-said");
        refused(call, served().answered("YES", startedAt.plusSeconds(10)), "recorded-before-yes");
        assertThat(Topic.eventsOf("helios", id, 3))
                .extracting(Published::name)
                .containsOnly("RecordingRefused");
    }

    private Receipts served() {
        return call.noticeServedAt(decidedAt.plusSeconds(15));
    }

    private void refused(Receipts receipt, Receipts notice, String code) {
        assertProblem(put(receipt, notice), 403, code);
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    private Response put(Receipts receipt, @Nullable Receipts notice) {
        RequestSpecification request =
                Callers.RECORDER
                        .asks()
                        .header("Call-Receipt", receipt.sign())
                        .header("Recording-Started-At", startedAt.toString())
                        .header("Recording-Ended-At", startedAt.plusSeconds(80).toString())
                        .contentType("audio/wav");
        return (notice == null ? request : request.header("Notice-Receipt", notice.sign()))
                .body(AUDIO)
                .put("/v1/recordings/" + id + "/audio");
    }
}
