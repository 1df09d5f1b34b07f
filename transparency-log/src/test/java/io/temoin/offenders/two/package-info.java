/** Planted for the test of the rules. */
@NullMarked
package io.temoin.offenders.two;

import org.jspecify.annotations.NullMarked;
