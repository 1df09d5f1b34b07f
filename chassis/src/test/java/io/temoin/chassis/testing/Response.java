// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What a service answered, in the words of REST Assured. */
public final class Response {

    private final Answer answer;
    private @Nullable JsonPath json;

    Response(Answer answer) {
        this.answer = answer;
    }

    /** The same in fewer words. */
    Answer answer() {
        return answer;
    }

    public int statusCode() {
        return answer.status();
    }

    /** The value of a header; {@code null} without one. */
    @NullUnmarked
    public String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    /** All headers, each with its values. */
    public Map<String, List<String>> headers() {
        return answer.headers().map();
    }

    /** The media type with its parameters; empty without a body. */
    public String contentType() {
        return answer.header("Content-Type");
    }

    /** The body as text. */
    public String asString() {
        return answer.text();
    }

    /** The body as it came. */
    public byte[] asByteArray() {
        return answer.body();
    }

    /** The body as JSON. */
    public JsonPath jsonPath() {
        if (json == null) {
            json = new JsonPath(answer.text());
        }
        return json;
    }

    /** The value at a path, as {@link JsonPath#get} reads it. */
    @NullUnmarked
    public <T> T path(String path) {
        return jsonPath().get(path);
    }

    /** To assert what it is. */
    public ValidatableResponse then() {
        return new ValidatableResponse(this);
    }
}
