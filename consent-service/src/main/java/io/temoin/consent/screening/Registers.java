// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.screening.ScreeningStore.Copy;
import io.temoin.consent.screening.ScreeningStore.Page;
import io.temoin.consent.screening.domain.FingerprintPages;
import io.temoin.consent.screening.domain.RegisterId;
import io.temoin.consent.screening.domain.Screening;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks numbers up in the registers that a law names and in a controller's own list, before a call.
 * The one way to them for the rest of the service; it does not matter here who keeps a register.
 *
 * <p>Which copies are in use is remembered for {@link #REMEMBERED}: a new copy counts on every
 * instance by then at the latest, and the one it replaces stays readable for longer. Where there is
 * nothing to look at, the database is not asked. Safe for concurrent use.
 */
@Singleton
public class Registers {

    /** How late an instance may notice a new copy. */
    public static final Duration REMEMBERED = Duration.ofSeconds(2);

    private static final long TENANTS = 10_000;

    private final ScreeningStore store;
    private final Cache<TenantId, List<Copy>> copies =
            Caffeine.newBuilder()
                    .maximumSize(TENANTS)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    Registers(ScreeningStore store) {
        this.store = store;
    }

    /**
     * Looks people up.
     *
     * @param named codes of the registers that the law names
     * @return for each of them, in order, what was found for each register named and for the
     *     controller's own list if it has one
     */
    public Uni<List<List<Screening>>> find(
            TenantId tenant, PartyId controller, Set<String> named, List<SubjectId> people) {
        return inUse(tenant)
                .flatMap(
                        all -> {
                            List<Copy> looked = concerned(all, controller, named);
                            return looked.isEmpty()
                                    ? Uni.createFrom()
                                            .item(found(named, looked, people, List.of(), Map.of()))
                                    : lookUp(tenant, named, looked, people);
                        });
    }

    /**
     * The copies in use. Whoever finds them forgotten looks for themselves: a lookup that requests
     * share would go on in the context of the one that began it, which may be over by then.
     */
    Uni<List<Copy>> inUse(TenantId tenant) {
        List<Copy> known = copies.getIfPresent(tenant);
        return known != null
                ? Uni.createFrom().item(known)
                : store.copies(tenant).invoke(found -> copies.put(tenant, found));
    }

    /** Forgets which copies were in use: another one is, from now on. */
    void replaced(TenantId tenant) {
        copies.invalidate(tenant);
    }

    private Uni<List<List<Screening>>> lookUp(
            TenantId tenant, Set<String> named, List<Copy> looked, List<SubjectId> people) {
        List<byte[]> fingerprints =
                people.stream().map(person -> HexFormat.of().parseHex(person.value())).toList();
        Set<Page> wanted = new LinkedHashSet<>();
        for (byte[] fingerprint : fingerprints) {
            looked.forEach(copy -> wanted.add(page(copy, fingerprint)));
        }
        return store.pages(tenant, List.copyOf(wanted))
                .map(pages -> found(named, looked, people, fingerprints, pages));
    }

    private static List<Copy> concerned(
            List<Copy> all, PartyId controller, Collection<String> named) {
        RegisterId own = RegisterId.suppressionOf(controller);
        return all.stream()
                .filter(
                        copy ->
                                copy.isOf(own)
                                        || (copy.controller().isEmpty()
                                                && named.contains(copy.register())))
                .toList();
    }

    private static List<List<Screening>> found(
            Set<String> named,
            List<Copy> looked,
            List<SubjectId> people,
            List<byte[]> fingerprints,
            Map<Page, byte[]> pages) {
        List<Screening> missing =
                named.stream()
                        .filter(
                                code ->
                                        looked.stream()
                                                .noneMatch(copy -> copy.register().equals(code)))
                        .map(Screening::ofNoCopy)
                        .toList();
        List<List<Screening>> found = new ArrayList<>(people.size());
        for (int i = 0; i < people.size(); i++) {
            List<Screening> ofOne = new ArrayList<>(missing);
            for (Copy copy : looked) {
                byte[] page = pages.get(page(copy, fingerprints.get(i)));
                boolean listed = page != null && FingerprintPages.holds(page, fingerprints.get(i));
                ofOne.add(new Screening(copy.register(), copy.asOf(), listed));
            }
            found.add(List.copyOf(ofOne));
        }
        return found;
    }

    private static Page page(Copy copy, byte[] fingerprint) {
        return new Page(copy.id(), copy.pages().of(fingerprint, 0));
    }
}
