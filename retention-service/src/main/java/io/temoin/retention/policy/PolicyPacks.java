// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.Startup;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.retention.policy.domain.DefaultPolicy;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.Establishments;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PackVersions;
import io.temoin.retention.policy.domain.PolicyPack;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.ProvidedPolicy;
import io.temoin.retention.policy.domain.PurposePeriodNoted;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The law of retention as data, read once at start; a file that is not a policy pack stops it. A
 * pack is never changed: its successor is added, and the old one stays for the items that were
 * retained under it.
 */
@Startup
@Singleton
public class PolicyPacks {

    /** Without folder and ending. */
    static final List<String> FILES =
            List.of("FR-2026.1", "EU-2026.1", "GB-2026.1", "DE-2026.1", "US-2026.1", "BE-2026.1");

    private static final ObjectMapper YAML =
            new YAMLMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** Strictly: what is missing or not understood is a mistake, since a period would be lost. */
    private static final ObjectReader STRICT =
            EventCodec.JSON
                    .readerFor(PolicyPack.class)
                    .with(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.WRAP_EXCEPTIONS);

    private final PackVersions versions =
            new PackVersions(FILES.stream().map(PolicyPacks::shipped).toList());

    /** All versions that are kept. */
    public PackVersions versions() {
        return versions;
    }

    /**
     * What applies to a controller in a tenant that has laid down {@code own}.
     *
     * @param places where the controller is established
     */
    public EffectivePolicies effective(Establishments places, List<OwnPolicy> own) {
        return new EffectivePolicies(versions, places, own);
    }

    /** What the law provides for a purpose that was declared; {@code null} if nothing. */
    @Nullable DefaultPolicy law(Establishments places, PurposePeriodNoted declared) {
        @Nullable ProvidedPolicy provided =
                versions.find(
                        declared.purpose(),
                        places.on(declared.since()),
                        declared.since(),
                        declared.at());
        return provided == null ? null : provided.policy();
    }

    /** What the law provides for the purpose of some terms; {@code null} if it provides nothing. */
    public @Nullable ProvidedPolicy law(Establishments places, PolicyTerms terms, Instant knownAt) {
        LocalDate day = terms.validFrom();
        return versions.find(terms.purpose(), places.on(day), day, knownAt);
    }

    /**
     * Reads a pack.
     *
     * @throws IOException naming the place of what is not a policy pack
     */
    static PolicyPack parse(InputStream yaml) throws IOException {
        return STRICT.readValue(YAML.readTree(yaml));
    }

    private static PolicyPack shipped(String name) {
        String file = "/policies/" + name + ".yaml";
        try (InputStream stream = PolicyPacks.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("the policies " + file + " are missing");
            }
            return parse(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException("the policies " + file + " cannot be read", failure);
        }
    }
}
