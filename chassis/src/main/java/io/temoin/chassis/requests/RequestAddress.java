// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request whose address is no URI or no text: percent-encoding that is none, bytes that
 * are no UTF-8, and in the query control characters, which no database keeps. Whatever serves the
 * request would decode them each in its own way. A control character in the path names nothing, as
 * its resource says.
 */
@ApplicationScoped
class RequestAddress {

    private static final String CODE = "request-invalid";

    /** Right after the headers of CORS, without which no page could read why. */
    private static final int EARLY = 298;

    /** What the server itself refuses, before any filter: no Host, a path it cannot decode. */
    private static final int BAD_REQUEST = 400;

    private static final String NO_TEXT =
            "The address has to be a URI (RFC 3986), percent-encoded UTF-8 without control"
                    + " characters.";

    private static final int HEXADECIMAL = 16;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    void register(@Observes Filters filters) {
        filters.register(RequestAddress::check, EARLY);
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(RequestAddress::refused);
        // A path that cannot be decoded matches no route, so that no route's handler hears of it.
        router.errorHandler(BAD_REQUEST, RequestAddress::explain);
    }

    private static void check(RoutingContext context) {
        if (isText(context.request().uri())) {
            context.next();
            return;
        }
        ProblemMapper.answer(context, BAD_REQUEST, CODE, NO_TEXT);
    }

    private static void refused(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST && !context.response().ended()) {
            explain(context);
        } else {
            context.next();
        }
    }

    private static void explain(RoutingContext context) {
        boolean hostless =
                context.request().version() == HttpVersion.HTTP_1_1
                        && context.request().getHeader(HttpHeaders.HOST) == null;
        ProblemMapper.answer(
                context,
                BAD_REQUEST,
                CODE,
                hostless
                        ? "An HTTP/1.1 request has one Host header (RFC 9112 §3.2)."
                        : isText(context.request().uri())
                                ? ProblemMapper.sentence(BAD_REQUEST)
                                : NO_TEXT);
    }

    /** Whether path and query are what they should be. */
    static boolean isText(String address) {
        if (!isUri(address)) {
            return false;
        }
        if (address.indexOf('%') < 0) {
            return true; // as it came: no control character is let through in a request line
        }
        int query = address.indexOf('?');
        return query < 0
                ? decoded(address) != null
                : decoded(address.substring(0, query)) != null
                        && isPrintable(decoded(address.substring(query + 1)));
    }

    private static boolean isUri(String address) {
        try {
            return new URI(address).getRawFragment() == null; // which is no part of a request
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isPrintable(@Nullable String text) {
        return text != null && text.chars().noneMatch(RequestAddress::isControl);
    }

    private static @Nullable String decoded(String address) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(address.length());
        for (int i = 0; i < address.length(); i++) {
            char character = address.charAt(i);
            if (character == '%') {
                int value = i + 2 < address.length() ? octet(address, i + 1) : -1;
                if (value < 0) {
                    return null;
                }
                bytes.write(value);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(character).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static int octet(String address, int at) {
        int high = Character.digit(address.charAt(at), HEXADECIMAL);
        int low = Character.digit(address.charAt(at + 1), HEXADECIMAL);
        return high < 0 || low < 0 ? -1 : high * HEXADECIMAL + low;
    }

    private static boolean isControl(int character) {
        return character < FIRST_PRINTABLE || character == DELETE;
    }
}
