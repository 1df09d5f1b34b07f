// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.ClosedLoop;
import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.RequestTemplate;
import java.io.IOException;
import java.net.URI;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Asks a service over one kept connection. */
final class ServiceClient implements ClosedLoop.Client {

    /**
     * A question.
     *
     * @param kind what is told apart in the times
     * @param path with its query
     */
    record Question(String kind, String path) {}

    private final URI service;
    private final String token;
    private final Function<SplittableRandom, Question> questions;
    private final HttpConnection connection;

    ServiceClient(URI service, String token, Function<SplittableRandom, Question> questions)
            throws IOException {
        this.service = service;
        this.token = token;
        this.questions = questions;
        this.connection = new HttpConnection(service);
    }

    @Override
    public String ask(SplittableRandom random) throws IOException {
        Question question = questions.apply(random);
        RequestTemplate request = RequestTemplate.get(service.resolve(question.path()), token, "");
        connection.exchange(request.fill(0, 0)).expectSuccess();
        return question.kind();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
