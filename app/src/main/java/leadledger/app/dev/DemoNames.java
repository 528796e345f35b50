package leadledger.app.dev;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;

/** Invents customers and cars for the demo: common names, reserved mail domains, phone numbers that nobody has. */
final class DemoNames {

    private static final List<String> JAPANESE_FAMILY = List.of(
            "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林",
            "斎藤", "清水", "山崎", "森", "池田", "橋本", "阿部", "石川", "前田", "藤田", "小川", "岡田", "ヤマダ", "ﾀﾅｶ", "髙橋");
    private static final List<String> JAPANESE_GIVEN = List.of(
            "太郎", "花子", "健一", "美咲", "翔太", "陽子", "大輔", "由美", "誠", "恵子", "拓也", "真由美", "和也", "裕子", "直樹", "久美子", "浩", "智子",
            "達也", "明美");
    private static final List<String> ITALIAN_FAMILY = List.of(
            "Rossi",
            "Russo",
            "Ferrari",
            "Esposito",
            "Bianchi",
            "Romano",
            "Colombo",
            "Ricci",
            "Marino",
            "Greco",
            "Bruno",
            "Gallo",
            "Conti",
            "De Luca",
            "Mancini",
            "Costa",
            "Giordano",
            "Rizzo",
            "Lombardi",
            "Moretti",
            "D'Angelo",
            "Fontana",
            "Caruso",
            "Mariani");
    private static final List<String> ITALIAN_GIVEN = List.of(
            "Marco",
            "Giulia",
            "Andrea",
            "Francesca",
            "Luca",
            "Sara",
            "Matteo",
            "Chiara",
            "Alessandro",
            "Elena",
            "Davide",
            "Martina",
            "Niccolò",
            "Valentina",
            "Simone",
            "Federica");
    private static final List<String> JAPANESE_REQUESTS = List.of(
            "車検の見積もりをお願いします。",
            "オイル交換を予約したいです。",
            "エンジンの警告灯が点灯しています。",
            "冬タイヤへの交換を希望します。",
            "保証の延長について知りたいです。",
            "ブレーキから音がします。");
    private static final List<String> ITALIAN_REQUESTS = List.of(
            "Vorrei prenotare il tagliando.",
            "Si è accesa la spia del motore.",
            "Quanto costa il cambio gomme invernali?",
            "Vorrei informazioni sull'estensione di garanzia.",
            "I freni fanno rumore.");
    private static final String VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    private static final String ROMAN = "abcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator random;

    DemoNames(RandomGenerator random) {
        this.random = random;
    }

    RequestDetails customer(String market) {
        return market.equals("JP") ? japanese() : italian();
    }

    private RequestDetails japanese() {
        return request(
                one(JAPANESE_GIVEN),
                one(JAPANESE_FAMILY),
                "+81 90 0000 %04d".formatted(random.nextInt(10_000)),
                "ja",
                "JP",
                one(JAPANESE_REQUESTS));
    }

    private RequestDetails italian() {
        return request(
                one(ITALIAN_GIVEN),
                one(ITALIAN_FAMILY),
                "+39 02 0000 %04d".formatted(random.nextInt(10_000)),
                "it",
                "IT",
                one(ITALIAN_REQUESTS));
    }

    private RequestDetails request(
            String given, String family, String phone, String language, String country, String request) {
        return new RequestDetails(
                given,
                family,
                random.nextInt(5) == 0 ? null : mailbox() + "@example." + country.toLowerCase(Locale.ROOT),
                phone,
                null,
                language,
                country,
                null,
                null,
                null,
                null,
                request,
                List.of(),
                null,
                null);
    }

    private String mailbox() {
        StringBuilder mailbox = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            mailbox.append(ROMAN.charAt(random.nextInt(ROMAN.length())));
        }
        return mailbox.toString();
    }

    /** A VIN of a European or Asian maker, whose check digit is nobody's business. */
    Vin vin() {
        StringBuilder vin = new StringBuilder(random.nextBoolean() ? "ZAM" : "ZFA");
        while (vin.length() < 11) {
            vin.append(VIN_SIGNS.charAt(random.nextInt(VIN_SIGNS.length())));
        }
        return new Vin(vin + "%06d".formatted(random.nextInt(1_000_000)));
    }

    /** A VIN for most, none for some. */
    @Nullable
    Vin vinOrNone() {
        return random.nextInt(4) == 0 ? null : vin();
    }

    <T> T one(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
