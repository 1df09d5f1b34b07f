// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

/**
 * Where a test begins that asks the service under test over HTTP, in the words of REST Assured. It
 * is not REST Assured: that one compiles a Groovy script for every path into every body, which took
 * a quarter of the time of the tests. What is sent and what is asserted are the same.
 */
public final class Http {

    private Http() {}

    /** A request without a token. */
    public static RequestSpecification given() {
        return new RequestSpecification();
    }

    public static Response get(String path, Object... pathParams) {
        return given().get(path, pathParams);
    }

    public static Response head(String path, Object... pathParams) {
        return given().head(path, pathParams);
    }

    public static Response options(String path, Object... pathParams) {
        return given().options(path, pathParams);
    }

    public static Response delete(String path, Object... pathParams) {
        return given().delete(path, pathParams);
    }
}
