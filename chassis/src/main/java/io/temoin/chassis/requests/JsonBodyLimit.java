// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a JSON body of more than 1 MiB before anybody understands a byte of it, in every service,
 * and also when its length was not announced. Audio does not come by here and has a limit of its
 * own.
 */
@Provider
public class JsonBodyLimit implements ReaderInterceptor {

    /** In bytes. Quarkus' own limit lies above, since it answers with nothing. */
    static final int LIMIT = 1024 * 1024;

    /** Called by Quarkus. */
    public JsonBodyLimit() {}

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        String announced = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        if (announced == null) {
            byte[] body = context.getInputStream().readNBytes(LIMIT + 1);
            require(body.length, context.getInputStream());
            context.setInputStream(new ByteArrayInputStream(body));
        } else {
            require(Long.parseLong(announced), context.getInputStream());
        }
        return context.proceed();
    }

    /**
     * What is not much too large is read to its end: a connection that is closed on unread data is
     * reset, and who sent it may never see the answer.
     */
    private static void require(long length, InputStream body) throws IOException {
        if (length <= LIMIT) {
            return;
        }
        long most = LIMIT + 1L;
        long skipped = body.skip(most);
        while (skipped > 0 && most > 0) {
            most -= skipped;
            skipped = body.skip(most);
        }
        throw new TooLarge();
    }

    /** Answered by {@link ProblemMapper}. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }
}
