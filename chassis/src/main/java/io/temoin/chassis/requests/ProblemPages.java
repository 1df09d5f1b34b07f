// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.requests.ProblemTypes.Text;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A page for each problem type of this service, in the language of its reader: what it means and
 * what to do. Public; it holds nothing of any request.
 */
@ApplicationScoped
class ProblemPages {

    private static final String ROOT = "/problems";

    /** After authentication, which asks nothing here. */
    private static final int AFTER_SECURITY = 1;

    private final AllowedMethods allowed;

    ProblemPages(AllowedMethods allowed) {
        this.allowed = allowed;
    }

    void register(@Observes Router router) {
        allowed.add("GET", ROOT);
        allowed.add("GET", ROOT + "/{type}");
        for (String path : new String[] {ROOT, ROOT + "/"}) {
            router.get(path).order(AFTER_SECURITY).handler(ProblemPages::list);
            router.head(path).order(AFTER_SECURITY).handler(ProblemPages::list);
        }
        router.get(ROOT + "/:type").order(AFTER_SECURITY).handler(ProblemPages::one);
        router.head(ROOT + "/:type").order(AFTER_SECURITY).handler(ProblemPages::one);
    }

    private static void list(RoutingContext context) {
        Locale language = language(context);
        String items =
                ProblemTypes.all().names().stream()
                        .map(
                                name ->
                                        "<li><a href=\"%s/%s\"><code>%s</code></a> %s</li>"
                                                .formatted(
                                                        ROOT,
                                                        name,
                                                        name,
                                                        escaped(
                                                                ProblemTypes.explain(name, language)
                                                                        .title())))
                        .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>"));
        String title = language.equals(Locale.FRENCH) ? "Types de problème" : "Problem types";
        send(context, language, title, "<h1>" + title + "</h1>\n" + items);
    }

    private static void one(RoutingContext context) {
        String name = context.pathParam("type");
        if (name == null || !ProblemTypes.all().names().contains(name)) {
            ProblemMapper.answer(context, "not-found");
            return;
        }
        Locale language = language(context);
        Text text = ProblemTypes.explain(name, language);
        send(
                context,
                language,
                text.title(),
                """
                <h1>%s</h1>
                <p><code>%s</code> &middot; HTTP %d</p>
                <p>%s</p>"""
                        .formatted(
                                escaped(text.title()),
                                Problem.PREFIX + name,
                                ProblemTypes.all().status(name),
                                escaped(text.detail())));
    }

    private static void send(
            RoutingContext context, Locale language, String title, String content) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'")
                .end(
                        """
                        <!doctype html>
                        <html lang="%s">
                        <head><meta charset="utf-8"><title>%s</title></head>
                        <body>
                        %s
                        </body>
                        </html>
                        """
                                .formatted(language.getLanguage(), escaped(title), content));
    }

    private static Locale language(RoutingContext context) {
        return ReaderLanguage.acceptedBy(context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
