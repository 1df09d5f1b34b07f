// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.person;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisProblem;
import io.temoin.chassis.start.KeyFiles;
import io.temoin.keystart.KeyProviders;
import io.temoin.keystart.SharedPseudonymKey;
import io.temoin.phonenumbers.CanonicalNumbers;
import io.temoin.phonenumbers.PhonePseudonyms;
import io.temoin.phonenumbers.domain.PhoneNumber;
import io.temoin.retention.person.vault.PersonKeyStore;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns a phone number into the pseudonym that consent-service gave the person, with the key that
 * consent-service shared (ADR 0071). Without the key nobody is found; with another one the service
 * does not start. The number itself is neither stored nor logged. Safe for concurrent use.
 */
@Singleton
public class PersonNumbers implements KeyFiles {

    private static final Logger LOG = Logger.getLogger(PersonNumbers.class);
    private static final String OWNER = "consent";

    private final Optional<Path> file;
    private final KeyProviders providers;
    private final PersonKeyStore store;
    private final CanonicalNumbers numbers = new CanonicalNumbers();
    private volatile @Nullable PhonePseudonyms pseudonyms;

    PersonNumbers(
            @ConfigProperty(name = "temoin.person-key-file") Optional<Path> file,
            KeyProviders providers,
            PersonKeyStore store) {
        this.file = file;
        this.providers = providers;
        this.store = store;
    }

    /** A file that is there must be usable; one that is named must be there. */
    @Override
    public void check() {
        if (file.isPresent()) {
            read(file.get());
        }
    }

    void start(@Observes StartupEvent event) {
        open();
    }

    /** Opens the key before the first request: a sealed one waits for the key provider. */
    void open() {
        if (file.isEmpty()) {
            LOG.warnf(
                    "people cannot be found by their numbers: %s is not set. Write the file with"
                            + " consent-service's command 'share-pseudonym-key'.",
                    SharedPseudonymKey.VARIABLE);
            return;
        }
        SharedPseudonymKey key = read(file.get());
        byte[] secret = key.open(providers);
        if (!store.isTheOneNoted(key.checkValue())) {
            throw new IllegalStateException(
                    ("%s holds another key (check value %s) than the one this service used before:"
                                    + " nobody already on record would be found. Restore the file"
                                    + " of this installation.")
                            .formatted(SharedPseudonymKey.VARIABLE, key.checkValue()));
        }
        if (key.secret() != null && providers.isUsed()) {
            LOG.warn(
                    "a key provider is set, but the key of pseudonyms is in clear in its file: seal"
                            + " it with the command 'seal-person-key'");
        }
        pseudonyms = new PhonePseudonyms(new Fingerprints(secret));
    }

    /**
     * The pseudonym of the person behind a number; one without country code is French, as
     * consent-service reads it.
     *
     * @param pointer to the number in the request
     * @throws io.temoin.eventsourcing.Rejected when it is not a possible number
     * @throws io.temoin.chassis.requests.ThrowableProblem when there is no key
     */
    public String subject(TenantId tenant, String pointer, String number) {
        PhoneNumber read = numbers.read(number);
        if (read == null) {
            throw ChassisProblem.REQUEST_INVALID.at(
                    pointer, "This is not a possible phone number.");
        }
        PhonePseudonyms named = pseudonyms;
        if (named == null) {
            throw new PersonKeyMissing();
        }
        return named.of(tenant, read).value();
    }

    private static SharedPseudonymKey read(Path file) {
        SharedPseudonymKey key = SharedPseudonymKey.read(file);
        if (!key.service().equals(OWNER)) {
            throw new IllegalStateException(
                    "%s holds a key of %s-service. Only consent-service names people: write the file"
                                    .formatted(SharedPseudonymKey.VARIABLE, key.service())
                            + " there.");
        }
        return key;
    }
}
