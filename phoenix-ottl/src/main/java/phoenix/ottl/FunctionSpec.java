package phoenix.ottl;

import java.util.List;

/** A function's name and parameters, required ones first. */
public record FunctionSpec(String name, List<Parameter> parameters) {
    public FunctionSpec {
        parameters = List.copyOf(parameters);
    }

    /**
     * One parameter.
     *
     * @param name as a named argument gives it, in snake case
     * @param list whether a list of {@code type} is wanted
     */
    public record Parameter(String name, ParameterType type, boolean list, boolean optional) {
        String wanted() {
            return list ? "a list, each item " + type.wanted() : type.wanted();
        }
    }

    /** Whether statements begin with it; else it is a converter. */
    public boolean isEditor() {
        return Character.isLowerCase(name.charAt(0));
    }

    int requiredCount() {
        return (int) parameters.stream().filter(p -> !p.optional()).count();
    }

    /** Named arguments may be written in snake or camel case, as the Collector takes them. */
    public int indexOf(String parameter) {
        String wanted = camel(parameter);
        for (int i = 0; i < parameters.size(); i++) {
            if (camel(parameters.get(i).name()).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static String camel(String name) {
        StringBuilder out = new StringBuilder(name.length());
        boolean capital = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                capital = true;
            } else {
                out.append(capital ? Character.toUpperCase(c) : c);
                capital = false;
            }
        }
        return out.toString();
    }

    /** The call as documentation shows it, optional parameters in square brackets. */
    public String signature() {
        StringBuilder out = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            out.append(i == 0 ? "" : ", ").append(p.optional() ? "[" + p.name() + "]" : p.name());
        }
        return out.append(')').toString();
    }

    /** Begins the description of a function. */
    public static Builder of(String name) {
        return new Builder(name);
    }

    /** Collects parameters in order. */
    public static final class Builder {
        private final String name;
        private final java.util.ArrayList<Parameter> parameters = new java.util.ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder takes(String parameter, ParameterType type) {
            parameters.add(new Parameter(parameter, type, false, false));
            return this;
        }

        public Builder takesList(String parameter, ParameterType type) {
            parameters.add(new Parameter(parameter, type, true, false));
            return this;
        }

        public Builder mayTake(String parameter, ParameterType type) {
            parameters.add(new Parameter(parameter, type, false, true));
            return this;
        }

        public Builder mayTakeList(String parameter, ParameterType type) {
            parameters.add(new Parameter(parameter, type, true, true));
            return this;
        }

        public FunctionSpec build() {
            return new FunctionSpec(name, parameters);
        }
    }
}
