// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.domain.Party;
import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * How parties are called in law. Asked before every decision, so a name, also that there is none,
 * is remembered for a second at most, in each process; what this process writes itself it forgets
 * at once. Any number of threads may ask at once; values are remembered, never a read under way.
 */
@Singleton
public class PartyProfiles {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final long PARTIES = 10_000;

    private record Key(TenantId tenant, PartyId party) {}

    private final PartyStream parties;
    private final Cache<Key, Optional<PartyProfile>> known =
            Caffeine.newBuilder()
                    .maximumSize(PARTIES)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    PartyProfiles(PartyStream parties) {
        this.parties = parties;
    }

    /** The profile; empty for a party that nobody registered. */
    public Uni<Optional<PartyProfile>> find(TenantId tenant, PartyId party) {
        Key key = new Key(tenant, party);
        Optional<PartyProfile> profile = known.getIfPresent(key);
        return profile != null
                ? Uni.createFrom().item(profile)
                : parties.replay(tenant, party)
                        .map(replayed -> profile(replayed.state()))
                        .invoke(read -> known.put(key, read));
    }

    /** Forgets what is remembered of a party: something of it was written. */
    void forget(TenantId tenant, PartyId party) {
        known.invalidate(new Key(tenant, party));
    }

    private static Optional<PartyProfile> profile(Party party) {
        return switch (party) {
            case Party.Unknown _ -> Optional.empty();
            case Party.Registered(_, var profile, _) -> Optional.of(profile);
        };
    }
}
