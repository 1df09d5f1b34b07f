// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import org.hamcrest.Matcher;
import org.hamcrest.MatcherAssert;
import org.hamcrest.Matchers;

/** Asserts what an answer is; every failure shows its status and its body. */
public final class ValidatableResponse {

    private final Response response;

    ValidatableResponse(Response response) {
        this.response = response;
    }

    public ValidatableResponse statusCode(int expected) {
        return matches("status", response.statusCode(), Matchers.is(expected));
    }

    /** Asserts the media type, and its parameters only if they are named. */
    public ValidatableResponse contentType(String expected) {
        String actual = response.contentType();
        return matches(
                "Content-Type",
                expected.contains(";") ? actual : Answer.mediaType(actual),
                Matchers.equalToIgnoringCase(expected));
    }

    public ValidatableResponse header(String name, String expected) {
        return header(name, Matchers.equalTo(expected));
    }

    public ValidatableResponse header(String name, Matcher<?> expected) {
        return matches("header " + name, response.header(name), expected);
    }

    /** Asserts the whole body. */
    public ValidatableResponse body(Matcher<?> expected) {
        return matches("body", response.asString(), expected);
    }

    /**
     * Asserts the value at a path, as {@link JsonPath#get} reads it.
     *
     * @param more paths and matchers in turn
     */
    public ValidatableResponse body(String path, Matcher<?> expected, Object... more) {
        matches(path, response.jsonPath().get(path), expected);
        for (int i = 0; i < more.length; i += 2) {
            body(more[i].toString(), (Matcher<?>) more[i + 1]);
        }
        return this;
    }

    /** What was asserted. */
    public Response extract() {
        return response;
    }

    @SuppressWarnings("unchecked") // a matcher says of whatever it is given whether it matches
    private ValidatableResponse matches(String what, Object actual, Matcher<?> expected) {
        if (!expected.matches(actual)) {
            MatcherAssert.assertThat(
                    "%s of the answer with status %d: %s"
                            .formatted(what, response.statusCode(), response.answer().readable()),
                    actual,
                    (Matcher<Object>) expected);
        }
        return this;
    }
}
