// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which methods an address knows: what a 405 has to say (RFC 9110 §15.5.6), which the framework
 * does not.
 */
@ApplicationScoped
public class AllowedMethods {

    /** A variable of a path template, with the shape it may be given. */
    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*\\w+\\s*(?::\\s*([^{}]+))?}");

    private record Route(String method, Pattern path) {}

    private final BeanManager beans;
    private final List<Route> handlers = new CopyOnWriteArrayList<>();
    private volatile @Nullable List<Route> resources;

    AllowedMethods(BeanManager beans) {
        this.beans = beans;
    }

    /** Takes note of an operation that a router handler serves. */
    public void add(String method, String template) {
        handlers.add(new Route(method, pattern(template)));
    }

    /** The methods of a path in order; empty when nothing has it. */
    public Set<String> of(String path) {
        Set<String> methods = new TreeSet<>();
        List<Route> routes = new ArrayList<>(handlers);
        routes.addAll(resources());
        for (Route route : routes) {
            if (route.path().matcher(path).matches()) {
                methods.add(route.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private List<Route> resources() {
        List<Route> known = resources;
        if (known == null) {
            known = find();
            resources = known;
        }
        return known;
    }

    private List<Route> find() {
        List<Route> routes = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getMethods()) {
                    add(routes, root.value(), method);
                }
            }
        }
        return List.copyOf(routes);
    }

    private static void add(List<Route> routes, String root, Method method) {
        Path path = method.getAnnotation(Path.class);
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                routes.add(
                        new Route(
                                verb.value(),
                                pattern(root + "/" + (path == null ? "" : path.value()))));
            }
        }
    }

    private static Pattern pattern(String template) {
        String path = ("/" + template + "/").replaceAll("/+", "/");
        StringBuilder regex = new StringBuilder();
        var variables = VARIABLE.matcher(path);
        int from = 0;
        while (variables.find()) {
            regex.append(Pattern.quote(path.substring(from, variables.start())));
            String shape = variables.group(1);
            regex.append("(?:").append(shape == null ? "[^/]+" : shape.strip()).append(')');
            from = variables.end();
        }
        regex.append(Pattern.quote(path.substring(from, path.length() - 1))).append("/?");
        return Pattern.compile(regex.toString());
    }
}
