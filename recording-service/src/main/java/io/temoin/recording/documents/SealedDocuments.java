// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.KeyedFor;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.recording.documents.DocumentStore.SealedContent;
import io.temoin.recording.documents.domain.DocumentKind;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.shredding.Personal;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyDestruction;
import io.temoin.shredding.keys.KeyPurpose;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.KeyState;
import io.temoin.shredding.keys.ShreddableKeys;
import io.temoin.shredding.keys.Tampered;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Contents of documents, each sealed under a key of its own whose name is a pseudonym of the
 * document: destroying the recording's key, or another document's, leaves it. Destroying goes key
 * first, rows second, and both may be repeated.
 */
@ApplicationScoped
class SealedDocuments {

    private final ShreddableKeys keys;
    private final Fingerprints fingerprints;
    private final DocumentStore store;

    SealedDocuments(
            ShreddableKeys keys,
            @KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints,
            DocumentStore store) {
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.store = store;
    }

    /** A value of an event that goes with the document. */
    Personal<String> personal(TenantId tenant, UUID document, String value) {
        return Personal.plaintext(value, owner(tenant, document));
    }

    /**
     * Seals and stores a content. It counts once an event names it.
     *
     * @return SHA-256 of what was stored, hexadecimal
     */
    Uni<String> store(
            TenantId tenant,
            UUID document,
            RecordingId recording,
            DocumentKind kind,
            Object content,
            Instant now) {
        return keys.keyFor(tenant, scope(tenant, document))
                .map(key -> key.seal(json(content), context(tenant, document)))
                .flatMap(
                        ciphertext -> {
                            String sha256 =
                                    HexFormat.of().formatHex(Sha256.digest().digest(ciphertext));
                            return store.add(
                                            tenant,
                                            new SealedContent(
                                                    document,
                                                    sha256,
                                                    recording,
                                                    kind,
                                                    ciphertext,
                                                    now))
                                    .replaceWith(sha256);
                        });
    }

    /**
     * A content in clear; empty when its key or its row is gone.
     *
     * @param sha256 of what was stored, hexadecimal: which content of the document
     */
    <T> Uni<Optional<T>> open(TenantId tenant, UUID document, String sha256, Class<T> type) {
        return Uni.combine()
                .all()
                .unis(
                        store.find(tenant, document, sha256),
                        keys.lookUp(tenant, scope(tenant, document)))
                .with(
                        (stored, state) ->
                                stored.isEmpty() || !(state instanceof KeyState.Usable(var key))
                                        ? Optional.empty()
                                        : Optional.of(
                                                open(tenant, document, key, stored.get(), type)));
    }

    /** Destroys a document's key, then what was stored under it. */
    Uni<KeyDestruction> destroy(TenantId tenant, UUID document, String basis, Instant at) {
        return keys.destroy(tenant, scope(tenant, document), basis, at)
                .call(_ -> store.remove(tenant, document));
    }

    private static <T> T open(
            TenantId tenant, UUID document, DataKey key, byte[] stored, Class<T> type) {
        byte[] clear = key.open(stored, context(tenant, document));
        try {
            return EventCodec.JSON.readValue(clear, type);
        } catch (IOException failure) {
            throw new Tampered("the content of a document is not what was sealed", failure);
        }
    }

    private KeyScope scope(TenantId tenant, UUID document) {
        return new KeyScope.Subject(owner(tenant, document));
    }

    private SubjectId owner(TenantId tenant, UUID document) {
        return fingerprints.subject(tenant, "document", document.toString());
    }

    private static byte[] json(Object content) {
        try {
            return EventCodec.JSON.writeValueAsBytes(content);
        } catch (IOException failure) {
            throw new UncheckedIOException("a document must be writable as JSON", failure);
        }
    }

    private static byte[] context(TenantId tenant, UUID document) {
        return (tenant.value() + "|document|" + document).getBytes(StandardCharsets.UTF_8);
    }
}
