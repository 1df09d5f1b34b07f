// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.entry.ErasureCertificate;
import io.temoin.transparency.entry.ErasureStatement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A certificate of erasure as it leaves the service: contracts/certificate has its schema, and
 * {@link ErasureCertificate} reads it.
 */
@Schema(
        name = "ErasureCertificate",
        description = "A certificate of erasure, to be kept as it is and verified offline.")
public record CertificateAnswer(
        @Schema(description = "Version of the form.", enumeration = "temoin-certificate/v1")
                String format,
        @Schema(
                        description = "SHA-256 of the leaves of all items, in their order.",
                        pattern = "^[0-9a-f]{64}$")
                String digest,
        @Schema(
                        description =
                                "How many more destructions were recorded before there were"
                                        + " certificates; proven by none.",
                        minimum = "0")
                long predating,
        @Schema(description = "The destructions, oldest first.", minItems = 1, maxItems = 2000)
                List<Item> items) {

    /** One destruction with its proof. */
    @Schema(name = "CertifiedErasure")
    public record Item(
            @Schema(description = "What the entry says, for people; the entry proves it.")
                    Statement statement,
            @Schema(description = "The leaf of the entry in the log (49 bytes, base64).")
                    String leaf,
            @Schema(
                            description =
                                    "The audit entry (temoin-disclosures/v1); fields about persons"
                                            + " are withheld, and count by their digests.")
                    String entry,
            @Schema(
                            description =
                                    "Inclusion proof and checkpoint with signatures and"
                                            + " cosignatures (c2sp.org/tlog-proof).")
                    String proof) {

        static Item of(ErasureCertificate.Item item) {
            return new Item(
                    Statement.of(item.statement()),
                    StrictText.base64(item.entry().leaf().bytes()),
                    text(item.entry().bytes()),
                    text(item.proof().bytes()));
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** What was destroyed. */
    @Schema(name = "ErasureStatement")
    public record Statement(
            @Schema(description = "Id of the order that was carried out.") String disposition,
            @Schema(
                            description =
                                    "Id of the recording that was destroyed, or whose document was;"
                                            + " absent for a batch of registered items.")
                    @Nullable String recording,
            @Schema(description = "On whose behalf it was kept.") String controller,
            @Schema(
                            type = SchemaType.STRING,
                            format = "date-time",
                            description = "When the destruction was confirmed.")
                    String confirmedAt,
            @Schema(
                            description = "The ground of the order; open for extension.",
                            pattern = "^[A-Z][A-Z0-9_]{0,62}$")
                    String basis,
            @Schema(
                            description =
                                    "Further facts by name: erasedAt, horizon (from when on, at"
                                            + " the latest, no backup holds the key), key,"
                                            + " keyFingerprint, keyScope, bytes, rule, purpose,"
                                            + " policyVersion, reference; bound says which of"
                                            + " the last four belong together"
                                            + " (RULE|PURPOSE|v1|reference). Of a sheet or a"
                                            + " transcript also document and kind; of a batch"
                                            + " kind, disposed (how many) and digest (of their"
                                            + " ids).")
                    SortedMap<String, List<String>> facts) {

        static Statement of(ErasureStatement said) {
            return new Statement(
                    said.disposition(),
                    said.recording(),
                    said.controller(),
                    said.confirmedAt(),
                    said.basis(),
                    new TreeMap<>(said.facts()));
        }
    }

    static CertificateAnswer of(ErasureCertificate certificate) {
        return new CertificateAnswer(
                ErasureCertificate.FORMAT,
                certificate.digest(),
                certificate.predating(),
                certificate.items().stream().map(Item::of).toList());
    }
}
