// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Sha256;
import io.temoin.packageparts.vault.PackageKey;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.retention.rights.accesspackage.PackageStore.KeyRow;
import io.temoin.retention.rights.accesspackage.PackageStore.LinkRow;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageDecider;
import io.temoin.retention.rights.accesspackage.domain.PackageProblem;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of packages: the private key, and the tokens and passphrases of links. All are sealed
 * under one key of the package; destroying it makes the package and all its parts unreadable.
 */
@ApplicationScoped
public class PackageKeys {

    /** Why a key goes when the time of its package is over. */
    static final String EXPIRED = "PACKAGE_EXPIRED";

    /** Why it goes when the package was taken back. */
    static final String REVOKED = "PACKAGE_REVOKED";

    private static final int TOKEN_BYTES = 32;
    private static final int LONGEST_TOKEN = 200;

    /** Letters and digits that nobody takes for one another on the telephone. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int GROUPS = 5;
    private static final int GROUP = 5;

    /** What a link consists of; shown once, to the desk. */
    public record Secrets(String token, String passphrase) {
        @Override
        public String toString() {
            return "Secrets[redacted]";
        }
    }

    private final PackageStore store;
    private final ShreddableKeys keys;
    private final SecureRandom random = new SecureRandom();

    PackageKeys(PackageStore store, ShreddableKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * The public key of a package, which is made when it has none yet; empty when it had one that
     * is destroyed, or is being.
     */
    Uni<Optional<String>> create(
            TenantId tenant,
            UUID accessPackage,
            CopiedPerson person,
            Instant partsDueAt,
            Instant expiresAt) {
        return keys.keyFor(tenant, scope(accessPackage))
                .flatMap(
                        key -> {
                            PackageKey made = PackageKey.create();
                            byte[] sealed = key.seal(made.secret(), context(accessPackage));
                            return store.keep(
                                    tenant,
                                    accessPackage,
                                    new KeyRow(sealed, made.recipientKey()),
                                    person,
                                    partsDueAt,
                                    expiresAt);
                        })
                .map(kept -> kept.map(KeyRow::recipientKey))
                .onFailure(KeyDestroyed.class)
                .recoverWithItem(Optional.empty());
    }

    /** Whether no package can have this id any more, since its key is gone, or about to go. */
    Uni<Boolean> isSpent(TenantId tenant, UUID accessPackage) {
        return Uni.combine()
                .all()
                .unis(
                        keys.lookUp(tenant, scope(accessPackage)),
                        store.isEnding(tenant, accessPackage))
                .with((state, ending) -> ending || state instanceof KeyState.Destroyed);
    }

    /** The private key of a package. */
    public Uni<PackageKey> open(TenantId tenant, UUID accessPackage) {
        return Uni.combine()
                .all()
                .unis(key(tenant, accessPackage), store.find(tenant, accessPackage))
                .with(
                        (key, row) ->
                                PackageKey.of(
                                        key.open(
                                                row.orElseThrow(PackageProblem::unknown)
                                                        .sealedKey(),
                                                context(accessPackage))));
    }

    /** Makes the secrets of a link; those that it has already, if it was made before. */
    Uni<Secrets> link(TenantId tenant, UUID accessPackage, UUID link) {
        Secrets made = new Secrets(tenant.value() + "." + token(), passphrase());
        return key(tenant, accessPackage)
                .flatMap(
                        key -> {
                            byte[] clear =
                                    (made.token() + "\n" + made.passphrase())
                                            .getBytes(StandardCharsets.UTF_8);
                            LinkRow row =
                                    new LinkRow(
                                            link, accessPackage, key.seal(clear, context(link)));
                            return store.keepLink(tenant, row, Sha256.of(made.token()))
                                    .map(kept -> secrets(key, kept));
                        });
    }

    /** The tenant that a token names; it proves nothing. */
    public static Optional<TenantId> tenantOf(@Nullable String token) {
        if (token == null || token.length() > LONGEST_TOKEN || token.indexOf('.') < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TenantId(token.substring(0, token.lastIndexOf('.'))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The link of a package that has this token. */
    public Uni<LinkRow> require(TenantId tenant, UUID accessPackage, String token) {
        return store.findByToken(tenant, Sha256.of(token))
                .map(
                        found ->
                                found.filter(link -> link.accessPackage().equals(accessPackage))
                                        .orElseThrow(PackageProblem::unknown));
    }

    /** The passphrase of a link. */
    public Uni<String> passphrase(TenantId tenant, LinkRow link) {
        return key(tenant, link.accessPackage()).map(key -> secrets(key, link).passphrase());
    }

    /** Nothing that is sealed to this package can be read any more. Idempotent. */
    Uni<Void> destroy(Due due, String basis, Instant now) {
        return keys.destroy(due.tenant(), scope(due.accessPackage()), basis, now).replaceWithVoid();
    }

    private Uni<DataKey> key(TenantId tenant, UUID accessPackage) {
        return keys.find(tenant, scope(accessPackage))
                .map(
                        state ->
                                switch (state) {
                                    case KeyState.Usable(var key) -> key;
                                    case KeyState.Destroyed _ ->
                                            throw AccessPackageDecider.expired();
                                    case KeyState.Absent _ -> throw PackageProblem.unknown();
                                });
    }

    private static Secrets secrets(DataKey key, LinkRow link) {
        List<String> clear =
                new String(key.open(link.sealed(), context(link.link())), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        return new Secrets(clear.get(0), clear.get(1));
    }

    private static KeyScope scope(UUID accessPackage) {
        return new KeyScope.Subject(new SubjectId(accessPackage.toString().replace("-", "")));
    }

    private static byte[] context(UUID id) {
        return ("access-package\n" + id).getBytes(StandardCharsets.UTF_8);
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 125 bits, in groups that can be read out. */
    private String passphrase() {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < GROUPS * GROUP; at++) {
            if (at > 0 && at % GROUP == 0) {
                text.append('-');
            }
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
