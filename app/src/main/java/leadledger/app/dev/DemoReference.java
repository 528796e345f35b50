package leadledger.app.dev;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import leadledger.events.reference.Names;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.Vin;

/** The reference data that the default run begins with. Nothing here is anybody's: names and cars are made up. */
final class DemoReference {

    private static final ZoneId TOKYO_TIME = ZoneId.of("Asia/Tokyo");
    private static final ZoneId ROME_TIME = ZoneId.of("Europe/Rome");

    private static final Names CATEGORY_NOT_INTERESTED_NOW =
            new Names("今は興味がない", "Not interested now", "Non interessato al momento");
    private static final Names CATEGORY_NOT_REACHED =
            new Names("連絡が取れない", "Customer not reached", "Cliente non raggiunto");
    private static final Names CATEGORY_NOT_ELIGIBLE = new Names("対象外", "Not eligible", "Non idoneo");
    private static final Names CATEGORY_NOT_INTERESTED = new Names("興味がない", "Not interested", "Non interessato");
    private static final Names CATEGORY_OTHER = new Names("その他", "Other", "Altro");

    static final List<DealerDefined> DEALERS = List.of(
            inJapan("JP-TOKYO", "アフターセールス東京 (Tokyo)"),
            inJapan("JP-OSAKA", "アフターセールス大阪 (Osaka)"),
            inJapan("JP-NAGOYA", "アフターセールス名古屋 (Nagoya)"),
            inJapan("JP-YOKOHAMA", "アフターセールス横浜 (Yokohama)"),
            inJapan("JP-FUKUOKA", "アフターセールス福岡 (Fukuoka)"),
            inJapan("JP-SAPPORO", "アフターセールス札幌 (Sapporo)"),
            inJapan("JP-KOBE", "アフターセールス神戸 (Kobe)"),
            inItaly("IT-MILANO", "Assistenza Milano"),
            inItaly("IT-ROMA", "Assistenza Roma"),
            inItaly("IT-TORINO", "Assistenza Torino"),
            inItaly("IT-BOLOGNA", "Assistenza Bologna"),
            inItaly("IT-NAPOLI", "Assistenza Napoli"),
            inItaly("IT-VERONA", "Assistenza Verona"));

    static final List<SourceDefined> SOURCES = List.of(
            source("SPONTANEOUS", "自発的", "Spontaneous", "Spontaneo"),
            source("WEB_FORM", "ウェブフォーム", "Web form", "Modulo web"),
            source("OWNER_APP", "オーナーアプリ", "Owner app", "App proprietari"),
            source("CRM", "CRM", "CRM", "CRM"),
            source("PARK-ANALYSIS", "車両群の分析", "Car park analysis", "Analisi del parco circolante"),
            source("BRAND_SITE", "ブランドウェブサイト", "Brand web site", "Sito del marchio"),
            source("CALL_CENTER", "コールセンター", "Call centre", "Call center"));

    static final List<CampaignDefined> CAMPAIGNS = List.of(
            campaign("SPONTANEOUS_DEALER", "自発的 (ディーラー)", "Spontaneous (dealer)", "Spontaneo (concessionario)"),
            campaign("SERVICE_REMINDER", "サービスのリマインダー", "Service reminder", "Promemoria tagliando"),
            campaign("WARRANTY_END_REMINDER", "保証終了のリマインダー", "End-of-warranty reminder", "Promemoria fine garanzia"),
            campaign("SEASONAL_PROMOTION", "季節限定プロモーション", "Seasonal promotion", "Promozione stagionale"),
            campaign("WINTER-CHECK-2026", "冬の点検 2026", "Winter check 2026", "Controllo invernale 2026"),
            campaign("WINTER-2026", "冬のプロモーション 2026", "Winter promotion 2026", "Promozione invernale 2026"),
            campaign("SERVICE_REQUEST", "サービスのご依頼", "Service request", "Richiesta di assistenza"));

    /** What sales leads are about. */
    static final List<CampaignDefined> SALES_CAMPAIGNS = List.of(
            campaign("SPRING_TEST_DRIVE", "春の試乗キャンペーン", "Spring test drives", "Test drive di primavera"),
            campaign("WEEKEND_FAIR", "週末フェア", "Weekend fair", "Porte aperte del fine settimana"),
            campaign("NEW_MODEL", "新型モデルのご案内", "New model", "Nuovo modello"));

    static final List<CloseReasonDefined> CLOSE_REASONS = List.of(
            reason(
                    "RE_CONTACT",
                    "再コンタクト",
                    "Re-contact",
                    "Ricontatto",
                    "NOT_INTERESTED_NOW",
                    CATEGORY_NOT_INTERESTED_NOW),
            reason(
                    "NO_NEED_NOW",
                    "今は必要がない",
                    "No need at present",
                    "Nessuna necessità al momento",
                    "NOT_INTERESTED_NOW",
                    CATEGORY_NOT_INTERESTED_NOW),
            reason(
                    "NO_ANSWER",
                    "何度連絡しても応答がない",
                    "No answer after repeated attempts",
                    "Nessuna risposta dopo più tentativi",
                    "NOT_REACHED",
                    CATEGORY_NOT_REACHED),
            reason(
                    "WRONG_CONTACT_DATA",
                    "連絡先が正しくない",
                    "Wrong contact data",
                    "Recapiti errati",
                    "NOT_REACHED",
                    CATEGORY_NOT_REACHED),
            reason(
                    "NO_LONGER_OWNER",
                    "現在の所有者ではない/車両が売却された",
                    "No longer the owner / car sold",
                    "Non più proprietario / vettura venduta",
                    "NOT_ELIGIBLE",
                    CATEGORY_NOT_ELIGIBLE),
            reason(
                    "CAR_NOT_INCLUDED",
                    "車両がキャンペーン/サービスの対象ではない",
                    "Car not included in campaign or service",
                    "Vettura non inclusa nella campagna o nel servizio",
                    "NOT_ELIGIBLE",
                    CATEGORY_NOT_ELIGIBLE),
            reason(
                    "TIME_FRAME_NOT_POSSIBLE",
                    "希望の時間枠に対応できない",
                    "Time frame cannot be met",
                    "Tempistiche non realizzabili",
                    "NOT_ELIGIBLE",
                    CATEGORY_NOT_ELIGIBLE),
            reason(
                    "SERVICED_ELSEWHERE",
                    "他の工場を利用",
                    "Serviced elsewhere",
                    "Assistenza presso altra officina",
                    "NOT_INTERESTED",
                    CATEGORY_NOT_INTERESTED),
            reason("PRICE", "価格", "Price", "Prezzo", "NOT_INTERESTED", CATEGORY_NOT_INTERESTED),
            reason(
                    "OFFER_NOT_INTERESTING",
                    "オファーに興味がない",
                    "Offer not of interest",
                    "Offerta non di interesse",
                    "NOT_INTERESTED",
                    CATEGORY_NOT_INTERESTED),
            reason("OTHER", "その他", "Other", "Altro", "OTHER", CATEGORY_OTHER));

    static final List<VehicleRegistered> VEHICLES = List.of(
            vehicle("ZAM57XSA0E1111111", "Coupé 4.2 V8", 2018, 4000),
            vehicle("ZAM57XSA0E1111112", "Berlina 3.0 V6", 2019, 7731),
            vehicle("ZFA31200000123456", "SUV 3.0 V6 AWD", 2020, 11462),
            vehicle("WVWZZZ1KZAW000001", "Cabriolet 4.7 V8", 2021, 15193),
            vehicle("JHMCM56557C404453", "SUV 2.0 Hybrid", 2022, 18924),
            vehicle("1M8GDM9AXKP042788", "Coupé 4.2 V8", 2023, 22655),
            vehicle("ZAM50YTL0J2000001", "Berlina 3.0 V6", 2024, 26386),
            vehicle("ZAM51YTL0J2000138", "SUV 3.0 V6 AWD", 2025, 30117),
            vehicle("ZAM52YTL0J2000275", "Cabriolet 4.7 V8", 2018, 33848),
            vehicle("ZAM53YTL0J2000412", "SUV 2.0 Hybrid", 2019, 37579),
            vehicle("ZAM54YTL0J2000549", "Coupé 4.2 V8", 2020, 41310),
            vehicle("ZAM50YTL0J2000686", "Berlina 3.0 V6", 2021, 45041),
            vehicle("ZAM51YTL0J2000823", "SUV 3.0 V6 AWD", 2022, 48772),
            vehicle("ZAM52YTL0J2000960", "Cabriolet 4.7 V8", 2023, 52503),
            vehicle("ZAM53YTL0J2001097", "SUV 2.0 Hybrid", 2024, 56234),
            vehicle("ZAM54YTL0J2001234", "Coupé 4.2 V8", 2025, 59965),
            vehicle("ZAM50YTL0J2001371", "Berlina 3.0 V6", 2018, 63696),
            vehicle("ZAM51YTL0J2001508", "SUV 3.0 V6 AWD", 2019, 67427),
            vehicle("ZAM52YTL0J2001645", "Cabriolet 4.7 V8", 2020, 71158),
            vehicle("ZAM53YTL0J2001782", "SUV 2.0 Hybrid", 2021, 74889));

    private DemoReference() {}

    private static DealerDefined inJapan(String code, String name) {
        return new DealerDefined(new DealerId(code), name, "JP", TOKYO_TIME, email(code), true);
    }

    private static DealerDefined inItaly(String code, String name) {
        return new DealerDefined(new DealerId(code), name, "IT", ROME_TIME, email(code), true);
    }

    /** Such as {@code service@tokyo.example} of {@code JP-TOKYO}: in a domain that nobody can have. */
    private static String email(String code) {
        return "service@" + code.substring(code.indexOf('-') + 1).toLowerCase(Locale.ROOT) + ".example";
    }

    private static SourceDefined source(String code, String ja, String en, String it) {
        return new SourceDefined(code, new Names(ja, en, it), true);
    }

    private static CampaignDefined campaign(String code, String ja, String en, String it) {
        return new CampaignDefined(code, new Names(ja, en, it), true);
    }

    private static CloseReasonDefined reason(
            String code, String ja, String en, String it, String category, Names categoryNames) {
        return new CloseReasonDefined(code, new Names(ja, en, it), category, categoryNames, true);
    }

    /** Three years of warranty from April of a year on, and another two bought for it. */
    private static VehicleRegistered vehicle(String vin, String model, int year, int mileage) {
        LocalDate start = LocalDate.of(year, 4, 1);
        LocalDate end = start.plusYears(3).minusDays(1);
        return new VehicleRegistered(
                new Vin(vin),
                model,
                start,
                end,
                "Extended warranty",
                end.plusDays(1),
                end.plusYears(2),
                11_000,
                mileage,
                null);
    }
}
