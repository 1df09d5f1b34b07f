// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.Startup;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The law as data, read once at start; a file that is not a rule pack stops it. A pack is never
 * changed: its successor is added, and the old one stays for the decisions that were made by it.
 */
@Startup
@Singleton
public class RulePacks {

    /** Without folder and ending. */
    static final List<String> FILES =
            List.of(
                    "FR-2014.2",
                    "FR-2023.2",
                    "FR-2026.4",
                    "BE-2025.2",
                    "CA-2008.2",
                    "DE-2021.2",
                    "ES-2025.3",
                    "GB-2019.2",
                    "IT-2026.3",
                    "NL-2026.2",
                    "US-FED-2025.3");

    private final RuleVersions<RulePack> laws;
    private final RuleVersions<RulePack> houseRules;
    private final Map<RuleSet, JsonNode> documents;

    /** The packs that are shipped, and what tenants add to them. */
    @Inject
    RulePacks(ConsentConfig config) {
        this(config.rules().houseRulesFile().orElse(null));
    }

    /** The packs that are shipped. */
    public RulePacks() {
        this((Path) null);
    }

    /**
     * The packs that are shipped.
     *
     * @param houseRulesFile what tenants add to them; nothing when absent
     * @throws IllegalStateException with a sentence for each mistake of that file
     */
    public RulePacks(@Nullable Path houseRulesFile) {
        List<RulePackFile> shipped = FILES.stream().map(RulePackFile::shipped).toList();
        this.laws = new RuleVersions<>(packs(shipped));
        List<RulePackFile> additions =
                houseRulesFile == null
                        ? List.of()
                        : HouseRulesFile.read(houseRulesFile, laws.all());
        this.houseRules = new RuleVersions<>(packs(additions));
        List<RulePackFile> files = Stream.concat(shipped.stream(), additions.stream()).toList();
        RuleVersions.requireDistinct(packs(files)); // a name is a law's or a tenant's
        this.documents =
                files.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        file -> file.pack().ruleSet(), RulePackFile::document));
    }

    /**
     * These packs alone, each version of a pack once; without the documents they were read from.
     */
    public RulePacks(List<RulePack> packs) {
        this.laws = new RuleVersions<>(packs);
        this.houseRules = new RuleVersions<>(List.of());
        this.documents = Map.of();
    }

    private static List<RulePack> packs(List<RulePackFile> files) {
        return files.stream().map(RulePackFile::pack).toList();
    }

    /**
     * The rules that govern a call at {@code at}, as they were known at {@code knownAt}: each once,
     * in the order of the jurisdictions.
     *
     * @param jurisdictions ISO 3166-1 codes of all that have a say
     * @return none when one of them has no known rules: what cannot be answered for all is not
     *     allowed by any
     */
    public List<RulePack> inForce(List<String> jurisdictions, Instant at, Instant knownAt) {
        List<RulePack> packs = new ArrayList<>(jurisdictions.size());
        for (String jurisdiction : jurisdictions) {
            RulePack pack = ofOne(jurisdiction, at, knownAt);
            if (pack == null) {
                return List.of();
            }
            if (!packs.contains(pack)) {
                packs.add(pack);
            }
        }
        return List.copyOf(packs);
    }

    /**
     * The same, and what the tenant adds to them: looked at besides the law, so it can only be
     * stricter.
     */
    public List<RulePack> inForce(
            String tenant, List<String> jurisdictions, Instant at, Instant knownAt) {
        List<RulePack> governing = inForce(jurisdictions, at, knownAt);
        if (governing.isEmpty() || houseRules.all().isEmpty()) {
            return governing;
        }
        List<RulePack> packs = new ArrayList<>(governing);
        Set<String> lookedAt = new HashSet<>();
        for (RulePack pack : houseRulesOf(tenant)) {
            if (!pack.knownSince().isAfter(knownAt)
                    && lookedAt.add(pack.id())
                    && jurisdictions.stream().anyMatch(place -> pack.governs(place, at))) {
                packs.add(pack);
            }
        }
        return List.copyOf(packs);
    }

    /** What a tenant adds to the laws, the latest known first. */
    public List<RulePack> houseRulesOf(String tenant) {
        return houseRules.all().stream().filter(pack -> tenant.equals(pack.tenant())).toList();
    }

    /** The rules of one jurisdiction, for what happens and is known at the same moment. */
    public @Nullable RulePack inForce(String jurisdiction, Instant at) {
        return ofOne(jurisdiction, at, at);
    }

    /** All laws that are kept, the latest known first. */
    public List<RulePack> all() {
        return laws.all();
    }

    /** One as it was shipped; {@code null} when it is not kept. Not to be changed. */
    @Nullable JsonNode document(RuleSet name) {
        return documents.get(name);
    }

    /** What makes the announcement that a recorded decision names. */
    public Announcement announcement(String id) {
        for (RulePack pack : laws.all()) {
            RulePack.RecordingRules recording = pack.recording();
            if (recording != null && recording.announcement().makes(id)) {
                return recording.announcement();
            }
        }
        throw new IllegalStateException("the announcement " + id + " is not kept any more");
    }

    private @Nullable RulePack ofOne(String jurisdiction, Instant at, Instant knownAt) {
        for (RulePack pack : laws.known(jurisdiction, knownAt)) {
            if (pack.governs(jurisdiction, at)) {
                return pack;
            }
        }
        return null;
    }
}
