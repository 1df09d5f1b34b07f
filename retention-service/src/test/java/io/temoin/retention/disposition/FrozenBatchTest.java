// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.hold.ItemHoldStore;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that comes while items are being claimed: the database refuses the batch. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class FrozenBatchTest {

    private final OwnerCase its = new OwnerCase();
    private final TestClock clock;
    private final DispositionBatchStream batches;

    FrozenBatchTest(TestClock clock, DispositionBatchStream batches) {
        this.clock = clock;
        this.batches = batches;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    /** The fence of V1070, for batches. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cannotBeOrderedBeforeAnOpenRequestAboutItIsAnswered(boolean ofPerson) throws Exception {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        its.freeze(ofPerson ? null : decision, "2028-01-01");

        assertThatThrownBy(() -> new OrderedAnyway(batches, its.tenant).order(decision))
                .matches(ItemHoldStore::isUnderHold);
    }

    @ParameterizedTest
    @CsvSource({"false, 2028-01-01", "true, 2027-01-01"})
    void canBeOrderedWhenTheRequestIsOverOrAboutAnotherCall(boolean ofPerson, String until)
            throws Exception {
        UUID decision = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        its.freeze(ofPerson ? null : UUID.randomUUID(), until);

        new OrderedAnyway(batches, its.tenant).order(decision);

        assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactly(decision);
    }

    /** The fence knows which call a recording is of; while nobody does, every call is kept. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "false, false"})
    void cannotBeOrderedWhileARecordingOfTheCallIsAskedFor(boolean ofTheCall, boolean ofAnother)
            throws Exception {
        UUID decision = UUID.randomUUID();
        UUID recording = UUID.randomUUID();
        its.topic.publish(its.decided(decision));
        its.awaitListed("CALL_DECISION", 1, "SCHEDULED");
        if (ofTheCall || ofAnother) {
            its.recorded(recording, ofTheCall ? decision : UUID.randomUUID());
        }
        its.freezeRecording(recording, "2028-01-01");

        if (ofAnother) {
            new OrderedAnyway(batches, its.tenant).order(decision);
            assertThat(OwnerCase.items(its.orders(1).getFirst())).containsExactly(decision);
        } else {
            assertThatThrownBy(() -> new OrderedAnyway(batches, its.tenant).order(decision))
                    .matches(ItemHoldStore::isUnderHold);
        }
    }
}
