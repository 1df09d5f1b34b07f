// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.Profile;
import io.temoin.chassis.requests.TooManyRequests;
import io.temoin.consent.ConsentConfig;
import io.temoin.keystart.KeyProviders;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyProviderUnavailable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Signs receipts as compact JWS (RFC 7515) with Ed25519 (RFC 8037) or ECDSA on P-256 (RFC 7518),
 * and publishes the keys to verify them with. The same claims give the same payload; with Ed25519
 * also the same receipt, byte for byte. So a repeated request is answered without keeping receipts.
 *
 * <p>A key that stays at a key provider signs there: then receipts wait for it, within a bound, and
 * fail with {@link KeyProviderUnavailable}, or with {@link TooManyRequests} when too many of the
 * same tenant wait already.
 *
 * <p>The serialisation is written out here: it is two Base64 texts and a dot, and a general library
 * would build its objects anew for every call.
 */
@Singleton
@Startup // a missing key file must not wait for the first request
public class ReceiptSigner {

    private static final Logger LOG = Logger.getLogger(ReceiptSigner.class);
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 1024;

    /** Writes the claims of one receipt, always in the same order. */
    public interface Claims {

        /** Writes the fields of the object that is open. */
        void write(JsonGenerator json) throws IOException;
    }

    private final MessageSigner signer;
    private final String header;
    private final String documentHeader;
    private final ObjectNode published;

    @Inject
    ReceiptSigner(ConsentConfig config, KeyProviders providers, MeterRegistry metrics) {
        this(keysOf(config), providers, config.signing());
        LOG.infof(
                "receipts are signed with %s by %s",
                config.signing().algorithm(), signer.description());
        metrics.gauge("temoin.signing.key.up", this, each -> each.isAvailable() ? 1 : 0);
    }

    /** A signer by the first of these keys, which is in clear. */
    public ReceiptSigner(List<SigningKey> keys) {
        this(keys, MessageSigners.local(keys.getFirst()));
    }

    private ReceiptSigner(
            List<SigningKey> keys, KeyProviders providers, ConsentConfig.Signing settings) {
        this(keys, MessageSigners.of(keys.getFirst(), providers, settings));
    }

    /**
     * A signer by the first of these keys; all are published.
     *
     * @param signer signs with the first
     */
    ReceiptSigner(List<SigningKey> keys, MessageSigner signer) {
        PublishedKey signing = keys.getFirst().published();
        this.signer = signer;
        this.header = header(signing, "");
        this.documentHeader = header(signing, ",\"cty\":\"ld+json\"");
        this.published = new ObjectMapper().createObjectNode();
        keys.forEach(key -> published.withArray("keys").add(key.published().jwk()));
    }

    @PreDestroy
    void close() {
        signer.close();
    }

    private boolean isAvailable() {
        return !(signer instanceof ProviderSigner provider) || provider.isAvailable();
    }

    /** What {@link ProviderSigner#look} does, if there is a provider to ask. */
    Uni<Void> look(Duration within) {
        return signer instanceof ProviderSigner provider
                ? provider.look(within)
                : Uni.createFrom().voidItem();
    }

    /** The tenant's receipt with these claims. */
    public Uni<String> sign(TenantId tenant, Claims claims) {
        return sign(tenant, header, bytes(claims));
    }

    /** A JSON-LD document and its signature, in one: the payload is these very bytes. */
    public Uni<String> sign(TenantId tenant, byte[] document) {
        return sign(tenant, documentHeader, document);
    }

    /** {@link #sign(TenantId, byte[])} without the document (RFC 7515 appendix F). */
    public Uni<String> signDetached(TenantId tenant, byte[] document) {
        return sign(tenant, document)
                .map(
                        whole ->
                                whole.substring(0, whole.indexOf('.') + 1)
                                        + whole.substring(whole.lastIndexOf('.')));
    }

    private Uni<String> sign(TenantId tenant, String protectedHeader, byte[] payload) {
        String signed = protectedHeader + '.' + ENCODER.encodeToString(payload);
        return signer.sign(tenant, signed.getBytes(StandardCharsets.US_ASCII))
                .map(signature -> signed + '.' + ENCODER.encodeToString(signature));
    }

    private static String header(PublishedKey signing, String more) {
        String text =
                "{\"alg\":\"%s\",\"kid\":\"%s\"%s}".formatted(signing.alg(), signing.id(), more);
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The public keys, as a JWK set. */
    public ObjectNode keys() {
        return published;
    }

    /** In production a missing file is a mistake, not an invitation to make a new key. */
    private static List<SigningKey> keysOf(ConsentConfig config) {
        return Profile.isProduction()
                ? SigningKeyStore.read(config.signingKeyFile())
                : SigningKeyStore.readOrCreate(
                        config.signingKeyFile(), config.signing().algorithm());
    }

    private static byte[] bytes(Claims claims) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            claims.write(json);
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException("writing to memory does not fail", failure);
        }
        return bytes.toByteArray();
    }
}
