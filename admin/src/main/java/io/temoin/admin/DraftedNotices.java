// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The versions of notices that a service has. A command is recognised by who gave it, so when
 * somebody else imports a document, only the texts show what was imported before.
 */
final class DraftedNotices {

    private final ServiceApi api;

    /** By path of their list. */
    private final Map<String, Set<JsonNode>> known = new HashMap<>();

    DraftedNotices(ServiceApi api) {
        this.api = api;
    }

    /**
     * Whether there is a version like this draft. Who may not read notices finds none; drafting one
     * is then refused as well.
     */
    boolean has(JsonNode draft) {
        String controller = draft.path("controller").asText();
        String list = ConfigurationPart.NOTICES.path() + "?controller=" + controller;
        return known.computeIfAbsent(list, this::read).contains(draft);
    }

    private Set<JsonNode> read(String list) {
        Set<JsonNode> drafts = new HashSet<>();
        if (api.get(list + "&limit=1").isDone()) {
            api.each(
                    list,
                    one -> {
                        ServiceApi.Reply whole = api.get(pathOf(one));
                        if (whole.isDone()) {
                            drafts.add(ConfigurationPart.NOTICES.draftOf(whole.json()));
                        }
                    });
        }
        return drafts;
    }

    /** Where a listed version is, with its text. */
    static String pathOf(JsonNode listed) {
        return "%s/%s/%d?controller=%s"
                .formatted(
                        ConfigurationPart.NOTICES.path(),
                        listed.path("notice").asText(),
                        listed.path("version").asInt(),
                        listed.path("controller").asText());
    }
}
