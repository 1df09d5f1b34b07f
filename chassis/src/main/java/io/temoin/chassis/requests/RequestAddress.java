// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpUtils;
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
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request whose address is no URI or no text: percent-encoding that is none, bytes that
 * are no UTF-8, and in the query control characters, which no database keeps. Whatever serves the
 * request would decode them each in its own way. A control character in the path names nothing, as
 * its resource says.
 *
 * <p>Nor may an address say more than is read of it: parameters of path segments ({@code ;a=b}),
 * which the framework would pass over, and not one {@linkplain HostHeader host}, of which a proxy
 * may take another one than this server. Nor may there be two callers.
 */
@ApplicationScoped
class RequestAddress {

    private static final String CODE = "request-invalid";

    /** Right after the headers of CORS, without which no page could read why. */
    private static final int EARLY = 298;

    /** What the server itself refuses, before any filter: no Host, a path it cannot decode. */
    private static final int BAD_REQUEST = 400;

    private static final String NO_TEXT =
            "The address must be a URI (RFC 3986) in percent-encoded UTF-8, without control"
                    + " characters.";

    private static final String PARAMETERS =
            "Path parameters are not supported; send the address without the semicolon.";

    private static final String ONE_HOST =
            "An HTTP/1.1 request must have one Host header that names a host (RFC 9112 §3.2).";

    private static final String ONE_AUTHORIZATION =
            "A request may have one Authorization header (RFC 9110 §11.6.2); which of several"
                    + " counts would be anybody's guess.";

    private static final Pattern OCTET = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final int HEXADECIMAL = 16;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    private final ResponseHeaders headers;

    RequestAddress(ResponseHeaders headers) {
        this.headers = headers;
    }

    void register(@Observes Filters filters) {
        filters.register(RequestAddress::check, EARLY);
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::refused);
        // A path that cannot be decoded matches no route, so that no route's handler hears of it.
        router.errorHandler(BAD_REQUEST, this::explain);
    }

    private static void check(RoutingContext context) {
        String fault = fault(context.request());
        if (fault == null) {
            context.next();
        } else {
            ProblemMapper.answer(context, BAD_REQUEST, CODE, fault);
        }
    }

    private static @Nullable String fault(HttpServerRequest request) {
        if (HostHeader.isFaulty(request)) {
            return ONE_HOST;
        }
        if (request.headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1) {
            return ONE_AUTHORIZATION;
        }
        if (!isText(request.uri())) {
            return NO_TEXT;
        }
        return String.valueOf(request.path()).indexOf(';') < 0 ? null : PARAMETERS;
    }

    private void refused(RoutingContext context) {
        if (context.statusCode() == BAD_REQUEST && !context.response().ended()) {
            explain(context);
        } else {
            context.next();
        }
    }

    /** The server refuses before any filter, so that none has prepared the answer. */
    private void explain(RoutingContext context) {
        headers.prepare(context);
        HttpServerRequest request = context.request();
        String fault = fault(request);
        ProblemMapper.answer(
                context, BAD_REQUEST, CODE, fault == null ? ProblemMapper.detail(CODE) : fault);
    }

    /**
     * The path of an address in its one spelling (RFC 3986 §6.2.2): without dot segments, empty
     * segments and what need not be encoded, the rest in upper case.
     */
    static String canonicalPath(URI address) {
        String path =
                OCTET.matcher(HttpUtils.normalizePath(address.getRawPath()))
                        .replaceAll(octet -> octet.group().toUpperCase(Locale.ROOT));
        StringBuilder canonical = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                canonical.append('/').append(segment);
            }
        }
        return canonical.toString();
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
