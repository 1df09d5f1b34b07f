// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

/** All that ever happens to an erasure. It says that it was done and why, and not of whom. */
public sealed interface ErasureEvent
        permits SubjectKeyDestroyed, SubjectErased, TrailErasureDeferred {}
