package leadledger.command.aftersales.editlead;

import static leadledger.command.aftersales.LeadStory.AGENT;
import static leadledger.command.aftersales.LeadStory.CAR;
import static leadledger.command.aftersales.LeadStory.IS_FINAL;
import static leadledger.command.aftersales.LeadStory.LEAD;
import static leadledger.command.aftersales.LeadStory.MANAGER;
import static leadledger.command.aftersales.LeadStory.REQUEST;
import static leadledger.command.aftersales.LeadStory.lead;
import static leadledger.command.aftersales.LeadStory.leadWithAttempts;
import static leadledger.command.aftersales.LeadStory.minute;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import leadledger.command.aftersales.AftersalesLead.Booked;
import leadledger.command.aftersales.AftersalesLead.Known;
import leadledger.command.aftersales.LeadStory;
import leadledger.command.aftersales.editlead.EditLead.Edit;
import leadledger.command.aftersales.editlead.EditLead.RequestEdit;
import leadledger.command.decision.Input;
import leadledger.events.aftersales.AftersalesEvent.LeadEdited;
import leadledger.events.aftersales.RequestDetails;
import leadledger.events.shared.Actor;
import leadledger.events.shared.Refusal;
import leadledger.events.shared.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("AS-70: a dealer edits request details, remarks, management note and VIN while the lead is not final")
class EditLeadTest {

    private static final Vin OTHER_CAR = new Vin("1M8GDM9AXKP042788");
    private static final RequestEdit NOTHING =
            new RequestEdit(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    private static final RequestEdit EVERYTHING = new RequestEdit(
            "太郎",
            "山田",
            "taro@example.com",
            "+81 3 0000 0000",
            "+81 90 0000 0000",
            "ja",
            "JP",
            "東京都",
            "港区",
            "105-0001",
            "点検",
            "オイル交換",
            List.of(minute(600), minute(300)),
            "急ぎ",
            "送迎");
    private static final RequestDetails FULL = new RequestDetails(
            "太郎",
            "山田",
            "taro@example.com",
            "+81 3 0000 0000",
            "+81 90 0000 0000",
            "ja",
            "JP",
            "東京都",
            "港区",
            "105-0001",
            "点検",
            "オイル交換",
            List.of(minute(600), minute(300)),
            "急ぎ",
            "送迎");
    private static final LeadStory FULL_LEAD = lead().and(new LeadEdited(FULL, CAR, "note"), minute(5));

    private static EditLead edit(Actor actor, Edit edit) {
        return new EditLead(LEAD, actor, minute(60), Input.of(edit));
    }

    private static EditLead edit(RequestEdit request, @Nullable Vin vin, @Nullable String note) {
        return edit(AGENT, new Edit(request, vin, note));
    }

    @Test
    void everythingCanBeEditedAtOnce() {
        lead().when(edit(EVERYTHING, CAR, "note")).happened(new LeadEdited(FULL, CAR, "note"));
        lead().when(edit(MANAGER, new Edit(EVERYTHING, CAR, "note"))).happened(new LeadEdited(FULL, CAR, "note"));
    }

    @Test
    void whatIsAbsentStaysAsItIs() {
        FULL_LEAD.when(edit(NOTHING, OTHER_CAR, null)).happened(new LeadEdited(FULL, OTHER_CAR, "note"));
        FULL_LEAD.when(edit(NOTHING, null, "other")).happened(new LeadEdited(FULL, CAR, "other"));
        FULL_LEAD
                .when(edit(
                        new RequestEdit(
                                null, null, null, null, null, null, null, null, "Kyoto", null, null, null, null, null,
                                null),
                        null,
                        null))
                .happened(new LeadEdited(
                        new RequestDetails(
                                "太郎",
                                "山田",
                                "taro@example.com",
                                "+81 3 0000 0000",
                                "+81 90 0000 0000",
                                "ja",
                                "JP",
                                "東京都",
                                "Kyoto",
                                "105-0001",
                                "点検",
                                "オイル交換",
                                List.of(minute(600), minute(300)),
                                "急ぎ",
                                "送迎"),
                        CAR,
                        "note"));
    }

    @Test
    @DisplayName("an empty text takes away what is there; a name and a VIN can only be replaced")
    void whatIsEmptyIsTakenAway() {
        FULL_LEAD
                .when(edit(
                        new RequestEdit("", null, "", "", "", "", "", "", "", "", "", "", List.of(), "", ""), null, ""))
                .happened(new LeadEdited(
                        new RequestDetails(
                                null, "山田", null, null, null, null, null, null, null, null, null, null, List.of(), null,
                                null),
                        CAR,
                        null));
    }

    @Test
    void whatChangesNothingIsAcceptedAndNothingHappens() {
        lead().when(edit(NOTHING, null, null)).nothingNew();
        lead().when(edit(NOTHING, null, "")).nothingNew();
        FULL_LEAD.when(edit(EVERYTHING, CAR, "note")).nothingNew();
    }

    @Test
    @DisplayName("without an attempt, and on a booked lead, whose appointment it does not touch")
    void theStatusStays() {
        assertThat(leadWithAttempts(1)
                        .booked(2, minute(9_000))
                        .edited(3, CAR, "note")
                        .state())
                .isInstanceOfSatisfying(Booked.class, booked -> {
                    assertThat(booked.appointmentAt()).isEqualTo(minute(9_000));
                    assertThat(booked.course().vin()).isEqualTo(CAR);
                    assertThat(booked.course().managementNote()).isEqualTo("note");
                    assertThat(booked.course().attempts()).hasSize(1);
                });
        assertThat(FULL_LEAD.state())
                .isInstanceOfSatisfying(
                        Known.class,
                        known -> assertThat(known.course().request()).isEqualTo(FULL));
        leadWithAttempts(1)
                .booked(2, minute(9_000))
                .when(edit(NOTHING, CAR, null))
                .happened(new LeadEdited(REQUEST, CAR, null));
    }

    @Test
    void theStateIsJudgedBeforeTheInput() {
        Refusal one = Refusal.ofValue("AS-30", "not-a-vin", "vin");
        Refusal other = Refusal.ofValue("AS-70", "field-required", "request.lastName");
        EditLead faulty = new EditLead(LEAD, AGENT, minute(60), Input.faulty(List.of(one, other)));
        lead().when(faulty).refused(one, other);
        leadWithAttempts(1).sold(2).when(faulty).refused(IS_FINAL);
    }
}
