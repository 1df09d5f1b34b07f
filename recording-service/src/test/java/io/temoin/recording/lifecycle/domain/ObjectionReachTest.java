// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.recording.lifecycle.domain.ObjectionReach.Stage;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectionReachTest {

    private static final RecordingId OTHER = new RecordingId(Calls.uuid(77));

    @Test
    void isEverythingUnlessItNamesARecording() {
        assertThat(ObjectionReach.PENDING.reaches(Calls.ID)).isTrue();
        var one = new ObjectionReach(Stage.UPHELD, Calls.ID.value(), Set.of());

        assertThat(one.reaches(Calls.ID)).isTrue();
        assertThat(one.reaches(OTHER)).isFalse();
    }

    @Test
    void isNeverWhatIsKept() {
        var all = new ObjectionReach(Stage.UPHELD, null, Set.of(Calls.ID.value()));
        var one = new ObjectionReach(Stage.UPHELD, Calls.ID.value(), Set.of(Calls.ID.value()));

        assertThat(all.reaches(Calls.ID)).isFalse();
        assertThat(all.reaches(OTHER)).isTrue();
        assertThat(one.reaches(Calls.ID)).isFalse();
    }
}
