package leadledger.query.saleskpi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import leadledger.events.reference.Names;

/** What each figure means, told in the answer itself so that nobody has to guess. */
final class KpiDefinitions {

    /** By what they define, in the order in which figures stand. */
    static final Map<String, Names> ALL = all();

    private KpiDefinitions() {}

    private static Map<String, Names> all() {
        Map<String, Names> texts = new LinkedHashMap<>();
        texts.put(
                "period",
                new Names(
                        "対象期間は from 以上 to 未満で、送客日時で数えます。数値は asOf の時点でのものです。",
                        "Leads delivered at or after from and before to are counted, as they stood at asOf.",
                        "Si contano i lead consegnati da from incluso a to escluso, come risultavano al momento asOf."));
        texts.put(
                "delivered",
                new Names(
                        "送客されたリードの数。保留された送客は、拠点の営業開始が記録されてから、その営業開始日時で数えます。",
                        "Number of leads delivered to the outlet. A held delivery counts once it is recorded, with the moment at"
                                + " which the outlet opened.",
                        "Numero di lead consegnati alla sede. Una consegna in attesa conta da quando è registrata, con il momento"
                                + " di apertura della sede."));
        texts.put(
                "inScope",
                new Names(
                        "送客されたリードのうち、フォロー対象外にされていないものの割合。以下の数値はすべて対象内のリードだけで数えます。",
                        "Share of delivered leads that are not marked out of follow-up scope. All other figures count leads in"
                                + " scope only.",
                        "Quota dei lead consegnati non esclusi dal follow-up. Tutti gli altri indicatori contano solo i lead non"
                                + " esclusi."));
        texts.put(
                "followUpMinutes",
                new Names(
                        "送客から、フォローアップ ToDo が初めて新規でなくなるまでの時間の中央値と90パーセンタイル（最近順位法）。営業時間（business）"
                                + "と経過時間（elapsed）で示します。まだフォローされていないリードは含めず、別に数えます。比較は正確な時間で行い、"
                                + "表示は分未満切り捨てです。",
                        "Median and 90th percentile, by nearest rank, of the time from delivery to the follow-up task's first move:"
                                + " in the outlet's business time and in elapsed time. Leads not followed up yet are not among"
                                + " them and are counted beside. Exact times are compared with the target; whole minutes are"
                                + " shown, rounded down.",
                        "Mediana e 90° percentile, per rango più vicino, del tempo dalla consegna al primo avanzamento"
                                + " dell'attività di follow-up: in orario di apertura e in tempo trascorso. I lead non ancora"
                                + " seguiti non vi rientrano e sono contati a parte. Con l'obiettivo si confrontano i tempi"
                                + " esatti; si mostrano minuti interi, arrotondati per difetto."));
        texts.put(
                "withinTarget",
                new Names(
                        "目標時間内に初回フォローされたリード ÷（初回フォローされたリード＋未フォローで目標時間を過ぎたリード）。目標時間ちょうどは"
                                + "時間内です。まだ時間内で未フォローのもの（running）は別に数えます。",
                        "Leads followed up within the target ÷ leads followed up, or not followed up with the target past. Exactly"
                                + " at the target is within it. Those still running are counted beside.",
                        "Lead seguiti entro l'obiettivo ÷ lead seguiti, o non seguiti con obiettivo scaduto. Esattamente"
                                + " all'obiettivo vale entro. Quelli ancora in corso sono contati a parte."));
        texts.put(
                "testDrive",
                new Names(
                        "対象内で送客されたリードのうち、試乗が行われたものの割合。",
                        "Share of in-scope leads delivered on which a test drive was done.",
                        "Quota dei lead consegnati e non esclusi con almeno una prova su strada."));
        texts.put(
                "appraisal",
                new Names(
                        "対象内で送客されたリードのうち、査定が行われたものの割合。",
                        "Share of in-scope leads delivered on which an appraisal was done.",
                        "Quota dei lead consegnati e non esclusi con almeno una valutazione dell'usato."));
        texts.put(
                "conversion",
                new Names(
                        "対象内で送客されたリードのうち、商談化したものの割合。",
                        "Share of in-scope leads delivered that became an opportunity.",
                        "Quota dei lead consegnati e non esclusi diventati opportunità."));
        texts.put(
                "win",
                new Names(
                        "成約 ÷（成約＋失注）。訂正があれば最後の結果によります。",
                        "Contracts won ÷ (won + lost), by the last result where one was corrected.",
                        "Contratti vinti ÷ (vinti + persi), secondo l'ultimo esito se corretto."));
        texts.put(
                "person",
                new Names(
                        "担当者の行。delivered・inScope・試乗・査定・商談化の分母は、一度でもその人が所有者だったリードです。分子は、その出来事の時点で"
                                + "所有者だった人のものです。目標時間内の割合は、達成なら初回フォロー時、未達なら目標時間が切れた時の所有者のものです。"
                                + "成約・失注は結果が最初に記録された時の所有者のものです。",
                        "A person's delivered, in-scope leads and the whole of test-drive, appraisal and conversion rates are the"
                                + " leads that the person ever owned; what was done goes to the owner at that moment. A target met goes to"
                                + " the owner at the follow-up, a target missed to the owner when it ran out, a running one to"
                                + " the present owner, a contract to the owner when its result was first recorded.",
                        "I lead consegnati e non esclusi di una persona, e il totale per prove, valutazioni e conversioni, sono i"
                                + " lead che ha avuto in carico almeno una volta; quanto fatto spetta al responsabile di quel"
                                + " momento. Un obiettivo rispettato spetta al responsabile al follow-up, uno mancato al"
                                + " responsabile alla scadenza, uno in corso al responsabile attuale, un contratto al"
                                + " responsabile quando l'esito fu registrato la prima volta."));
        texts.put(
                "unassigned",
                new Names(
                        "所有者のいないリードと、所有者がいない間に起きたこと。各担当者とこの行を合わせると、拠点の達成数・未達数・実施数・成約数・失注数になります。"
                                + "所有者が複数いたリードは、送客数などの分母に人数分現れます。",
                        "Leads that nobody ever owned, and what happened while nobody owned the lead. With the persons it makes up"
                                + " the outlet's numbers of targets met and missed, of what was done, won and lost. A lead with several"
                                + " owners stands in the whole of each.",
                        "Lead mai assegnati, e quanto avvenuto mentre nessuno era responsabile. Insieme alle persone dà i numeri"
                                + " della sede: obiettivi rispettati e mancati, attività svolte, contratti vinti e persi. Un lead con"
                                + " più responsabili compare nel totale di ciascuno."));
        return Collections.unmodifiableMap(texts);
    }
}
