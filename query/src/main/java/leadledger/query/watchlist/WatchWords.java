package leadledger.query.watchlist;

import java.util.Locale;
import leadledger.events.reference.Names;
import leadledger.events.sla.watch.SignKind;

/**
 * What a sign is called and what it means. No sign says that anybody did wrong, and so the words do not.
 *
 * @param names what it is called
 * @param meaning what it means
 */
record WatchWords(Names names, Names meaning) {

    static WatchWords of(SignKind kind) {
        return switch (kind) {
            case DIFFERS_BY_CLAIMED_TIME ->
                new WatchWords(
                        new Names(
                                "申告時刻で判定が変わる",
                                "Verdict differs by claimed time",
                                "L'esito cambia con l'ora dichiarata"),
                        new Names(
                                "記録時刻による判定と、申告された時刻による判定が異なります。後からまとめて入力した場合にも起こります。",
                                "The verdict by recorded time is not the one by the claimed time. Calls that are written down later are"
                                        + " an ordinary cause.",
                                "L'esito secondo l'ora di registrazione non è quello secondo l'ora dichiarata. Accade anche quando una"
                                        + " telefonata è annotata più tardi."));
            case ATTEMPT_IN_MINUTE_OF_ASSIGNMENT ->
                new WatchWords(
                        new Names(
                                "割り当てと同じ1分以内の連絡",
                                "Attempt in the minute of assignment",
                                "Tentativo nel minuto dell'assegnazione"),
                        new Names(
                                "割り当て（セールスでは送客）から60秒以内に、連絡の試み（初回フォロー）が記録されました。お客様との電話中に" + "リードを登録した場合にも起こります。",
                                "An attempt, or a first follow-up, was recorded within 60 seconds of the assignment or delivery. A lead"
                                        + " that is entered during the customer's call is an ordinary cause.",
                                "Un tentativo, o un primo follow-up, è stato registrato entro 60 secondi dall'assegnazione o consegna."
                                        + " Accade anche quando il lead è inserito durante la telefonata del cliente."));
            case BATCHED_ATTEMPTS ->
                new WatchWords(
                        new Names("まとめて記録された連絡", "Attempts recorded in a batch", "Tentativi registrati in blocco"),
                        new Names(
                                "同じユーザーが60秒以内に5件以上のリードで連絡の試み（フォローの更新）を記録しました。電話の後でまとめて入力した" + "場合にも起こります。",
                                "One user recorded attempts, or follow-up updates, on at least 5 leads within 60 seconds. A list that is"
                                        + " entered after the calls is an ordinary cause.",
                                "Un utente ha registrato tentativi, o aggiornamenti di follow-up, su almeno 5 lead entro 60 secondi."
                                        + " Accade anche quando un elenco è inserito dopo le telefonate."));
            case CLOSED_JUST_BEFORE_DEADLINE ->
                new WatchWords(
                        new Names("期限直前の完了", "Stopped just before the deadline", "Fermato poco prima della scadenza"),
                        new Names(
                                "期限までの残りが制限時間の1%以下のときに、計測が止まりました。",
                                "The clock was stopped with one per cent of the limit or less left before the deadline.",
                                "Il conteggio è stato fermato quando restava l'uno per cento del limite o meno."));
            case RECONTACT_CHAIN ->
                new WatchWords(
                        new Names("再連絡の連鎖", "Chain of re-contacts", "Catena di ricontatti"),
                        new Names(
                                "再連絡によって3件以上のリードが続いています。リードごとに計測は新しく始まります。お客様の希望による場合もあります。",
                                "Three leads or more came of each other by re-contact, each with clocks of its own. The customer may have"
                                        + " wished so.",
                                "Tre o più lead sono nati l'uno dall'altro per ricontatto, ciascuno con i propri conteggi. Può averlo"
                                        + " chiesto il cliente."));
            case LATE_CORRECTION ->
                new WatchWords(
                        new Names("期限後の時刻訂正", "Time corrected after the limit", "Ora corretta dopo il limite"),
                        new Names(
                                "制限時間を過ぎてから記録された訂正により、申告時刻が制限時間内になりました。入力誤りの訂正の場合もあります。",
                                "A correction recorded after the limit had passed brought the claimed time within it. It may put a slip"
                                        + " right.",
                                "Una correzione registrata dopo il limite ha portato l'ora dichiarata entro il limite. Può rimediare a"
                                        + " un errore di inserimento."));
        };
    }

    String title(Locale language) {
        return in(names, language);
    }

    String description(Locale language) {
        return in(meaning, language);
    }

    private static String in(Names names, Locale language) {
        return switch (language.getLanguage()) {
            case "ja" -> names.ja();
            case "it" -> names.it();
            default -> names.en();
        };
    }
}
