//! What the arrangement under which an item came says of handing it on and of keeping it, beside the codes that it carries. It
//! is asked when passing on is written, when it is released and when it is sealed: an arrangement may have become stricter. And
//! what a permission of ours may allow by the arrangements that it touches.

use super::refuse;
use crate::outbound::beside::{Inherited, Third};
use crate::outbound::draft::DraftBody;
use crate::{Addressee, DraftForm, Station, checks};
use law::{Onward, Question, Side};
use model::time::Date;
use model::{
    Arrangement, DataCategory, Finding, Handling, HandlingCode, Instant, Kind, Offence, OnwardRule, Purpose, Refusal,
    Retention, Stop,
};
use std::collections::BTreeSet;
use store::{CopyRow, PermissionRow, Tx};

/// An item that is to go on.
pub(super) struct Passing<'a> {
    pub(super) copy: &'a CopyRow,
    pub(super) to: &'a Addressee,
    pub(super) kind: Kind,
    pub(super) offence: &'a Offence,
    pub(super) purpose: Purpose,
    /// The handling with which it came and the day on which it left its provider, once it was opened.
    pub(super) came: Option<(&'a Handling, Date)>,
}

impl<'a> Passing<'a> {
    fn of_draft(copy: &'a CopyRow, to: &'a Addressee, form: &'a DraftForm) -> Passing<'a> {
        Passing { copy, to, kind: form.kind, offence: &form.offence, purpose: form.purpose, came: None }
    }
}

/// What the arrangement says of it.
pub(super) struct Agreed {
    arrangement: Arrangement,
    finding: Finding<Onward>,
}

/// Asks the law what the arrangement says today. What an item carried when it came binds also after its arrangement was loosened.
pub(super) fn agreed(station: &Station, tx: &mut Tx<'_>, passing: &Passing<'_>) -> Result<Agreed, Stop> {
    let Some(id) = &passing.copy.arrangement else {
        let because = "it is not known under which arrangement the item came";
        return Err(refuse(&checks::AFT_2_4, because, "ask whoever provided it"));
    };
    let mut arrangement = station.arrangement(tx, id, &checks::AFT_2_4)?;
    let within = OnwardRule::WithinState;
    let carried = |(handling, _): (&Handling, Date)| handling.conditions.iter().any(|one| one == within.sentence());
    if arrangement.onward == OnwardRule::AsMarked && passing.came.is_some_and(carried) {
        arrangement.onward = within;
    }
    let under = station.arrangement(tx, &passing.to.under, &checks::OUT_1_2)?;
    let card = station.partner(tx, &passing.to.to, &under)?;
    let question = Question {
        from: Side::authority(station.us()),
        to: Side::authority(card.authority()),
        kind: passing.kind,
        offence: passing.offence.clone(),
        purpose: passing.purpose,
        category: DataCategory::Personal,
        on: day(tx.at()),
        confirmed: BTreeSet::new(),
    };
    let sent = passing.came.map_or_else(|| day(passing.copy.at), |(_, sent)| sent);
    let finding = law::onward(station.lawbook(), &question, &arrangement, sent);
    Ok(Agreed { arrangement, finding })
}

impl Agreed {
    /// Whether the provider is to be asked first: then it is handled as what carries H2.
    pub(super) fn needs_permission(&self) -> bool {
        self.finding.decision.needs_permission
    }

    /// Refuses what the arrangement does not let go on (AFT-2.4), in the words of the law. `free` is what goes with a permission,
    /// or against a threat.
    pub(super) fn keeps(&self, free: bool) -> Result<(), Stop> {
        let decision = &self.finding.decision;
        if decision.is_over {
            return Err(self.refusal(&law::checks::LAW_3_22, "erase it; ask whoever provided it anew"));
        }
        if decision.needs_permission && !free {
            let remedy = "ask whoever provided it for permission; against an immediate and serious threat say which";
            return Err(self.refusal(&law::checks::LAW_3_21, remedy));
        }
        Ok(())
    }

    fn refusal(&self, rule: &model::Check, remedy: &str) -> Stop {
        let reason = self.finding.reasons.iter().find(|reason| reason.check == rule.id);
        Refusal {
            check: &checks::AFT_2_4,
            cites: reason.map(|reason| reason.cites.clone()).unwrap_or_default(),
            because: reason.map_or_else(|| rule.sentence.to_owned(), |reason| reason.because.clone()),
            remedy: remedy.to_owned(),
        }
        .into()
    }

    /// What binds the copy of whoever gets it: what it carried, and what the arrangement asks for today.
    pub(super) fn inherited(&self, handling: &Handling, retention: Retention) -> Inherited {
        let handling = handling.join(&self.arrangement.least_handling());
        let until = self.finding.decision.kept_until.map_or(retention.until, |last| last.min(retention.until));
        Inherited { handling, retention: Retention { review: retention.review.min(until), until } }
    }
}

/// Asked of a draft that passes an item on, at release and at sealing. Says whether the provider must have been asked.
pub(super) fn still_agreed(station: &Station, tx: &mut Tx<'_>, draft: &DraftBody, free: bool) -> Result<bool, Stop> {
    let absent = || refuse(&checks::AFT_2_1, "it does not say which message is passed on", "write it again");
    let held = draft.beside.rests_on.first().ok_or_else(absent)?;
    let copy = tx.copies().of(*held, &station.us().id)?.ok_or_else(absent)?;
    if let Some(inherited) = draft.beside.inherits.as_ref().filter(|one| one.retention.until < day(tx.at())) {
        let because = format!("whoever provided it allowed to keep it until {}", inherited.retention.until);
        return Err(refuse(&checks::AFT_2_4, because, "erase it; ask whoever provided it anew"));
    }
    let carried = draft.beside.inherits.as_ref().map(|inherited| (&inherited.handling, day(copy.at)));
    let mut needed = false;
    for to in &draft.form.to {
        let passing = Passing { came: carried, ..Passing::of_draft(&copy, to, &draft.form) };
        let agreed = agreed(station, tx, &passing)?;
        agreed.keeps(free)?;
        needed |= agreed.needs_permission();
    }
    Ok(needed)
}

/// A permission of ours lets an item go on for as long as it may be kept, and no longer (AFT-1.7).
pub(super) fn while_kept(
    station: &Station,
    tx: &mut Tx<'_>,
    asked: &PermissionRow,
    retention: Retention,
    until: Date,
) -> Result<(), Stop> {
    let remedy = |last: Date| format!("let the permission end on {last} or before");
    if let Some(copy) = tx.copies().of(asked.item, &asked.partner)?
        && let Some(under) = &copy.arrangement
    {
        let arrangement = station.arrangement(tx, under, &checks::AFT_1_7)?;
        let kept = arrangement.kept_until(day(copy.at)).zip(arrangement.kept_sentence());
        if let Some((last, sentence)) = kept.filter(|(last, _)| until > *last) {
            return Err(Refusal {
                check: &checks::AFT_1_7,
                cites: vec![under.as_str().into()],
                because: format!("arrangement {under}: {sentence}, until {last}"),
                remedy: remedy(last),
            }
            .into());
        }
    }
    if until > retention.until {
        let because = format!("the item itself is kept until {} at most", retention.until);
        return Err(refuse(&checks::AFT_1_7, because, &remedy(retention.until)));
    }
    Ok(())
}

/// What our own arrangements with a third authority ask of whoever receives under them: we permit it as if we gave it there
/// ourselves, so these are conditions of the permission.
pub(crate) fn asked_of_third(station: &Station, tx: &mut Tx<'_>, third: &Third) -> Result<Vec<String>, Stop> {
    let (us, today) = (&station.us().id, day(tx.at()));
    let mut asked = Vec::new();
    for arrangement in tx.arrangements().all()? {
        if arrangement.partner(us) != Some(&third.party.authority) || !arrangement.in_force(today) {
            continue;
        }
        let codes =
            arrangement.handling.codes.iter().filter(|code| matches!(code, HandlingCode::H1 | HandlingCode::H2));
        let codes = codes.map(|code| code.words().to_owned());
        let all = codes.chain(law::onward::asks(&arrangement));
        asked.extend(all.map(|sentence| format!("arrangement {}: {sentence}", arrangement.id)));
    }
    Ok(asked)
}

fn day(at: Instant) -> Date {
    jiff::tz::Offset::UTC.to_datetime(at).date()
}
