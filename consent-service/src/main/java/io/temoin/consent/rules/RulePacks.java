// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temoin.consent.permission.domain.RulePack;
import io.temoin.consent.permission.domain.RulePack.Announcement;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The law as data, read once at start. A pack is never changed: its successor is added. */
@Singleton
class RulePacks {

    private static final List<String> FILES = List.of("/rules/FR-2026.yaml");

    private final List<RulePack> packs = FILES.stream().map(RulePacks::read).toList();

    /** The rules that govern a call to {@code region} at {@code instant}, if any are known. */
    @Nullable RulePack inForce(String region, Instant instant) {
        for (RulePack pack : packs) {
            if (pack.governs(region, instant)) {
                return pack;
            }
        }
        return null;
    }

    /** The announcement a recorded decision names. */
    Announcement announcement(String id) {
        for (RulePack pack : packs) {
            if (pack.recording().announcement().id().equals(id)) {
                return pack.recording().announcement();
            }
        }
        throw new IllegalStateException("the announcement " + id + " is not kept any more");
    }

    private static RulePack read(String file) {
        ObjectMapper yaml = new YAMLMapper().registerModule(new JavaTimeModule());
        try (InputStream stream = RulePacks.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the rules " + file + " are missing");
            }
            return yaml.readValue(stream, RulePack.class);
        } catch (IOException failure) {
            throw new UncheckedIOException("the rules " + file + " cannot be read", failure);
        }
    }
}
