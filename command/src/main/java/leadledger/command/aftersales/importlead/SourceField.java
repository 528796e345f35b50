package leadledger.command.aftersales.importlead;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What another system's columns and history fields can be mapped to. */
public enum SourceField {
    /** The lead's id in the other system. */
    ID("id", Kind.ID),
    /** 作成日. */
    CREATED_AT("createdAt", Kind.MOMENT),
    /** 担当ディーラー設定日: from which every clock runs. */
    ASSIGNED_AT("assignedAt", Kind.MOMENT),
    /** 担当ディーラー. */
    DEALER("dealer", Kind.DEALER),
    /** ステータス. */
    STATUS("status", Kind.STATUS),
    /** アフターセールス リードタイプ. */
    LEAD_TYPE("leadType", Kind.LEAD_TYPE),
    /** ソース. */
    SOURCE("source", Kind.SOURCE),
    /** アフターセールス キャンペーン. */
    CAMPAIGN("campaign", Kind.CAMPAIGN),
    /** アフターセールス キャンペーン ノート. */
    CAMPAIGN_NOTE("campaignNote", Kind.NOTE),
    /** VIN. */
    VIN("vin", Kind.VIN),
    /** マスター アフターセールス リード: the id of the lead that this one is a re-contact of. */
    MASTER("masterLead", Kind.ID),
    /** 予約日. */
    APPOINTMENT_AT("appointmentAt", Kind.MOMENT),
    /** Whether the customer wants a reminder. */
    REMIND_CUSTOMER("remindCustomer", Kind.FLAG),
    /** 再連絡日. */
    RECONTACT_ON("recontactOn", Kind.DAY),
    /** 販売なしで終了理由. */
    CLOSE_REASON("closeReason", Kind.CLOSE_REASON),
    /** 所有権の終了. */
    OWNERSHIP_ENDED_ON("ownershipEndedOn", Kind.DAY),
    /** リード管理ノート. */
    MANAGEMENT_NOTE("managementNote", Kind.NOTE),
    /** ファーストネーム. */
    FIRST_NAME("firstName", Kind.NAME),
    /** 苗字. */
    LAST_NAME("lastName", Kind.NAME),
    /** Eメールアドレス. */
    EMAIL("email", Kind.EMAIL),
    /** 連絡先番号. */
    CONTACT_NUMBER("contactNumber", Kind.PHONE),
    /** その他の電話番号. */
    OTHER_PHONE("otherPhone", Kind.PHONE),
    /** 選択言語. */
    PREFERRED_LANGUAGE("preferredLanguage", Kind.LANGUAGE),
    /** 国名. */
    COUNTRY("country", Kind.COUNTRY),
    /** 州名. */
    STATE("state", Kind.ADDRESS),
    /** 都市名. */
    CITY("city", Kind.ADDRESS),
    /** 郵便番号. */
    POSTAL_CODE("postalCode", Kind.PHONE),
    /** お問い合わせ. */
    INQUIRY("inquiry", Kind.NOTE),
    /** 依頼内容. */
    REQUEST("request", Kind.NOTE),
    /** 希望の日時 1. */
    PREFERRED_1("preferredDateTime1", Kind.MOMENT),
    /** 希望の日時 2. */
    PREFERRED_2("preferredDateTime2", Kind.MOMENT),
    /** 希望の日時 3. */
    PREFERRED_3("preferredDateTime3", Kind.MOMENT),
    /** お客様備考. */
    CUSTOMER_REMARKS("customerRemarks", Kind.NOTE),
    /** 追加サービス. */
    ADDITIONAL_SERVICES("additionalServices", Kind.NOTE),
    /** ディーラーの日付けの試み 1, or the box beside it. */
    ATTEMPT_1("attempt1", Kind.ATTEMPT),
    /** The second one. */
    ATTEMPT_2("attempt2", Kind.ATTEMPT),
    /** The third one. */
    ATTEMPT_3("attempt3", Kind.ATTEMPT),
    /** The fourth one. */
    ATTEMPT_4("attempt4", Kind.ATTEMPT),
    /** The fifth one. */
    ATTEMPT_5("attempt5", Kind.ATTEMPT),
    /** By which means the first attempt was made. */
    CHANNEL_1("attempt1Channel", Kind.CHANNEL),
    /** The second one. */
    CHANNEL_2("attempt2Channel", Kind.CHANNEL),
    /** The third one. */
    CHANNEL_3("attempt3Channel", Kind.CHANNEL),
    /** The fourth one. */
    CHANNEL_4("attempt4Channel", Kind.CHANNEL),
    /** The fifth one. */
    CHANNEL_5("attempt5Channel", Kind.CHANNEL),
    /** Whether the first attempt reached the customer. */
    OUTCOME_1("attempt1Outcome", Kind.OUTCOME),
    /** The second one. */
    OUTCOME_2("attempt2Outcome", Kind.OUTCOME),
    /** The third one. */
    OUTCOME_3("attempt3Outcome", Kind.OUTCOME),
    /** The fourth one. */
    OUTCOME_4("attempt4Outcome", Kind.OUTCOME),
    /** The fifth one. */
    OUTCOME_5("attempt5Outcome", Kind.OUTCOME),
    /** 作成: the row of a history that tells of the creation, without values. */
    CREATED("created", Kind.NOTHING),
    /** Known, and of no meaning here. */
    IGNORED("ignored", Kind.NOTHING);

    /** Of which form its values are. */
    public enum Kind {
        /** An id of the other system. */
        ID,
        /** Date and time. */
        MOMENT,
        /** A day. */
        DAY,
        /** Yes or no. */
        FLAG,
        /** A dealer of the market. */
        DEALER,
        /** One of the statuses. */
        STATUS,
        /** One of the lead types. */
        LEAD_TYPE,
        /** A source of reference data. */
        SOURCE,
        /** A campaign of reference data. */
        CAMPAIGN,
        /** A close reason of reference data. */
        CLOSE_REASON,
        /** A channel of a contact attempt. */
        CHANNEL,
        /** An outcome of a contact attempt. */
        OUTCOME,
        /** A VIN. */
        VIN,
        /** A name of a person or company. */
        NAME,
        /** A phone number, or something as short. */
        PHONE,
        /** A part of an address. */
        ADDRESS,
        /** An e-mail address. */
        EMAIL,
        /** ISO 639-1. */
        LANGUAGE,
        /** ISO 3166-1 alpha-2. */
        COUNTRY,
        /** Free text. */
        NOTE,
        /** Date and time, or a box that is ticked. */
        ATTEMPT,
        /** No value is looked at. */
        NOTHING
    }

    /** The five attempts, in order. */
    static final List<SourceField> ATTEMPTS = List.of(ATTEMPT_1, ATTEMPT_2, ATTEMPT_3, ATTEMPT_4, ATTEMPT_5);

    private final String key;
    private final Kind kind;

    SourceField(String key, Kind kind) {
        this.key = key;
        this.kind = kind;
    }

    /** How mappings and errors name it. */
    public String key() {
        return key;
    }

    /** Of which form its values are. */
    public Kind kind() {
        return kind;
    }

    /** The one that mappings name so. */
    public static Optional<SourceField> of(String key) {
        return Stream.of(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    /** 1 to 5 of an attempt, its channel and its outcome. */
    int attempt() {
        return name().charAt(name().length() - 1) - '0';
    }

    /** Whether the customer's request holds it. */
    boolean isOfRequest() {
        return compareTo(FIRST_NAME) >= 0 && compareTo(ADDITIONAL_SERVICES) <= 0;
    }

    /** Whether it only comes by working the lead: a lead begins without. */
    boolean isOfWork() {
        return switch (this) {
            case STATUS, APPOINTMENT_AT, REMIND_CUSTOMER, RECONTACT_ON, CLOSE_REASON, OWNERSHIP_ENDED_ON -> true;
            default -> compareTo(ATTEMPT_1) >= 0 && compareTo(OUTCOME_5) <= 0;
        };
    }
}
