// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.temoin.launcher.suite.Failure;
import io.temoin.launcher.suite.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a service answered, and the checks on it; a wrong answer ends the story. */
final class Answer {

    private final Ask ask;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final JsonNode json;

    Answer(Ask ask, int status, HttpHeaders headers, byte[] body) {
        this.ask = ask;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.json = parse(headers, body);
    }

    int status() {
        return status;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    byte[] bytes() {
        return body.clone();
    }

    /** The body as a text. */
    String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether it is a text for people and programs to read line by line. */
    boolean isText() {
        return header("Content-Type").startsWith("text/plain");
    }

    JsonNode json() {
        return json;
    }

    /** The text at a JSON pointer; it has to be there. */
    String text(String pointer) {
        var node = json.at(pointer);
        check(!node.isMissingNode() && !node.isNull(), "has " + pointer);
        return node.asText();
    }

    /** All texts at a JSON pointer within the elements of an array. */
    List<String> texts(String array, String pointer) {
        return StreamSupport.stream(json.at(array).spliterator(), false)
                .map(element -> element.at(pointer).asText())
                .toList();
    }

    Answer status(int expected) {
        check(status == expected, "has status " + expected);
        return this;
    }

    /** A refusal with its status and the last part of its problem type. */
    Answer problem(int expectedStatus, String code) {
        status(expectedStatus);
        return field("/type", "urn:problem:temoin:" + code);
    }

    Answer field(String pointer, String expected) {
        check(expected.equals(json.at(pointer).asText()), pointer + " is " + expected);
        return this;
    }

    Answer absent(String pointer) {
        check(json.at(pointer).isMissingNode() || json.at(pointer).isNull(), "has no " + pointer);
        return this;
    }

    Answer header(String name, String expected) {
        check(expected.equals(header(name)), "header " + name + " is " + expected);
        return this;
    }

    Answer bytes(byte[] expected) {
        check(Arrays.equals(expected, body), "has the " + expected.length + " bytes expected");
        return this;
    }

    /** Ends the story unless what was expected of this answer is so. */
    Answer check(boolean asExpected, String expectation) {
        if (!asExpected) {
            throw new Failure(
                    "Unexpected response: the story expected that it %s.%n%n%s%n%n%d %s"
                            .formatted(
                                    expectation,
                                    ask.curl(),
                                    status,
                                    json.isMissingNode()
                                            ? body.length + " bytes"
                                            : json.toPrettyString()));
        }
        return this;
    }

    private static JsonNode parse(HttpHeaders headers, byte[] body) {
        if (!headers.firstValue("Content-Type").orElse("").contains("json")) {
            return MissingNode.getInstance();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
