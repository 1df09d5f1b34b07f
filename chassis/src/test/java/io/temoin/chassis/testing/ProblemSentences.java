// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.Annotation;
import java.lang.classfile.Attribute;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleParameterAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The sentences that the code of classes puts into refusals, as they are in the byte code:
 * constants and concatenations of every method that refuses something, or gives such a method its
 * text. What a sentence leaves open is <code>{0}</code>, <code>{1}</code> and so on.
 *
 * <p>A method refuses if it makes a {@code Rejected}, a violation or a problem, or calls a method
 * that takes a text and refuses. Too much rather than too little: a sentence for others in such a
 * method counts, too.
 */
final class ProblemSentences {

    private static final String STRING = "Ljava/lang/String;";

    /** What refusals are made by; the rest follows from who calls these. */
    private static final Set<String> REFUSALS =
            Set.of(
                    "io/temoin/eventsourcing/Rejected.<init>",
                    "io/temoin/eventsourcing/Rejected$Violation.<init>",
                    "io/temoin/chassis/requests/ThrowableProblem.<init>",
                    "io/temoin/chassis/requests/Problem.of",
                    "io/temoin/chassis/limits/Quotas$Refusal.<init>");

    /**
     * No SQL, which has a question mark after a space; and what ends with a sentence of another.
     */
    private static final Pattern SENTENCE = Pattern.compile("(?s)\\S+ .*(?:\\S[.?]|\\. \\{[0-9]})");

    private static final String CONSTANTS = ".<clinit>()V";
    private static final String CONSTRAINTS = "Ljakarta/validation/constraints/";
    private static final ResourceBundle MESSAGES =
            ResourceBundle.getBundle("org.hibernate.validator.ValidationMessages", Locale.ROOT);

    /** What Java, a format and Bean Validation leave open. */
    private static final Pattern OPEN = Pattern.compile("%(?:[0-9]\\$)?[sd]|\u0001|\\{[a-z]+}");

    /** A method's strings, and what it calls. */
    private record Method(String type, Set<String> texts, Set<String> calls) {

        boolean takesText() {
            return type.substring(0, type.indexOf(')')).contains(STRING);
        }

        boolean answersText() {
            return type.endsWith(")" + STRING);
        }
    }

    private final Map<String, Method> methods = new HashMap<>();
    private final Set<String> enums = new HashSet<>();
    private final Set<String> failures = new HashSet<>();
    private final Set<String> constraints = new TreeSet<>();

    private ProblemSentences() {}

    /** Those of classes, given as they are in class files. */
    static SortedSet<String> in(Collection<byte[]> classes) {
        ProblemSentences all = new ProblemSentences();
        classes.forEach(bytes -> all.read(ClassFile.of().parse(bytes)));
        SortedSet<String> sentences = new TreeSet<>();
        for (String speaker : all.speakers(all.refusing())) {
            all.methods.get(speaker).texts().stream()
                    .map(ProblemSentences::template)
                    .filter(ProblemSentences::isSentence)
                    .forEach(sentences::add);
        }
        sentences.addAll(all.constraints);
        return sentences;
    }

    /** Whether a text is more than a word or a name. */
    static boolean isSentence(String text) {
        return SENTENCE.matcher(text).matches();
    }

    private void read(ClassModel type) {
        String owner = type.thisClass().asInternalName();
        if (type.flags().has(AccessFlag.ENUM)) {
            enums.add(owner + CONSTANTS);
        }
        if (type.superclass().stream().anyMatch(it -> it.asInternalName().endsWith("Exception"))) {
            failures.add(owner);
        }
        type.fields().forEach(field -> readConstraints(field.attributes()));
        for (MethodModel method : type.methods()) {
            readConstraints(method.attributes());
            Method read =
                    new Method(method.methodType().stringValue(), new HashSet<>(), new HashSet<>());
            methods.put(owner + "." + method.methodName().stringValue() + read.type(), read);
            method.code().ifPresent(code -> read(code, read));
        }
    }

    /** The messages of Bean Validation, which are in English here. */
    private void readConstraints(List<Attribute<?>> attributes) {
        for (Attribute<?> attribute : attributes) {
            switch (attribute) {
                case RuntimeVisibleAnnotationsAttribute own ->
                        own.annotations().forEach(this::readConstraint);
                case RuntimeVisibleParameterAnnotationsAttribute parameters ->
                        parameters.parameterAnnotations().stream()
                                .flatMap(List::stream)
                                .forEach(this::readConstraint);
                case RuntimeVisibleTypeAnnotationsAttribute types ->
                        types.annotations().forEach(type -> readConstraint(type.annotation()));
                default -> {}
            }
        }
    }

    private void readConstraint(Annotation annotation) {
        String name = annotation.className().stringValue();
        if (name.startsWith(CONSTRAINTS)) {
            String message = name.substring(1, name.length() - 1).replace('/', '.') + ".message";
            assertThat(annotation.elements())
                    .as("a message of its own is not looked for")
                    .noneMatch(element -> element.name().equalsString("message"));
            constraints.add(template(MESSAGES.getString(message)));
        }
    }

    private static void read(CodeModel code, Method method) {
        for (CodeElement element : code) {
            switch (element) {
                case ConstantInstruction.LoadConstantInstruction constant
                        when constant.constantValue() instanceof String text ->
                        method.texts().add(text);
                case InvokeInstruction call ->
                        method.calls()
                                .add(
                                        call.owner().asInternalName()
                                                + "."
                                                + call.name().stringValue()
                                                + call.type().stringValue());
                case InvokeDynamicInstruction dynamic ->
                        dynamic.bootstrapArgs().forEach(argument -> read(argument, method));
                default -> {}
            }
        }
    }

    /** The recipe of a concatenation, or the body of a lambda. */
    private static void read(ConstantDesc argument, Method method) {
        switch (argument) {
            case String recipe -> method.texts().add(recipe);
            case DirectMethodHandleDesc body when body.lookupDescriptor().startsWith("(") -> {
                String owner = body.owner().descriptorString();
                method.calls()
                        .add(
                                owner.substring(1, owner.length() - 1)
                                        + "."
                                        + body.methodName()
                                        + body.lookupDescriptor());
            }
            default -> {}
        }
    }

    /** What else ends in a refusal: the failures whose message one is made of. */
    private Set<String> refusals() {
        Set<String> refusals = new HashSet<>(REFUSALS);
        for (Method method : methods.values()) {
            if (method.calls().stream().anyMatch(call -> REFUSALS.contains(name(call)))) {
                method.calls().stream()
                        .filter(call -> call.endsWith(")" + STRING))
                        .map(ProblemSentences::owner)
                        .filter(failures::contains)
                        .map(failure -> failure + ".<init>")
                        .forEach(refusals::add);
            }
        }
        return refusals;
    }

    /** The methods that refuse with a text that they are given. */
    private Set<String> refusing() {
        Set<String> refusing = refusals();
        boolean more = true;
        while (more) {
            more = false;
            for (var method : methods.entrySet()) {
                more |=
                        method.getValue().takesText()
                                && method.getValue().calls().stream()
                                        .anyMatch(call -> refuses(call, refusing))
                                && refusing.add(method.getKey());
            }
        }
        return refusing;
    }

    private static boolean refuses(String call, Set<String> refusing) {
        return refusing.contains(call) || refusing.contains(name(call));
    }

    /** Without its type, which several constructors differ in. */
    private static String name(String call) {
        return call.substring(0, call.indexOf('('));
    }

    private static String owner(String call) {
        return call.substring(0, call.indexOf('.'));
    }

    /** The methods that refuse, and those that give them a text. */
    private Set<String> speakers(Set<String> refusing) {
        Set<String> speakers = new HashSet<>();
        for (var method : methods.entrySet()) {
            if (method.getValue().calls().stream().anyMatch(call -> refuses(call, refusing))) {
                add(method.getKey(), speakers);
            }
        }
        return speakers;
    }

    private void add(String name, Set<String> speakers) {
        if (speakers.add(name)) {
            for (String call : methods.get(name).calls()) {
                Method called = methods.get(call);
                if (called != null && called.answersText()) {
                    add(call, speakers);
                    String constants = owner(call) + CONSTANTS;
                    if (enums.contains(constants)) {
                        add(constants, speakers);
                    }
                }
            }
        }
    }

    private static String template(String text) {
        int[] open = {0};
        return OPEN.matcher(text).replaceAll(_ -> "{" + open[0]++ + "}");
    }
}
