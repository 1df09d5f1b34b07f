// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents.domain;

/** Kinds of documents, by the codes that retention-service orders them destroyed by. */
public enum DocumentKind {
    /** What somebody noted who listened to the call; it outlives the audio. */
    SHEET,
    /** The words of the call; they go when the audio goes. */
    TRANSCRIPT
}
