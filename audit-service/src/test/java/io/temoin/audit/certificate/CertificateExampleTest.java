// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.transparency.entry.ErasureCertificate;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The example of the contract is a certificate, whoever reads it. */
class CertificateExampleTest {

    @Test
    void theExampleKeepsTheSchemaAndIsReadByTheVerifiersLibrary() throws Exception {
        String example = ContractFiles.read(CertificateContract.EXAMPLE);

        CertificateContract.accepts(new ObjectMapper().readTree(example));
        assertThat(CertificateContract.named()).isEqualTo(new ObjectMapper().readTree(example));
        assertThat(ErasureCertificate.parse(example.getBytes(StandardCharsets.UTF_8)).items())
                .extracting(item -> item.statement().recording())
                .containsExactly(CertificateDesk.RECORDING);
    }
}
