// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue.OverdueReview;
import io.temoin.retention.register.domain.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LateReviewDeciderTest {

    private static final ItemReviewsOverdue OVERDUE =
            new ItemReviewsOverdue(
                    ItemKind.PREFERENCE,
                    "rhone-telecom",
                    List.of(
                            new OverdueReview(
                                    new UUID(1, 1),
                                    Instant.parse("2027-11-24T23:00:00Z"),
                                    Instant.parse("2027-12-08T23:00:00Z"))));

    private final DeciderSpecification<SayItemReviewsOverdue, Boolean, ItemReviewsOverdue> look =
            DeciderSpecification.of(new LateReviewDecider());

    @Test
    void saysWhatIsLate() {
        look.given().when(new SayItemReviewsOverdue(OVERDUE)).then(OVERDUE);
    }

    @Test
    void saysItOnce() {
        look.given(OVERDUE).when(new SayItemReviewsOverdue(OVERDUE)).thenNothing();
    }
}
