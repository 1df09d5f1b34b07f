// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.domain;

import io.temoin.packageparts.domain.PackagePartEvent.PackagePartReady;

/** State of one service's part of a package. */
public sealed interface PackagePart {

    /** Nothing is stored yet. */
    record Unwritten() implements PackagePart {}

    /** It is in the shared storage. */
    record Written(PackagePartReady ready) implements PackagePart {}

    /** There will be none. */
    record Abandoned() implements PackagePart {}
}
