package leadledger.app.dev;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leadledger.events.shared.Role;
import org.springframework.http.HttpHeaders;

/** The words of the sign-in pages in one of the service's languages; names of roles, each with the place it is for. */
record SignInWords(
        Locale locale,
        String signIn,
        String user,
        String password,
        String refused,
        String chooseProfile,
        String goOn,
        String somebodyElse,
        String hint,
        Map<Role, String> roles) {

    /** The default: what is not asked for in one of the others. */
    private static final SignInWords ENGLISH = new SignInWords(
            Locale.ENGLISH,
            "Sign in",
            "User",
            "Password",
            "This user or this password is not known.",
            "Choose the aftersales profile",
            "Continue",
            "Sign in as somebody else",
            "Demo run: every user's password is “demo”.",
            Map.of(
                    Role.AFTERSALES_AGENT, "Aftersales agent",
                    Role.AFTERSALES_MANAGER, "Aftersales manager",
                    Role.CALL_CENTER, "Call centre",
                    Role.OUTLET_MANAGER, "Store / sales manager",
                    Role.SALES_STAFF, "Sales staff",
                    Role.SALES_ASSISTANT, "Sales assistant",
                    Role.HQ, "Headquarters",
                    Role.AUDITOR, "Auditor",
                    Role.PRIVACY_OFFICER, "Privacy officer",
                    Role.ADMIN, "Administrator"));

    private static final SignInWords JAPANESE = new SignInWords(
            Locale.JAPANESE,
            "ログイン",
            "ユーザー",
            "パスワード",
            "ユーザーまたはパスワードが正しくありません。",
            "アフターセールスプロフィールを選択",
            "続ける",
            "別のユーザーでログイン",
            "デモ環境: すべてのユーザーのパスワードは「demo」です。",
            Map.of(
                    Role.AFTERSALES_AGENT, "アフターセールス担当者",
                    Role.AFTERSALES_MANAGER, "アフターセールスマネージャー",
                    Role.CALL_CENTER, "コールセンター",
                    Role.OUTLET_MANAGER, "店長 / セールスマネージャー",
                    Role.SALES_STAFF, "セールススタッフ",
                    Role.SALES_ASSISTANT, "セールスアシスタント",
                    Role.HQ, "本社",
                    Role.AUDITOR, "監査人",
                    Role.PRIVACY_OFFICER, "個人情報保護責任者",
                    Role.ADMIN, "システム管理者"));

    private static final SignInWords ITALIAN = new SignInWords(
            Locale.ITALIAN,
            "Accesso",
            "Utente",
            "Password",
            "Utente o password non corretti.",
            "Seleziona il profilo aftersales",
            "Continua",
            "Accedi con un altro utente",
            "Ambiente demo: la password di ogni utente è «demo».",
            Map.of(
                    Role.AFTERSALES_AGENT, "Addetto aftersales",
                    Role.AFTERSALES_MANAGER, "Responsabile aftersales",
                    Role.CALL_CENTER, "Call center",
                    Role.OUTLET_MANAGER, "Responsabile del punto vendita",
                    Role.SALES_STAFF, "Addetto alle vendite",
                    Role.SALES_ASSISTANT, "Assistente alle vendite",
                    Role.HQ, "Sede centrale",
                    Role.AUDITOR, "Revisore",
                    Role.PRIVACY_OFFICER, "Responsabile della protezione dei dati",
                    Role.ADMIN, "Amministratore"));

    private static final List<SignInWords> ALL = List.of(ENGLISH, JAPANESE, ITALIAN);

    /** The best of {@code Accept-Language}. */
    static SignInWords of(HttpServletRequest request) {
        String accepted = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)));
        if (accepted.isBlank()) {
            return ENGLISH;
        }
        try {
            List<Locale> ours = ALL.stream().map(SignInWords::locale).toList();
            Locale best = Locale.lookup(Locale.LanguageRange.parse(accepted), ours);
            return ALL.stream()
                    .filter(words -> words.locale.equals(best))
                    .findAny()
                    .orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            // A header that nobody can read asks for nothing.
            return ENGLISH;
        }
    }

    String languageTag() {
        return locale.toLanguageTag();
    }

    /** As a person reads it: the role, and where. */
    String profile(DemoProfile profile) {
        String role = roles.getOrDefault(profile.role(), profile.role().name());
        return profile.hasPlace() ? role + " · " + profile.place() : role;
    }
}
