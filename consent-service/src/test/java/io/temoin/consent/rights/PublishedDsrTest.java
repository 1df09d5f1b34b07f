// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights;

import io.temoin.consent.EventExamples;
import io.temoin.consent.permission.domain.Channel;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rights.domain.DataSubjectRight;
import io.temoin.consent.rights.domain.DsrDecider;
import io.temoin.consent.rights.domain.DsrReceived;
import io.temoin.consent.rights.domain.ReceiveDsr;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.legalclock.LegalCalendar;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is published of requests is what {@code contracts/} promises. */
class PublishedDsrTest {

    private final EventExamples<DsrReceived> examples =
            new EventExamples<>(
                    DsrStream.codec(new InMemoryShreddableKeys()),
                    new StreamId("dsr", Examples.STATEMENT.toString()),
                    new Actor(Examples.SUBJECT.value(), "rhone-telecom", "data-subject", null),
                    Examples.NOW);

    @Test
    void isTheExampleOfItsContract() throws IOException {
        var decider = new DsrDecider(LegalCalendar.FRANCE);
        var received =
                decider.decide(
                        new ReceiveDsr(
                                Examples.STATEMENT,
                                Examples.RHONE,
                                Examples.SUBJECT,
                                DataSubjectRight.ACCESS,
                                null,
                                null,
                                Channel.WEB,
                                Examples.RHONE,
                                Examples.NOW),
                        decider.initialState());
        examples.isTheExample(received.getFirst());
        examples.isReadForEver(received.getFirst());
    }
}
