// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.temoin.chassis.testing.ContractFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The published form of a certificate: its schema and its example. */
final class CertificateContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDER = ContractFiles.folder().resolve("certificate");

    static final Path EXAMPLE = FOLDER.resolve("example.json");

    /** The same by a name, where the OpenAPI document has its examples. */
    static final Path NAMED =
            ContractFiles.examples("audit-service").resolve("ErasureCertificate.json");

    private static final String NAME = "recording";

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(
                            ContractFiles.read(FOLDER.resolve("erasure-certificate.schema.json")),
                            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

    private CertificateContract() {}

    /** Checks a document against the schema. */
    static void accepts(JsonNode document) {
        assertThat(SCHEMA.validate(document)).isEmpty();
    }

    /** Writes the examples anew when asked to: salts and keys are others each time. */
    static void keepAsExample(JsonNode document) throws IOException {
        if (Boolean.getBoolean("temoin.contracts.update")) {
            Files.writeString(EXAMPLE, pretty(document));
            Files.writeString(NAMED, pretty(JSON.createObjectNode().set(NAME, document)));
        }
    }

    /** The example as the OpenAPI document shows it. */
    static JsonNode named() throws JsonProcessingException {
        return JSON.readTree(ContractFiles.read(NAMED)).path(NAME);
    }

    private static String pretty(JsonNode document) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }
}
