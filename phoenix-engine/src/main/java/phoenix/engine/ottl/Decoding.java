package phoenix.engine.ottl;

import com.google.re2j.Pattern;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import phoenix.metrics.Value;
import phoenix.ottl.FunctionSpec;
import phoenix.ottl.ParameterType;

/** {@code Decode} and {@code Base64Decode}: text from base64 or from the bytes of another character set. */
final class Decoding {
    /** Names that the Collector has of its own. */
    private static final Map<String, Charset> NAMED = Map.ofEntries(
            Map.entry("", StandardCharsets.UTF_8),
            Map.entry("nop", StandardCharsets.UTF_8),
            Map.entry("ascii", StandardCharsets.UTF_8),
            Map.entry("us-ascii", StandardCharsets.UTF_8),
            Map.entry("utf8", StandardCharsets.UTF_8),
            Map.entry("utf-8", StandardCharsets.UTF_8),
            Map.entry("utf8-raw", StandardCharsets.UTF_8),
            Map.entry("utf-8-raw", StandardCharsets.UTF_8),
            Map.entry("utf16", StandardCharsets.UTF_16LE),
            Map.entry("utf-16", StandardCharsets.UTF_16LE),
            Map.entry("utf-16le", StandardCharsets.UTF_16LE),
            Map.entry("utf-16be", StandardCharsets.UTF_16BE),
            Map.entry("latin1", StandardCharsets.ISO_8859_1));

    /** The names of the IANA that both sides know by the same name. */
    private static final Pattern SHARED = Pattern.compile(
            "iso-8859-(?:[1-9]|1[035])|windows-125[0-8]|windows-874|koi8-[ru]|macintosh|shift_jis|gbk|gb18030|big5"
                    + "|euc-jp|euc-kr|iso-2022-jp|cp437|ibm(?:037|437|850|852|855|862|866|1047)");

    private static final Map<String, String> JAVA_NAMES = Map.of("macintosh", "x-MacRoman", "cp437", "ibm437");

    private Decoding() {}

    static List<Function> all() {
        List<Function> functions = new ArrayList<>();
        functions.add(Function.converter(
                FunctionSpec.of("Decode").takes("target", ParameterType.ANY).takes("encoding", ParameterType.STRING),
                Decoding::build));
        TypeConverters.change(
                functions,
                "Base64Decode",
                ParameterType.STRING,
                value -> base64(bytes(Values.string(value)), Base64.getDecoder(), true));
        return functions;
    }

    private interface Decoder {
        String decode(byte[] bytes) throws EvalException;
    }

    private static Getter build(Arguments arguments) throws CompileException {
        Getter target = arguments.getter("target");
        Getter encoding = arguments.getter("encoding");
        if (!(encoding instanceof Getter.Literal)) {
            return row -> {
                byte[] bytes = bytes(target.get(row));
                String name = Values.string(encoding.get(row));
                Decoder decoder = decoder(name);
                if (decoder == null) {
                    throw new EvalException("the encoding \"" + name + "\" is not known here");
                }
                return decoder.decode(bytes);
            };
        }
        Decoder decoder = decoder(arguments.text("encoding"));
        if (decoder == null) {
            throw arguments.refuse("encoding", "the encoding \"" + arguments.text("encoding") + "\" is not known here");
        }
        return row -> decoder.decode(bytes(target.get(row)));
    }

    private static byte[] bytes(@Nullable Object value) throws EvalException {
        return switch (value) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case Value.BytesValue(byte[] bytes) -> bytes;
            case null, default -> throw new EvalException("no text in " + Values.kind(value));
        };
    }

    private static @Nullable Decoder decoder(String encoding) {
        return switch (encoding) {
            case "base64" -> bytes -> base64(bytes, Base64.getDecoder(), true);
            case "base64-raw" -> bytes -> base64(bytes, Base64.getDecoder(), false);
            case "base64-url" -> bytes -> base64(bytes, Base64.getUrlDecoder(), true);
            case "base64-raw-url" -> bytes -> base64(bytes, Base64.getUrlDecoder(), false);
            default -> ofCharset(charset(encoding.toLowerCase(Locale.ROOT)));
        };
    }

    private static @Nullable Decoder ofCharset(@Nullable Charset charset) {
        return charset == null ? null : bytes -> new String(bytes, charset);
    }

    private static @Nullable Charset charset(String name) {
        Charset named = NAMED.get(name);
        boolean shared = named == null && SHARED.matches(name);
        String java = JAVA_NAMES.getOrDefault(name, name);
        return shared && Charset.isSupported(java) ? Charset.forName(java) : named;
    }

    /** Padding must be there or must not; line ends are passed over. */
    private static String base64(byte[] bytes, Base64.Decoder decoder, boolean padded) throws EvalException {
        String text =
                new String(bytes, StandardCharsets.ISO_8859_1).replace("\n", "").replace("\r", "");
        boolean fits = padded ? text.length() % 4 == 0 : text.indexOf('=') < 0;
        try {
            if (fits) {
                return new String(decoder.decode(text), StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw new EvalException("this is not base64" + (padded ? " with padding" : " without padding"));
    }
}
