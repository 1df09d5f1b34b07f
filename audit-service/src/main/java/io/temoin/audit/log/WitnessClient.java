// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.audit.log.Witnesses.Witness;
import io.temoin.eventsourcing.Sha256;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.trust.AddCheckpoint;
import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.transparency.trust.WitnessAnswer.Conflict;
import io.temoin.transparency.trust.WitnessAnswer.Cosigned;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Speaks c2sp.org/tlog-witness with witnesses. Waits; safe for several threads. */
final class WitnessClient {

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int NOT_GROWN = 422;
    private static final int UNKNOWN = 404;

    /** What a cosignature of every known kind needs, many times over. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final HttpClient http;
    private final Duration timeout;

    /** The witness was never told of the log, and so has cosigned nothing of it. */
    static final class UnknownLog extends RuntimeException {

        UnknownLog() {
            super("The witness does not know the log.", null, false, false);
        }
    }

    /** A client that waits so long for an answer. */
    WitnessClient(Duration timeout) {
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Asks for a cosignature.
     *
     * @return none when what is known there is said to be another past, or the proof to be wrong
     * @throws IOException when there is no answer
     * @throws UnknownLog when nobody told it of the log
     * @throws Untrusted when the answer is none of these, nor the size that is known there
     */
    Optional<WitnessAnswer> add(Witness witness, AddCheckpoint request)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(
                        HttpRequest.newBuilder(witness.address().resolve("add-checkpoint"))
                                .POST(BodyPublishers.ofByteArray(request.bytes())));
        return switch (answer.statusCode()) {
            case OK -> Optional.of(Cosigned.parse(answer.body()));
            case CONFLICT -> Optional.of(Conflict.parse(answer.body()));
            case NOT_GROWN -> Optional.empty();
            case UNKNOWN -> throw new UnknownLog();
            default -> throw new Untrusted("The witness answered " + answer.statusCode() + ".");
        };
    }

    /**
     * What the witness cosigned last of a log. Nothing of it is verified.
     *
     * @throws IOException when there is no answer
     * @throws Untrusted when it is no note
     */
    SignedNote last(Witness witness, String origin) throws IOException, InterruptedException {
        URI location = witness.address().resolve(Sha256.hex(origin) + "/checkpoint");
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(location).GET());
        if (answer.statusCode() != OK) {
            throw new Untrusted("The witness answered " + answer.statusCode() + ".");
        }
        return SignedNote.parse(answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.timeout(timeout).build(),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    }
}
