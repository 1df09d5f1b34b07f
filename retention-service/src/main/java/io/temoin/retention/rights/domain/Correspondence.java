// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.retention.rights.domain.RequestEvent.AboutRecipient;
import io.temoin.retention.rights.domain.RequestEvent.DsrExtended;
import io.temoin.retention.rights.domain.RequestEvent.LetterSent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was written about a request, to the person and to those who received the data.
 *
 * @param extension why and until when the answer was put off; absent if it was not
 * @param letters those that were sent, in the order in which that was recorded
 */
public record Correspondence(
        @Nullable DsrExtended extension, List<LetterSent> letters, Recipients recipients) {

    static final Correspondence NONE = new Correspondence(null, List.of(), Recipients.NONE);

    public Correspondence {
        letters = List.copyOf(letters);
    }

    Correspondence with(DsrExtended extended) {
        return new Correspondence(extended, letters, recipients);
    }

    Correspondence with(LetterSent letter) {
        return new Correspondence(
                extension, Stream.concat(letters.stream(), Stream.of(letter)).toList(), recipients);
    }

    /** The same after a decision of that moment, of which no recipient has been told yet. */
    Correspondence after(Instant decidedAt) {
        return new Correspondence(extension, letters, recipients.after(decidedAt));
    }

    /** The same once the request is closed. */
    Correspondence closed() {
        return new Correspondence(extension, letters, recipients.closed());
    }

    Correspondence with(AboutRecipient event) {
        return new Correspondence(extension, letters, recipients.with(event));
    }
}
