// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the keyset is: in a file, or in the keys database and wrapped by a key provider. */
@StaticInitSafe
@ConfigMapping(prefix = "temoin.key-provider")
public interface KeyProviderConfig {

    /** The kinds of providers, by the names of the setting. */
    enum Type {
        /** None: the keyset is the file {@code temoin.keyset-file}. */
        FILE,
        /** A token of a hardware security module. */
        PKCS11,
        /** The transit engine of HashiCorp Vault or OpenBao. */
        VAULT,
        /** AWS Key Management Service. */
        AWS_KMS
    }

    /** What wraps the keyset; {@code file} for nothing. */
    @WithDefault("file")
    Type type();

    /**
     * How long a call of the provider may take; requests that wait for it are then answered 503.
     */
    @WithDefault("5s")
    Duration timeout();

    /**
     * How long an unwrapped epoch key is cached after the provider last returned it: for that long,
     * the service works without the provider.
     */
    @WithDefault("10m")
    Duration cacheTtl();

    /** How often the provider is asked whether it still gives out the current epoch's key. */
    @WithDefault("30s")
    Duration checkInterval();

    /** What the names of new keys begin with at the provider. */
    @WithDefault("temoin-${temoin.service}")
    String prefix();

    Pkcs11 pkcs11();

    Vault vault();

    AwsKms awsKms();

    /** A token reached by its library. */
    interface Pkcs11 {

        /** The library of the module's vendor. */
        Optional<Path> library();

        /** Number of the token's slot in the library's list, from 0. */
        @WithDefault("0")
        int slot();

        /** File that holds the user PIN; readable by its owner only. */
        Optional<Path> pinFile();
    }

    /** Vault or OpenBao; exactly one way to sign in. */
    interface Vault {

        /** Address of the server, without the path of its API. */
        Optional<URI> address();

        /** Path of the transit engine. */
        @WithDefault("transit")
        String mount();

        /** Namespace, where the server has them. */
        Optional<String> namespace();

        /** PEM file of the certificates to trust; without it, those that the JDK trusts. */
        Optional<Path> caFile();

        /** File that holds a token, read for every request. */
        Optional<Path> tokenFile();

        AppRole appRole();

        Kubernetes kubernetes();
    }

    /** Sign-in with an AppRole. */
    interface AppRole {

        /** The role; signs in so if set. */
        Optional<String> roleId();

        /** File that holds the secret id, read at each sign-in. */
        Optional<Path> secretIdFile();

        @WithDefault("approle")
        String mount();
    }

    /** Sign-in with the service account of a pod. */
    interface Kubernetes {

        /** The role; signs in so if set. */
        Optional<String> role();

        @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount/token")
        Path tokenFile();

        @WithDefault("kubernetes")
        String mount();
    }

    /** Amazon's service; credentials come from the SDK's default chain. */
    interface AwsKms {

        /** Region of the keys. */
        Optional<String> region();

        /** Address of a server that is not the region's own. */
        Optional<URI> endpoint();

        /** How long a destroyed key can still be restored: 7 to 30 days. */
        @WithDefault("P7D")
        Duration pendingWindow();
    }
}
