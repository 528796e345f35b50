package leadledger.events.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leadledger.events.aftersales.AftersalesEvent;
import leadledger.events.aftersales.AftersalesEvent.AppointmentBooked;
import leadledger.events.aftersales.AftersalesEvent.BookingBecameFinal;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptCorrected;
import leadledger.events.aftersales.AftersalesEvent.ContactAttemptRecorded;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithSale;
import leadledger.events.aftersales.AftersalesEvent.LeadClosedWithoutSale;
import leadledger.events.aftersales.AftersalesEvent.LeadCreated;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.AftersalesEvent.LeadLost;
import leadledger.events.aftersales.AftersalesEvent.LeadReassigned;
import leadledger.events.aftersales.AftersalesEvent.RecontactAgreed;
import leadledger.events.aftersales.AftersalesEvent.RecontactLeadCreated;
import leadledger.events.aftersales.AftersalesEvent.RecontactMoved;
import leadledger.events.aftersales.AftersalesEvent.RecontactedFrom;
import leadledger.events.aftersales.ContactChannel;
import leadledger.events.aftersales.ContactOutcome;
import leadledger.events.aftersales.LeadType;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.calendar.BusinessHours;
import leadledger.events.calendar.Shift;
import leadledger.events.calendar.SpecialDay;
import leadledger.events.dispute.DisputeOutcome;
import leadledger.events.dispute.DisputeReason;
import leadledger.events.dispute.DisputeStep;
import leadledger.events.mail.GiveUpReason;
import leadledger.events.mail.MailEvent;
import leadledger.events.mail.MailEvent.MailGivenUp;
import leadledger.events.mail.MailEvent.MailRetryOrdered;
import leadledger.events.mail.MailEvent.MailSent;
import leadledger.events.mail.MailKind;
import leadledger.events.mail.Recipient;
import leadledger.events.reference.KpiTargets;
import leadledger.events.reference.Names;
import leadledger.events.reference.PolicyVersion;
import leadledger.events.reference.ReferenceEvent;
import leadledger.events.reference.ReferenceEvent.BusinessHoursDefined;
import leadledger.events.reference.ReferenceEvent.CampaignDefined;
import leadledger.events.reference.ReferenceEvent.CloseReasonDefined;
import leadledger.events.reference.ReferenceEvent.DealerDefined;
import leadledger.events.reference.ReferenceEvent.KpiTargetsDefined;
import leadledger.events.reference.ReferenceEvent.OutletDefined;
import leadledger.events.reference.ReferenceEvent.Post;
import leadledger.events.reference.ReferenceEvent.SourceDefined;
import leadledger.events.reference.ReferenceEvent.UserDefined;
import leadledger.events.reference.ReferenceEvent.VehicleRegistered;
import leadledger.events.sales.ActivityKind;
import leadledger.events.sales.ContactMeans;
import leadledger.events.sales.ContractResult;
import leadledger.events.sales.CurrentCar;
import leadledger.events.sales.DeliveryKind;
import leadledger.events.sales.Extra;
import leadledger.events.sales.InitialOutcome;
import leadledger.events.sales.LeadQueue;
import leadledger.events.sales.Powertrain;
import leadledger.events.sales.Proposal;
import leadledger.events.sales.ProviderId;
import leadledger.events.sales.PurchaseHorizon;
import leadledger.events.sales.SalesEvent;
import leadledger.events.sales.SalesEvent.ActivityPlanned;
import leadledger.events.sales.SalesEvent.ActivityUpdated;
import leadledger.events.sales.SalesEvent.AppraisalDone;
import leadledger.events.sales.SalesEvent.ApprovalRequested;
import leadledger.events.sales.SalesEvent.CarAppraisalSaved;
import leadledger.events.sales.SalesEvent.CarCommunicationSaved;
import leadledger.events.sales.SalesEvent.CarDetailsSaved;
import leadledger.events.sales.SalesEvent.CarRegistrationSaved;
import leadledger.events.sales.SalesEvent.ContractCorrected;
import leadledger.events.sales.SalesEvent.ContractRecorded;
import leadledger.events.sales.SalesEvent.DeliveryHeld;
import leadledger.events.sales.SalesEvent.FeedbackGiven;
import leadledger.events.sales.SalesEvent.FollowUpTaskUpdated;
import leadledger.events.sales.SalesEvent.HeldDeliveryCancelled;
import leadledger.events.sales.SalesEvent.HeldDeliveryMoved;
import leadledger.events.sales.SalesEvent.LeadAssigned;
import leadledger.events.sales.SalesEvent.LeadCaptured;
import leadledger.events.sales.SalesEvent.LeadCommented;
import leadledger.events.sales.SalesEvent.LeadCompleted;
import leadledger.events.sales.SalesEvent.LeadConverted;
import leadledger.events.sales.SalesEvent.LeadDelivered;
import leadledger.events.sales.SalesEvent.LeadMarkedOutOfScope;
import leadledger.events.sales.SalesEvent.LeadNotConverted;
import leadledger.events.sales.SalesEvent.OutOfScopeMarkTakenBack;
import leadledger.events.sales.SalesEvent.TestDriveDone;
import leadledger.events.sales.TaskState;
import leadledger.events.sales.Utm;
import leadledger.events.sales.Wishes;
import leadledger.events.shared.Consents;
import leadledger.events.shared.Customer;
import leadledger.events.shared.DealerId;
import leadledger.events.shared.LeadId;
import leadledger.events.shared.MarketId;
import leadledger.events.shared.OutletId;
import leadledger.events.shared.Role;
import leadledger.events.shared.UserId;
import leadledger.events.shared.Vin;
import leadledger.events.sla.PolicyTerms;
import leadledger.events.sla.Sla;
import leadledger.events.sla.SlaPolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every revision that was ever stored, as a file {@code approved-events/<type>.<revision>.json}. A file is never edited,
 * only joined by that of the next revision; then its sample here becomes what its upcasters make of it.
 */
@DisplayName("LG-02: what was stored once can be read for ever")
class ApprovedEventsTest {

    private static final OutletId SHIBUYA = new OutletId("JP-TOKYO.SHIBUYA");

    private static final UUID DISPUTE = UUID.fromString("019abcde-0000-7000-8000-00000000000d");

    private static final Map<String, Object> SAMPLES = Map.ofEntries(
            Map.entry(
                    "aftersales.lead-created.1",
                    new LeadCreated(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                            "AL-2026-000123",
                            new DealerId("JP-TOKYO"),
                            LeadType.HQ_DRIVEN,
                            "PARK-ANALYSIS",
                            "WINTER-CHECK-2026",
                            "冬の点検",
                            new Vin("ZFA31200000123456"),
                            request(),
                            consents())),
            Map.entry(
                    "aftersales.dispute-opened.1",
                    new AftersalesEvent.DisputeOpened(new DisputeStep.Opened(
                            DISPUTE,
                            Sla.SLA1,
                            1,
                            DisputeReason.RECORDED_LATE,
                            "7月1日に電話済み",
                            List.of("PBX-2022-07-01")))),
            Map.entry(
                    "aftersales.dispute-question-asked.1",
                    new AftersalesEvent.DisputeQuestionAsked(new DisputeStep.QuestionAsked(DISPUTE, "通話記録は?"))),
            Map.entry(
                    "aftersales.dispute-question-answered.1",
                    new AftersalesEvent.DisputeQuestionAnswered(
                            new DisputeStep.QuestionAnswered(DISPUTE, "添付しました", List.of("PBX-2022-07-01/17")))),
            Map.entry(
                    "aftersales.dispute-decided.1",
                    new AftersalesEvent.DisputeDecided(new DisputeStep.Decided(
                            DISPUTE, DisputeOutcome.CORRECTED, Instant.parse("2022-07-01T20:00:00Z"), "通話記録を確認"))),
            Map.entry(
                    "aftersales.dispute-reopened.1",
                    new AftersalesEvent.DisputeReopened(new DisputeStep.Reopened(DISPUTE, "別の通話だった"))),
            Map.entry(
                    "sales.dispute-opened.1",
                    new SalesEvent.DisputeOpened(new DisputeStep.Opened(
                            DISPUTE,
                            Sla.FIRST_FOLLOW_UP,
                            1,
                            DisputeReason.RECORDED_LATE,
                            "7月1日に電話済み",
                            List.of("PBX-2022-07-01")))),
            Map.entry(
                    "sales.dispute-question-asked.1",
                    new SalesEvent.DisputeQuestionAsked(new DisputeStep.QuestionAsked(DISPUTE, "通話記録は?"))),
            Map.entry(
                    "sales.dispute-question-answered.1",
                    new SalesEvent.DisputeQuestionAnswered(
                            new DisputeStep.QuestionAnswered(DISPUTE, "添付しました", List.of("PBX-2022-07-01/17")))),
            Map.entry(
                    "sales.dispute-decided.1",
                    new SalesEvent.DisputeDecided(new DisputeStep.Decided(
                            DISPUTE, DisputeOutcome.CORRECTED, Instant.parse("2022-07-01T20:00:00Z"), "回線障害"))),
            Map.entry(
                    "sales.dispute-reopened.1",
                    new SalesEvent.DisputeReopened(new DisputeStep.Reopened(DISPUTE, "別の通話だった"))),
            Map.entry("reference.policy-proposed.1", new ReferenceEvent.PolicyProposed(policy())),
            Map.entry("reference.policy-activated.1", new ReferenceEvent.PolicyActivated(policy())),
            Map.entry("reference.policy-withdrawn.1", new ReferenceEvent.PolicyWithdrawn(policy())),
            Map.entry(
                    "aftersales.contact-attempt-recorded.1",
                    new ContactAttemptRecorded(
                            2,
                            ContactChannel.OTHER_MESSAGING,
                            ContactOutcome.NOT_REACHED,
                            Instant.parse("2026-11-22T01:02:03.456Z"))),
            Map.entry(
                    "aftersales.contact-attempt-corrected.1",
                    new ContactAttemptCorrected(
                            2,
                            ContactChannel.TEXT_MESSAGE,
                            ContactOutcome.REACHED,
                            Instant.parse("2026-11-22T01:02:03Z"),
                            "押し間違い")),
            Map.entry(
                    "aftersales.appointment-booked.1",
                    new AppointmentBooked(Instant.parse("2026-12-24T06:30:00Z"), true)),
            Map.entry(
                    "aftersales.lead-closed-with-sale.1",
                    new LeadClosedWithSale(new Vin("ZFA31200000123456"), "来店\n成約")),
            Map.entry(
                    "aftersales.lead-closed-without-sale.1",
                    new LeadClosedWithoutSale("NO_LONGER_OWNER", "VEHICLE", "売却済み", LocalDate.of(2026, 10, 31))),
            Map.entry(
                    "aftersales.recontact-agreed.1",
                    new RecontactAgreed(LocalDate.of(2027, 4, 1), Instant.parse("2027-03-31T15:00:00Z"))),
            Map.entry(
                    "aftersales.recontact-moved.1",
                    new RecontactMoved(LocalDate.of(2027, 5, 1), Instant.parse("2027-04-30T15:00:00Z"))),
            Map.entry(
                    "aftersales.recontact-lead-created.1",
                    new RecontactLeadCreated(new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000002")))),
            Map.entry(
                    "aftersales.recontacted-from.1",
                    new RecontactedFrom(new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")))),
            Map.entry("aftersales.lead-lost.1", new LeadLost()),
            Map.entry("aftersales.booking-became-final.1", new BookingBecameFinal()),
            Map.entry("aftersales.lead-reassigned.1", new LeadReassigned(new DealerId("JP-OSAKA"), "転居のため")),
            Map.entry("aftersales.lead-edited.1", new LeadEdited(request(), new Vin("ZFA31200000123456"), "午後に電話")),
            Map.entry(
                    "sales.lead-captured.1",
                    new LeadCaptured(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000003")),
                            "SL-2026-000123",
                            new LeadQueue(new MarketId("JP"), "JEEP"),
                            "WEB_FORM",
                            "SPRING-2026",
                            new Utm("spring_2026", "search", "cpc", "四駆 試乗", "banner-2"),
                            customer(),
                            wishes(),
                            "平日の夕方に連絡希望",
                            carDetails(),
                            consents(),
                            Instant.parse("2026-11-21T23:59:59.999Z"),
                            List.of(new ProviderId("portal.example", "4711"), new ProviderId("form", "A-1")),
                            List.of(new Extra("prospect/customer/timeframe/@unit", "週末")))),
            Map.entry("sales.lead-commented.1", new LeadCommented("土曜日の午前に電話\n家族と相談中")),
            Map.entry("sales.lead-completed.1", new LeadCompleted(customer(), wishes(), consents())),
            Map.entry("sales.delivery-held.1", new DeliveryHeld(SHIBUYA, Instant.parse("2026-11-23T01:00:00Z"))),
            Map.entry("sales.held-delivery-moved.1", new HeldDeliveryMoved(Instant.parse("2026-11-24T01:00:00Z"))),
            Map.entry("sales.held-delivery-cancelled.1", new HeldDeliveryCancelled()),
            Map.entry(
                    "sales.lead-delivered.1",
                    new LeadDelivered(SHIBUYA, DeliveryKind.HELD, Instant.parse("2026-11-24T01:00:00Z"))),
            Map.entry("sales.lead-assigned.1", new LeadAssigned(new UserId("shibuya-staff"))),
            Map.entry("sales.lead-marked-out-of-scope.1", new LeadMarkedOutOfScope("いたずら")),
            Map.entry("sales.out-of-scope-mark-taken-back.1", new OutOfScopeMarkTakenBack()),
            Map.entry(
                    "sales.follow-up-task-updated.1",
                    new FollowUpTaskUpdated(
                            TaskState.IN_PROGRESS,
                            ContactMeans.OTHER_MESSAGING,
                            Proposal.TEST_DRIVE,
                            InitialOutcome.APPOINTMENT_AGREED,
                            "日曜日に来店")),
            Map.entry(
                    "sales.activity-planned.1",
                    new ActivityPlanned(
                            1,
                            new UserId("shibuya-staff"),
                            ActivityKind.APPOINTMENT,
                            "試乗",
                            Instant.parse("2026-11-29T02:00:00Z"),
                            "赤い車を用意")),
            Map.entry("sales.activity-updated.1", new ActivityUpdated(1, TaskState.CLOSED, "家族も試乗")),
            Map.entry("sales.car-details-saved.1", new CarDetailsSaved(carDetails())),
            Map.entry(
                    "sales.car-registration-saved.1",
                    new CarRegistrationSaved(new CurrentCar.Registration(
                            "品川 300 あ 00-00", LocalDate.of(2019, 4, 1), LocalDate.of(2028, 3, 31), "山田 太郎"))),
            Map.entry(
                    "sales.car-appraisal-saved.1",
                    new CarAppraisalSaved(
                            new CurrentCar.Appraisal("右前ドアに傷", true, LocalDate.of(2026, 11, 29), 1_250_000L))),
            Map.entry(
                    "sales.car-communication-saved.1",
                    new CarCommunicationSaved(
                            new CurrentCar.Communication("年内に代替", 1_400_000L, 300_000L, "下取りを条件に検討"))),
            Map.entry("sales.test-drive-done.1", new TestDriveDone(LocalDate.of(2026, 11, 29), "SUV 2.0 Hybrid", "好評")),
            Map.entry("sales.appraisal-done.1", new AppraisalDone(LocalDate.of(2026, 11, 29), 1_250_000L, "店頭査定")),
            Map.entry("sales.approval-requested.1", new ApprovalRequested("値引き5%")),
            Map.entry("sales.feedback-given.1", new FeedbackGiven("承認します", true)),
            Map.entry("sales.lead-converted.1", new LeadConverted("OP-2026-000123")),
            Map.entry("sales.contract-recorded.1", new ContractRecorded(ContractResult.WON)),
            Map.entry("sales.contract-corrected.1", new ContractCorrected(ContractResult.LOST, "契約取消")),
            Map.entry("sales.lead-not-converted.1", new LeadNotConverted("他社で購入")),
            Map.entry(
                    "mail.sent.1",
                    new MailSent(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                            UUID.fromString("d3b07384-d113-3ec4-9d3f-000000000001"),
                            MailKind.CONFIRMATION,
                            Recipient.CUSTOMER,
                            null,
                            "<d3b07384-d113-3ec4-9d3f-000000000001@mail.example.jp>")),
            Map.entry(
                    "mail.sent.2",
                    new MailSent(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                            UUID.fromString("d3b07384-d113-3ec4-9d3f-000000000003"),
                            MailKind.SALES_LEAD_DELIVERED,
                            Recipient.OUTLET_MANAGER,
                            new UserId("u-4711"),
                            "<d3b07384-d113-3ec4-9d3f-000000000003@mail.example.jp>")),
            Map.entry(
                    "mail.given-up.1",
                    new MailGivenUp(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                            UUID.fromString("d3b07384-d113-3ec4-9d3f-000000000002"),
                            MailKind.REMINDER,
                            Recipient.DEALER,
                            null,
                            GiveUpReason.RECIPIENT_REFUSED)),
            Map.entry(
                    "mail.given-up.2",
                    new MailGivenUp(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                            UUID.fromString("d3b07384-d113-3ec4-9d3f-000000000004"),
                            MailKind.SALES_LEAD_ASSIGNED,
                            Recipient.OWNER,
                            new UserId("u-4711"),
                            GiveUpReason.NO_ADDRESS)),
            Map.entry(
                    "mail.retry-ordered.1",
                    new MailRetryOrdered(
                            new LeadId(UUID.fromString("019abcde-0000-7000-8000-000000000001")),
                            UUID.fromString("d3b07384-d113-3ec4-9d3f-000000000002"))),
            Map.entry(
                    "reference.campaign-defined.1",
                    new CampaignDefined(
                            "SERVICE_REMINDER",
                            new Names("サービスのリマインダー", "Service reminder", "Promemoria tagliando"),
                            true)),
            Map.entry(
                    "reference.source-defined.1",
                    new SourceDefined("SPONTANEOUS", new Names("自発的", "Spontaneous", "Spontaneo"), false)),
            Map.entry(
                    "reference.close-reason-defined.1",
                    new CloseReasonDefined(
                            "OTHER",
                            new Names("その他", "Other", "Altro"),
                            "OTHER_REASONS",
                            new Names("その他の理由", "Other reasons", "Altri motivi"),
                            true)),
            Map.entry(
                    "reference.dealer-defined.1",
                    new DealerDefined(
                            new DealerId("IT-MILANO"), "Officina Milano", "IT", ZoneId.of("Europe/Rome"), null, true)),
            Map.entry(
                    "reference.dealer-defined.2",
                    new DealerDefined(
                            new DealerId("IT-MILANO"),
                            "Officina Milano",
                            "IT",
                            ZoneId.of("Europe/Rome"),
                            "service@milano.example",
                            true)),
            Map.entry(
                    "reference.vehicle-registered.1",
                    new VehicleRegistered(
                            new Vin("ZFA31200000123456"),
                            "Berlina 3.0 V6",
                            LocalDate.of(2023, 4, 1),
                            LocalDate.of(2026, 3, 31),
                            "延長保証",
                            LocalDate.of(2026, 4, 1),
                            LocalDate.of(2028, 3, 31),
                            11_500,
                            38_200,
                            LocalDate.of(2026, 10, 31))),
            Map.entry(
                    "reference.outlet-defined.1",
                    new OutletDefined(SHIBUYA, "渋谷店", List.of("ALFA", "JEEP"), ZoneId.of("Asia/Tokyo"), true)),
            Map.entry(
                    "reference.user-defined.1",
                    new UserDefined(
                            new UserId("shibuya-manager"),
                            "佐藤 健一",
                            "kenichi.sato@tokyo.example",
                            "ja",
                            List.of(
                                    new Post(SHIBUYA, Role.OUTLET_MANAGER),
                                    new Post(SHIBUYA, Role.SALES_STAFF),
                                    new Post(new OutletId("JP-TOKYO.GINZA"), Role.OUTLET_MANAGER)),
                            true)),
            Map.entry(
                    "reference.business-hours-defined.1",
                    new BusinessHoursDefined(
                            SHIBUYA,
                            week(),
                            List.of(
                                    new SpecialDay(LocalDate.of(2026, 12, 31), List.of(new Shift(600, 840))),
                                    new SpecialDay(
                                            LocalDate.of(2027, 1, 4),
                                            List.of(new Shift(600, 720), new Shift(780, 1_440)))))),
            Map.entry(
                    "reference.kpi-targets-defined.1",
                    new KpiTargetsDefined(SHIBUYA, new KpiTargets(90, 60, 80, 40, 30, 25, 50))));

    private static PolicyVersion policy() {
        PolicyTerms other = PolicyTerms.DEFAULT;
        BusinessHours hours = new BusinessHours(
                ZoneId.of("Asia/Tokyo"),
                Arrays.stream(DayOfWeek.values())
                        .collect(Collectors.toMap(
                                Function.identity(), day -> List.of(new Shift(540, 720), new Shift(780, 1080)))),
                Map.of(LocalDate.parse("2026-12-31"), List.of(new Shift(540, 720))));
        return new PolicyVersion(
                new MarketId("JP"),
                "営業時間で測る",
                2,
                new PolicyTerms(
                        new PolicyTerms.FirstContact(
                                Duration.ofHours(8),
                                80,
                                SlaPolicy.Clock.POLICY_HOURS,
                                PolicyTerms.FirstContactStop.CUSTOMER_REACHED),
                        other.managementTime(),
                        other.managed(),
                        other.firstFollowUp(),
                        other.disputeWindow(),
                        SlaPolicy.TimeBasis.OCCURRED_AT,
                        hours),
                Instant.parse("2027-01-01T00:00:00Z"),
                "夜間は連絡しない",
                new UserId("u-hq-1"));
    }

    private static RequestDetails request() {
        return new RequestDetails(
                "花子",
                "山田",
                "hanako@example.jp",
                "+81 3 1234 5678",
                "+81 90 1234 5678",
                "ja",
                "JP",
                "東京都",
                "千代田区",
                "100-0001",
                "車検",
                "冬タイヤ \"4本\" \\ \u2028 & <b>",
                List.of(
                        Instant.parse("2026-12-01T01:00:00Z"),
                        Instant.parse("2026-12-02T01:30:00.250Z"),
                        Instant.parse("2026-12-03T02:00:00Z")),
                "午前中\n希望 🚗",
                "代車");
    }

    private static Customer customer() {
        return new Customer(
                "花子",
                "山田",
                "hanako@example.jp",
                "+81 3 1234 5678",
                "+81 90 1234 5678",
                "ja",
                "JP",
                "東京都",
                "千代田区",
                "100-0001");
    }

    private static Wishes wishes() {
        return new Wishes(
                "四駆の見積もり",
                true,
                "土曜日の午前、渋谷店",
                PurchaseHorizon.WITHIN_3_MONTHS,
                "SUV 2.0 Hybrid",
                Powertrain.PLUG_IN_HYBRID,
                "下取りあり \"現金\"");
    }

    private static CurrentCar.Details carDetails() {
        return new CurrentCar.Details("他社", "セダン", "2.0L", 2019, "ABC12-345678", "白", 48_000, Powertrain.PETROL);
    }

    private static Map<DayOfWeek, List<Shift>> week() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(new Shift(540, 720), new Shift(780, 1_080 + 60 * week.size())));
        }
        return week;
    }

    private static Consents consents() {
        Map<Consents.Kind, Consents.Consent> given = new EnumMap<>(Consents.Kind.class);
        for (Consents.Kind kind : Consents.Kind.values()) {
            int before = given.size();
            given.put(kind, new Consents.Consent(before % 2 == 0, LocalDate.of(2026, 11, 1 + before)));
        }
        return new Consents(given);
    }

    /** Every type of the catalog in every revision from the first. */
    static Stream<String> everyRevision() {
        return LedgerJson.catalog().revisions().entrySet().stream()
                .flatMap(entry -> IntStream.rangeClosed(1, entry.getValue())
                        .mapToObj(revision -> entry.getKey() + "." + revision));
    }

    static Stream<String> currentRevisions() {
        return LedgerJson.catalog().revisions().entrySet().stream()
                .map(entry -> entry.getKey() + "." + entry.getValue());
    }

    private static byte[] approved(String name) {
        try (InputStream file = ApprovedEventsTest.class.getResourceAsStream("/approved-events/" + name + ".json")) {
            assertThat(file).as("approved-events/%s.json", name).isNotNull();
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object sample(String name) {
        assertThat(SAMPLES).as("a sample in this test").containsKey(name);
        return SAMPLES.get(name);
    }

    @ParameterizedTest
    @MethodSource("everyRevision")
    void itsFileIsReadAsItsSample(String name) {
        int dot = name.lastIndexOf('.');

        Object decoded = LedgerJson.catalog()
                .decode(name.substring(0, dot), Integer.parseInt(name.substring(dot + 1)), approved(name));

        assertThat(decoded).isEqualTo(sample(name));
    }

    @ParameterizedTest
    @MethodSource("currentRevisions")
    void itsSampleIsWrittenAsItsFileToTheByte(String name) {
        EventCatalog.Encoded encoded = LedgerJson.catalog().encode(sample(name));

        assertThat(encoded.type() + "." + encoded.revision()).isEqualTo(name);
        assertThat(encoded.payload()).asString().isEqualTo(new String(approved(name), UTF_8));
        assertThat(encoded.payload()).isEqualTo(approved(name));
    }

    /** Of older revisions this was so when they were current; they lack what came later. */
    @ParameterizedTest
    @MethodSource("currentRevisions")
    void itsSampleLeavesNoFieldOut(String name) throws Exception {
        assertFull(name, sample(name));
    }

    private static void assertFull(String path, Object value) throws ReflectiveOperationException {
        assertThat(value).as(path).isNotNull();
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                assertFull(
                        path + "." + component.getName(),
                        component.getAccessor().invoke(value));
            }
        } else if (value instanceof Collection<?> elements) {
            assertThat(elements).as(path).isNotEmpty();
            for (Object element : elements) {
                assertFull(path + "[]", element);
            }
        } else if (value instanceof Map<?, ?> map) {
            assertThat(map).as(path).isNotEmpty();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getKey() instanceof Enum<?> key) {
                    assertThat(map).as(path).hasSize(key.getDeclaringClass().getEnumConstants().length);
                }
                assertFull(path + "." + entry.getKey(), entry.getValue());
            }
        }
    }

    @Test
    void everyEventOfAProcessIsInTheCatalog() {
        Set<Class<?>> ofProcesses = Stream.of(
                        AftersalesEvent.class, SalesEvent.class, MailEvent.class, ReferenceEvent.class)
                .flatMap(ApprovedEventsTest::facts)
                .collect(Collectors.toSet());

        assertThat(LedgerJson.catalog().classes()).isEqualTo(ofProcesses);
    }

    private static Stream<Class<?>> facts(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? facts(type) : Stream.<Class<?>>of(type));
    }

    @Test
    void everySampleIsOfARevisionOfTheCatalog() {
        assertThat(SAMPLES.keySet()).isEqualTo(everyRevision().collect(Collectors.toSet()));
    }
}
