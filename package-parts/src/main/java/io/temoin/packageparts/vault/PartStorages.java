// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temoin.objectstorage.BucketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The storage of the settings, if there is one. */
@ApplicationScoped
public class PartStorages {

    static final String SETTINGS = "temoin.packages.s3";

    private static final Logger LOG = Logger.getLogger(PartStorages.class);

    private final PartConfig config;
    private @Nullable PartStorage storage;

    PartStorages(PartConfig config) {
        this.config = config;
    }

    /** Wrong settings are said by a start that fails, not by the first package. */
    void open(@Observes StartupEvent event) {
        storage =
                switch (config.store()) {
                    case NONE -> null;
                    case FILES ->
                            new PartFolder(
                                    config.directory()
                                            .orElseThrow(
                                                    () ->
                                                            new IllegalStateException(
                                                                    "temoin.packages.directory must"
                                                                            + " be set: a folder"
                                                                            + " that all services"
                                                                            + " share.")));
                    case S3 ->
                            new PartBucket(
                                    BucketConnection.open(SETTINGS, config.s3()),
                                    config.s3().prefix());
                };
        LOG.debugf("parts of access packages are stored by %s", config.store());
    }

    void close(@Observes ShutdownEvent event) {
        find().ifPresent(PartStorage::close);
    }

    /** Empty where none is set up; no package can be made then. */
    public Optional<PartStorage> find() {
        return Optional.ofNullable(storage);
    }

    /** What the names of all parts of a package begin with. */
    public static String prefix(String tenant, UUID accessPackage) {
        return tenant + "/" + accessPackage + "/";
    }

    /** The name of a part. */
    public static String name(String tenant, UUID accessPackage, UUID part) {
        return prefix(tenant, accessPackage) + part;
    }
}
