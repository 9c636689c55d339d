package phoenix.engine.ottl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** The converters that hash and encode. */
final class HashConverters {
    private HashConverters() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        digest(functions, "SHA1", "SHA-1");
        digest(functions, "SHA256", "SHA-256");
        digest(functions, "SHA512", "SHA-512");
        digest(functions, "MD5", "MD5");
        TypeConverters.change(functions, "FNV", ParameterType.STRING, value -> fnv1a(Values.string(value)));
        functions.add(Function.converter(
                FunctionSpec.of("Base64Encode")
                        .takes("target", ParameterType.STRING)
                        .mayTake("variant", ParameterType.STRING),
                HashConverters::base64));
        TypeConverters.change(functions, "Hex", ParameterType.BYTES_LIKE, HashConverters::hex);
        return functions;
    }

    private static Getter base64(Arguments arguments) {
        Getter target = arguments.getter("target");
        Getter variant = arguments.getterOrNull("variant");
        return row -> {
            byte[] bytes = utf8(Values.string(target.get(row)));
            String kind = variant == null ? "base64" : Values.string(variant.get(row));
            return switch (kind) {
                case "base64" -> Base64.getEncoder().encodeToString(bytes);
                case "base64-raw" -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
                case "base64-url" -> Base64.getUrlEncoder().encodeToString(bytes);
                case "base64-raw-url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                default -> throw new EvalException("no variant \"" + kind + "\" of base64");
            };
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void digest(List<Function> functions, String name, String algorithm) {
        TextConverters.unary(functions, name, text -> {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance(algorithm).digest(utf8(text)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // each of them comes with every Java platform
            }
        });
    }

    /** 64-bit FNV-1a: xor, then multiply. */
    private static long fnv1a(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : utf8(text)) {
            hash ^= b & 0xff;
            hash *= 0x100000001b3L;
        }
        return hash;
    }

    private static Object hex(@org.jspecify.annotations.Nullable Object value) throws EvalException {
        return switch (value) {
            case String text -> HexFormat.of().formatHex(utf8(text));
            case Value.BytesValue(byte[] bytes) -> HexFormat.of().formatHex(bytes);
            case Long number -> HexFormat.of().toHexDigits(number);
            case Double number -> HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
            case Boolean bool -> bool ? "01" : "00";
            case null -> "";
            default -> throw new EvalException("no bytes of " + Values.kind(value));
        };
    }
}
