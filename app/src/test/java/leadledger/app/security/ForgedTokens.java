package leadledger.app.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens that must open nothing. Most differ from a good one of the issuer in one thing only, so each proves that this
 * thing is looked at; {@link #good()} proves that the rest is in order.
 */
public final class ForgedTokens {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int MANY_SECONDS = 600;
    private static final int BEYOND_SKEW = 60;

    private final RSAKey key;
    private final String issuer;
    private final String trap;
    private final RSAKey attackers;
    private final Map<String, String> all = new LinkedHashMap<>();

    /**
     * Against one issuer.
     *
     * @param key the issuer's own
     * @param issuer its name in tokens
     * @param trap an address of the attacker, which must never be asked for anything
     */
    public ForgedTokens(RSAKey key, String issuer, String trap) {
        this.key = key;
        this.issuer = issuer;
        this.trap = trap;
        this.attackers = newKey();
        unsigned();
        confused();
        algorithmsNotConfigured();
        claims();
        keyIds();
        keysInHeaders();
        criticalHeaders();
        types();
        garbled();
    }

    /** What is wrong with each, and the token. */
    public Map<String, String> all() {
        return all;
    }

    /** A token with nothing wrong. */
    public String good() {
        return signed(_ -> {}, _ -> {}, key);
    }

    private void unsigned() {
        String signature = good().substring(good().lastIndexOf('.') + 1);
        for (String spelling : List.of("none", "None", "NONE", "nOnE", " none", "")) {
            all.put("alg '" + spelling + "', no signature", unsigned(spelling, ""));
            all.put("alg '" + spelling + "', a foreign signature", unsigned(spelling, signature));
        }
        all.put("no alg", encoded(Map.of("kid", key.getKeyID())) + "." + encoded(goodClaims()) + "." + signature);
    }

    private String unsigned(String algorithm, String signature) {
        return encoded(header(header -> header.put("alg", algorithm))) + "." + encoded(goodClaims()) + "." + signature;
    }

    /** The public key, which everybody has, as the secret of a symmetric algorithm. */
    private void confused() {
        byte[] der = publicKey();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----";
        for (String bits : List.of("256", "384", "512")) {
            all.put("HS" + bits + " with the public key", hmac(bits, der));
            all.put("HS" + bits + " with the public key as PEM", hmac(bits, pem.getBytes(US_ASCII)));
            all.put(
                    "HS" + bits + " with the public key as PEM and newline",
                    hmac(bits, (pem + "\n").getBytes(US_ASCII)));
            all.put(
                    "HS" + bits + " with the published key",
                    hmac(bits, key.toPublicJWK().toJSONString().getBytes(UTF_8)));
        }
    }

    private byte[] publicKey() {
        try {
            return key.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(String bits, byte[] secret) {
        String content = encoded(header(header -> header.put("alg", "HS" + bits))) + "." + encoded(goodClaims());
        try {
            Mac mac = Mac.getInstance("HmacSHA" + bits);
            mac.init(new SecretKeySpec(secret, "HmacSHA" + bits));
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed by the very key of the issuer. */
    private void algorithmsNotConfigured() {
        for (String algorithm : List.of("RS384", "RS512", "PS256", "PS384", "PS512", "rs256", "RS255")) {
            all.put("alg " + algorithm, signed(header -> header.put("alg", algorithm), _ -> {}, key));
        }
    }

    private void claims() {
        long now = Instant.now().getEpochSecond();
        claim("for another audience", claims -> claims.put("aud", "payroll"));
        claim("for several other audiences", claims -> claims.put("aud", List.of("payroll", "lead-ledger-browser")));
        claim("for an audience in another case", claims -> claims.put("aud", "Lead-Ledger"));
        claim("for an audience that begins alike", claims -> claims.put("aud", "lead-ledger-2"));
        claim("for no audience", claims -> claims.remove("aud"));
        claim("for an empty audience", claims -> claims.put("aud", List.of()));
        claim("of another issuer", claims -> claims.put("iss", "https://elsewhere.example"));
        claim("of an issuer that begins alike", claims -> claims.put("iss", issuer + ".elsewhere.example"));
        claim("of an issuer with a slash more", claims -> claims.put("iss", issuer + "/"));
        claim("of no issuer", claims -> claims.remove("iss"));
        claim("expired", claims -> claims.put("exp", now - BEYOND_SKEW));
        claim("expired in 1970", claims -> claims.put("exp", 0));
        claim("without end", claims -> claims.remove("exp"));
        claim("with an end that is a text", claims -> claims.put("exp", "never"));
        claim("not yet valid", claims -> claims.put("nbf", now + BEYOND_SKEW));
        all.put("of a foreign key of the same name", signed(_ -> {}, _ -> {}, attackers));
    }

    private void claim(String flaw, Consumer<Map<String, Object>> change) {
        all.put(flaw, signed(_ -> {}, change, key));
    }

    private void keyIds() {
        List<String> names = List.of(
                "unknown",
                "",
                "../../signing-key.json",
                "/dev/null",
                "../../../../../../dev/null",
                "' or '1'='1",
                "x' union select 'secret",
                "file:///etc/passwd",
                trap,
                "\u0000");
        for (String name : names) {
            all.put("kid '" + name + "'", signed(header -> header.put("kid", name), _ -> {}, attackers));
        }
        all.put("no kid", signed(header -> header.remove("kid"), _ -> {}, attackers));
        all.put("the issuer's key under another name", signed(header -> header.put("kid", "unknown"), _ -> {}, key));
    }

    /** The attacker brings or names a key of its own. */
    private void keysInHeaders() {
        Map<String, Object> jwk = attackers.toPublicJWK().toJSONObject();
        inHeader("jwk", jwk);
        inHeader("jku", trap + "/keys");
        inHeader("x5u", trap + "/certificate");
        inHeader("x5c", List.of(Base64.getEncoder().encodeToString(publicKey())));
        inHeader("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private void inHeader(String name, Object value) {
        all.put(name + " of the attacker", signed(header -> header.put(name, value), _ -> {}, attackers));
        all.put(
                name + " of the attacker, and its kid",
                signed(
                        header -> {
                            header.put(name, value);
                            header.put("kid", "attackers");
                        },
                        _ -> {},
                        attackers));
    }

    /** What must be understood and is not; the issuer's own signature does not help. */
    private void criticalHeaders() {
        all.put(
                "crit of an unknown header",
                signed(
                        header -> {
                            header.put("crit", List.of("urn:example:limit"));
                            header.put("urn:example:limit", 1);
                        },
                        _ -> {},
                        key));
        all.put("crit of an absent header", signed(header -> header.put("crit", List.of("exp")), _ -> {}, key));
    }

    private void types() {
        for (String type : List.of("logout+jwt", "id+jwt", "dpop+jwt", "secevent+jwt", "JOSE", "JWE", "at")) {
            all.put("typ '" + type + "'", signed(header -> header.put("typ", type), _ -> {}, key));
        }
    }

    private void garbled() {
        String good = good();
        String[] parts = good.split("\\.", -1);
        all.put("nonsense", "nonsense");
        all.put("points alone", "..");
        all.put("the header alone", parts[0]);
        all.put("without signature", parts[0] + "." + parts[1]);
        all.put("with an empty signature", parts[0] + "." + parts[1] + ".");
        all.put("with a part more", good + "." + parts[2]);
        all.put("cut short", good.substring(0, good.length() - 10));
        all.put("with a changed signature", parts[0] + "." + parts[1] + "." + flipped(parts[2]));
        all.put("with its parts exchanged", parts[1] + "." + parts[0] + "." + parts[2]);
        Map<String, Object> higher = goodClaims();
        higher.put("role", "ADMIN");
        higher.remove("dealer");
        all.put("with changed claims", parts[0] + "." + encoded(higher) + "." + parts[2]);
        all.put(
                "with a header that is no JSON",
                BASE64.encodeToString("{".getBytes(UTF_8)) + "." + parts[1] + "." + parts[2]);
        all.put("encrypted, as it says", parts[0] + ".." + parts[1] + "." + parts[2] + "." + parts[2]);
        all.put("followed by another", good + "," + good);
        all.put("followed by another, with a space", good + " " + good);
    }

    private static String flipped(String signature) {
        char first = signature.charAt(0);
        return (first == 'A' ? 'B' : 'A') + signature.substring(1);
    }

    private Map<String, Object> goodClaims() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", "lead-ledger");
        claims.put("sub", "u-4711");
        claims.put("role", "AFTERSALES_AGENT");
        claims.put("dealer", "JP-TOKYO");
        claims.put("iat", now);
        claims.put("exp", now + MANY_SECONDS);
        return claims;
    }

    private Map<String, Object> header(Consumer<Map<String, Object>> change) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", key.getKeyID());
        change.accept(header);
        return header;
    }

    private String signed(
            Consumer<Map<String, Object>> headerChange, Consumer<Map<String, Object>> claimsChange, RSAKey by) {
        Map<String, Object> header = header(headerChange);
        Map<String, Object> claims = goodClaims();
        claimsChange.accept(claims);
        String content = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = signature(String.valueOf(header.get("alg")), by.toRSAPrivateKey());
            signature.update(content.getBytes(US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The algorithm of that name, if there is one: what calls itself otherwise is signed as RS256. */
    private static Signature signature(String algorithm, @Nullable PrivateKey by) throws GeneralSecurityException {
        String bits = algorithm.matches("[RP]S(384|512)") ? algorithm.substring(2) : "256";
        Signature signature;
        if (algorithm.startsWith("PS")) {
            signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec(
                    "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
        } else {
            signature = Signature.getInstance("SHA" + bits + "withRSA");
        }
        signature.initSign(by);
        return signature;
    }

    private static String encoded(Map<String, Object> content) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(content));
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("attackers").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
