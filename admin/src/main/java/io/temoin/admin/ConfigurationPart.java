// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a tenant configures, in the order in which it can be imported. Of each, these members are
 * what its first command is made of; the others are what became of it.
 */
enum ConfigurationPart {
    PARTIES(
            "/v1/parties",
            List.of(
                    "legalName",
                    "roles",
                    "country",
                    "contact",
                    "dpo",
                    "representative",
                    "unnamedCallers",
                    "securityReference",
                    "mandatoryFacts")),
    PURPOSES("/v1/purposes", List.of("controller", "purpose", "terms")),
    NOTICES(
            "/v1/notices",
            List.of(
                    "controller",
                    "notice",
                    "language",
                    "channel",
                    "layer",
                    "text",
                    "detailedBy",
                    "purposes",
                    "fulfils",
                    "items")),
    AGREEMENTS(
            "/v1/processing-agreements",
            List.of(
                    "controller",
                    "processor",
                    "subjectMatter",
                    "nature",
                    "dataTypes",
                    "subjectCategories",
                    "instructions",
                    "subProcessors",
                    "validFrom",
                    "validUntil",
                    "securityReference",
                    "transfers",
                    "atEnd",
                    "engagedBy"));

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> members;

    ConfigurationPart(String path, List<String> members) {
        this.path = path;
        this.members = members;
    }

    /** Where it is listed and drafted. */
    String path() {
        return path;
    }

    /** Its name in the document. */
    String member() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How one is called in a report. */
    String nameOf(JsonNode one) {
        return switch (this) {
            case PARTIES -> "party " + one.path("id").asText();
            case PURPOSES ->
                    "purpose %s of %s"
                            .formatted(
                                    one.path("purpose").asText(), one.path("controller").asText());
            case NOTICES ->
                    "notice %s, version %d, of %s"
                            .formatted(
                                    one.path("notice").asText(),
                                    one.path("version").asInt(),
                                    one.path("controller").asText());
            case AGREEMENTS ->
                    "agreement of %s with %s"
                            .formatted(
                                    one.path("controller").asText(),
                                    one.path("processor").asText());
        };
    }

    /** The body of the command that drafts the same. */
    ObjectNode draftOf(JsonNode one) {
        ObjectNode draft = ServiceApi.JSON.createObjectNode();
        for (String member : members) {
            if (one.has(member)) {
                draft.set(member, one.get(member));
            }
        }
        if (this != PARTIES) {
            return draft;
        }
        ObjectNode party = ServiceApi.JSON.createObjectNode();
        party.set("id", one.path("id"));
        party.set("profile", draft);
        return party;
    }

    /** The key of that command: importing the same twice is one command. */
    String keyOf(JsonNode draft) {
        return UUID.nameUUIDFromBytes(
                        ("temoin-configuration-1|" + this + "|" + draft)
                                .getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
