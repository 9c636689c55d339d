package phoenix.engine.ottl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import phoenix.metrics.Attributes;

/** A URL taken apart and put together again by the rules of Go's {@code net/url}, for the converter {@code URL}. */
final class Url {
    private static final String UNRESERVED = "-_.~";
    private static final String SUB_DELIMITERS = "!$&'()*+,;=:";

    private String scheme = "";
    private String opaque = "";
    private boolean hasUser;
    private boolean hasPassword;
    private String user = "";
    private String password = "";
    private String host = "";
    private String rawPath = "";
    private String path = "";
    private boolean emptyQuery;
    private String query = "";
    private String rawFragment = "";
    private String fragment = "";

    /** Where characters stand; which of them are written as they are depends on that. */
    private enum Place {
        HOST(SUB_DELIMITERS + "[]<>\""),
        PATH("$&+,/:;=@"),
        USER("$&+,;="),
        FRAGMENT("$&+,/:;=?@!()*");

        private final String plain;

        Place(String plain) {
            this.plain = plain;
        }

        boolean escapes(int c) {
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return !alphanumeric && UNRESERVED.indexOf(c) < 0 && plain.indexOf(c) < 0;
        }
    }

    static Url parse(String text) throws EvalException {
        Url url = new Url();
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new EvalException("a control character in a URL");
        }
        int hash = text.indexOf('#');
        url.reference(hash < 0 ? text : text.substring(0, hash));
        if (hash >= 0) {
            url.rawFragment = text.substring(hash + 1);
            url.fragment = unescape(url.rawFragment);
        }
        return url;
    }

    private void reference(String text) throws EvalException {
        String rest = text.substring(scheme(text));
        int mark = rest.indexOf('?');
        if (mark >= 0) {
            query = rest.substring(mark + 1);
            emptyQuery = query.isEmpty();
            rest = rest.substring(0, mark);
        }
        if (!rest.startsWith("/")) {
            if (!scheme.isEmpty()) {
                opaque = rest;
                return;
            }
            int slash = rest.indexOf('/');
            if ((slash < 0 ? rest : rest.substring(0, slash)).indexOf(':') >= 0) {
                throw new EvalException("the first segment of a path must not contain a colon");
            }
        }
        if (rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"))) {
            int slash = rest.indexOf('/', 2);
            authority(slash < 0 ? rest.substring(2) : rest.substring(2, slash));
            rest = slash < 0 ? "" : rest.substring(slash);
        }
        rawPath = rest;
        path = unescape(rest);
    }

    /** Takes the scheme up; gives the length of it with its colon, 0 when there is none. */
    private int scheme(String text) throws EvalException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                if (i == 0) {
                    throw new EvalException("a URL without the scheme before its colon");
                }
                scheme = text.substring(0, i).toLowerCase(Locale.ROOT);
                return i + 1;
            }
            if (!letter && (i == 0 || "0123456789+-.".indexOf(c) < 0)) {
                return 0;
            }
        }
        return 0;
    }

    private void authority(String text) throws EvalException {
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            hasUser = true;
            String info = text.substring(0, at);
            if (info.chars().anyMatch(c -> Place.USER.escapes(c) && "-._:~!$&'()*+,;=%@".indexOf(c) < 0)) {
                throw new EvalException("a character in a URL's user that must be escaped");
            }
            int colon = info.indexOf(':');
            hasPassword = colon >= 0;
            user = unescape(colon < 0 ? info : info.substring(0, colon));
            password = colon < 0 ? "" : unescape(info.substring(colon + 1));
        }
        String name = text.substring(at + 1);
        int bracket = name.lastIndexOf(']');
        if (name.startsWith("[") && bracket < 0) {
            throw new EvalException("a URL without the bracket behind its host");
        }
        int colon = name.startsWith("[") ? bracket + 1 : name.lastIndexOf(':');
        String port = colon < 0 ? "" : name.substring(colon);
        if (!port.isEmpty() && (port.charAt(0) != ':' || !port.chars().skip(1).allMatch(Url::isDigit))) {
            throw new EvalException("\"" + port + "\" is not a port");
        }
        if (name.chars().anyMatch(c -> c < 0x80 && c != '%' && Place.HOST.escapes(c))) {
            throw new EvalException("a character in a URL's host that must not be there");
        }
        host = unescape(name);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The attributes of the semantic conventions. */
    Attributes attributes() throws EvalException {
        Attributes.Builder map = Attributes.builder();
        map.put("url.original", original());
        map.put("url.domain", hostname());
        map.put("url.scheme", scheme);
        map.put("url.path", path);
        String port = port();
        if (!port.isEmpty()) {
            if (port.length() > 18) {
                throw new EvalException("the port of a URL is out of range");
            }
            map.put("url.port", phoenix.metrics.Value.of(Long.parseLong(port)));
        }
        if (!fragment.isEmpty()) {
            map.put("url.fragment", fragment);
        }
        if (hasUser) {
            map.put("url.user_info", userInfo());
            if (!user.isEmpty()) {
                map.put("url.username", user);
            }
            if (hasPassword) {
                map.put("url.password", password);
            }
        }
        if (!query.isEmpty()) {
            map.put("url.query", query);
        }
        int point = path.lastIndexOf('.');
        if (point >= 0 && point < path.length() - 1) {
            map.put("url.extension", path.substring(point + 1));
        }
        return map.build();
    }

    private int portColon() {
        int colon = host.lastIndexOf(':');
        boolean behind = colon >= 0 && colon > host.lastIndexOf(']');
        return behind && host.chars().skip(colon + 1L).allMatch(Url::isDigit) ? colon : -1;
    }

    private String port() {
        return portColon() < 0 ? "" : host.substring(portColon() + 1);
    }

    private String hostname() {
        String name = portColon() < 0 ? host : host.substring(0, portColon());
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private String userInfo() {
        return escape(user, Place.USER) + (hasPassword ? ":" + escape(password, Place.USER) : "");
    }

    private String original() {
        StringBuilder out = new StringBuilder(scheme).append(scheme.isEmpty() ? "" : ":");
        if (!opaque.isEmpty()) {
            out.append(opaque);
        } else {
            boolean authority = !host.isEmpty() || hasUser || (!scheme.isEmpty() && !path.isEmpty());
            out.append(authority ? "//" : "").append(hasUser ? userInfo() + "@" : "");
            String shown = again(rawPath, path, Place.PATH);
            boolean slash = !shown.isEmpty() && !shown.startsWith("/") && !host.isEmpty();
            out.append(escape(host, Place.HOST)).append(slash ? "/" : "").append(shown);
        }
        out.append(emptyQuery || !query.isEmpty() ? "?" + query : "");
        return out.append(fragment.isEmpty() ? "" : "#" + again(rawFragment, fragment, Place.FRAGMENT))
                .toString();
    }

    /** As it was written where that is well escaped, else escaped anew. */
    private static String again(String raw, String plain, Place place) {
        boolean valid = raw.chars().allMatch(c -> "!$&'()*+,;=:@[]%".indexOf(c) >= 0 || !place.escapes(c));
        return valid ? raw : escape(plain, place);
    }

    private static String escape(String text, Place place) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (place.escapes(c)) {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            } else {
                out.append((char) c);
            }
        }
        return out.toString();
    }

    static String unescape(String text) throws EvalException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new EvalException("a percent sign in a URL without two hexadecimal digits");
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
