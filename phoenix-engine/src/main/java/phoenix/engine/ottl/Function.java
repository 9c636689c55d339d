package phoenix.engine.ottl;

import phoenix.ottl.FunctionSpec;

/** A function that statements may call: its description and how it is compiled. */
sealed interface Function {
    FunctionSpec spec();

    /** A function that computes a value. */
    record Converter(FunctionSpec spec, ConverterFactory factory) implements Function {}

    /** A function that changes data. */
    record EditorFunction(FunctionSpec spec, EditorFactory factory) implements Function {}

    /** Compiles a call. */
    interface ConverterFactory {
        Getter build(Arguments arguments) throws CompileException;
    }

    /** Compiles a call. */
    interface EditorFactory {
        Editor build(Arguments arguments) throws CompileException;
    }

    static Function converter(FunctionSpec.Builder spec, ConverterFactory factory) {
        return new Converter(spec.build(), factory);
    }

    static Function editor(FunctionSpec.Builder spec, EditorFactory factory) {
        return new EditorFunction(spec.build(), factory);
    }
}
