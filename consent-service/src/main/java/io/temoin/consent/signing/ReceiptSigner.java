// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.Startup;
import io.temoin.chassis.Profile;
import io.temoin.consent.ConsentConfig;
import io.temoin.consent.signing.SigningKeyStore.SigningKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Signs receipts as compact JWS (RFC 7515) with Ed25519 (RFC 8037), and publishes the keys to
 * verify them with. The same claims give the same receipt, byte for byte: a repeated request is
 * answered with the receipt of the first time without keeping it.
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

    private final Ed25519Signer signer;
    private final String header;
    private final String documentHeader;
    private final ObjectNode published;

    @Inject
    ReceiptSigner(ConsentConfig config) {
        this(keysOf(config.signingKeyFile()));
        LOG.infof("receipts are signed with Ed25519 by %s", signer.providerName());
    }

    public ReceiptSigner(List<SigningKey> keys) {
        SigningKey signing = keys.getFirst();
        this.signer = new Ed25519Signer(signing.secretBytes());
        this.header = header(signing, "");
        this.documentHeader = header(signing, ",\"cty\":\"ld+json\"");
        this.published = new ObjectMapper().createObjectNode();
        keys.forEach(key -> published.withArray("keys").add(key.jwk()));
    }

    /** The receipt with these claims. */
    public String sign(Claims claims) {
        return sign(header, bytes(claims));
    }

    /** A JSON-LD document and its signature, in one: the payload is these very bytes. */
    public String sign(byte[] document) {
        return sign(documentHeader, document);
    }

    /** The signature of {@link #sign(byte[])} without the document (RFC 7515 appendix F). */
    public String signDetached(byte[] document) {
        String whole = sign(document);
        return whole.substring(0, whole.indexOf('.') + 1) + whole.substring(whole.lastIndexOf('.'));
    }

    private String sign(String protectedHeader, byte[] payload) {
        String signed = protectedHeader + '.' + ENCODER.encodeToString(payload);
        byte[] signature = signer.sign(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + '.' + ENCODER.encodeToString(signature);
    }

    private static String header(SigningKey signing, String more) {
        String text = "{\"alg\":\"EdDSA\",\"kid\":\"" + signing.id() + "\"" + more + "}";
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The public keys, as a JWK set. */
    public ObjectNode keys() {
        return published;
    }

    /** In production a missing file is a mistake, not an invitation to make a new key. */
    private static List<SigningKey> keysOf(Path file) {
        return Profile.isProduction()
                ? SigningKeyStore.read(file)
                : SigningKeyStore.readOrCreate(file);
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
