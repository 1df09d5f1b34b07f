// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RulePack.Announcement;
import io.temoin.consent.rules.domain.RuleSet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law as data, read once at start; a file that is not a rule pack stops it. A pack is never
 * changed: its successor is added, and the old one stays for the decisions that were made by it.
 */
@Singleton
public class RulePacks {

    /** In the order they were written. */
    private static final List<String> FILES =
            List.of("/rules/FR-2026.1.yaml", "/rules/FR-2026.2.yaml", "/rules/FR-2026.3.yaml");

    private static final Comparator<RulePack> LATEST =
            Comparator.comparing(RulePack::knownSince)
                    .thenComparing(pack -> parts(pack.version()), Arrays::compare);

    private final List<RulePack> latestFirst;

    /** The packs that are shipped. */
    public RulePacks() {
        this(FILES.stream().map(RulePacks::read).toList());
    }

    /** These packs alone, each version of a pack once. */
    public RulePacks(List<RulePack> packs) {
        Set<RuleSet> names = new HashSet<>();
        packs.forEach(
                pack -> {
                    if (!names.add(pack.ruleSet())) {
                        throw new IllegalStateException(
                                "there are two rule packs " + pack.ruleSet());
                    }
                });
        this.latestFirst = packs.stream().sorted(LATEST.reversed()).toList();
    }

    /**
     * The rules that govern a call at {@code at}, as they were known at {@code knownAt}.
     *
     * @param jurisdictions ISO 3166-1 codes of all that have a say
     * @return {@code null} when one of them has no known rules, or two have different ones: what
     *     cannot be answered for all is not allowed by any
     */
    public @Nullable RulePack inForce(List<String> jurisdictions, Instant at, Instant knownAt) {
        RulePack common = null;
        for (String jurisdiction : jurisdictions) {
            RulePack pack = ofOne(jurisdiction, at, knownAt);
            if (pack == null || (common != null && !common.equals(pack))) {
                return null;
            }
            common = pack;
        }
        return common;
    }

    /** The rules of one jurisdiction, for what happens and is known at the same moment. */
    public @Nullable RulePack inForce(String jurisdiction, Instant at) {
        return inForce(List.of(jurisdiction), at, at);
    }

    /** All that are kept, the latest known first. */
    public List<RulePack> all() {
        return latestFirst;
    }

    /** The announcement a recorded decision names. */
    public Announcement announcement(String id) {
        for (RulePack pack : latestFirst) {
            if (pack.recording().announcement().id().equals(id)) {
                return pack.recording().announcement();
            }
        }
        throw new IllegalStateException("the announcement " + id + " is not kept any more");
    }

    private @Nullable RulePack ofOne(String jurisdiction, Instant at, Instant knownAt) {
        Set<String> lookedAt = new HashSet<>();
        for (RulePack pack : latestFirst) {
            // Only the latest version has a say: an older one may not know that the law has ended.
            if (!pack.knownSince().isAfter(knownAt)
                    && lookedAt.add(pack.id())
                    && pack.governs(jurisdiction, at)) {
                return pack;
            }
        }
        return null;
    }

    private static int[] parts(String version) {
        return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }

    static RulePack read(String file) {
        try (InputStream stream = RulePacks.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the rules " + file + " are missing");
            }
            return parse(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException("the rules " + file + " cannot be read", failure);
        }
    }

    /** Strictly: what is missing or not understood is a mistake, since a rule would be lost. */
    static RulePack parse(InputStream yaml) throws IOException {
        ObjectMapper reader =
                new YAMLMapper()
                        .registerModule(new JavaTimeModule())
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        return reader.readValue(yaml, RulePack.class);
    }
}
