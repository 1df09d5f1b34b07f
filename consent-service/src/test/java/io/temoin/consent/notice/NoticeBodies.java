// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice;

import io.temoin.consent.notice.domain.DetailedBy;
import io.temoin.consent.notice.domain.ItemStatement;
import io.temoin.consent.notice.domain.NoticeContent;
import io.temoin.consent.notice.domain.Texts;
import io.temoin.consent.purpose.domain.PurposeCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The notices of {@link Texts} as requests. */
public final class NoticeBodies {

    public static final String NOTICE = "RECORDING";

    private NoticeBodies() {}

    /** A complete notice for the web. */
    public static Map<String, Object> full(String controller) {
        return of(controller, Texts.full(Texts.TRAINING, Texts.QUALITY));
    }

    /** A first layer that leads to it. */
    static Map<String, Object> spoken(String controller) {
        return of(controller, Texts.spoken(Texts.TRAINING, Texts.QUALITY));
    }

    /** What such a request says of the items, to be changed. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> items(Map<String, Object> body) {
        return (Map<String, Object>) Objects.requireNonNull(body.get("items"));
    }

    private static Map<String, Object> of(String controller, NoticeContent content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("controller", controller);
        body.put("notice", NOTICE);
        body.put("language", content.language());
        body.put("channel", content.channel().name());
        body.put("layer", content.layer().name());
        body.put("text", content.text());
        DetailedBy rest = content.detailedBy();
        if (rest != null) {
            body.put("detailedBy", Map.of("channel", rest.channel().name(), "where", rest.where()));
        }
        body.put("purposes", content.purposes().stream().map(PurposeCode::value).toList());
        Map<String, Object> items = new LinkedHashMap<>();
        for (ItemStatement said : content.items()) {
            String passage = said.passage();
            items.put(
                    said.item().name(),
                    passage == null
                            ? Map.of("notApplicable", "There is none in this processing.")
                            : Map.of("passage", passage));
        }
        body.put("items", items);
        return body;
    }
}
