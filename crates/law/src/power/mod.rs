//! The first question: what empowers this exchange? A treaty or act in force for both, a registered arrangement, or
//! declared reciprocity; duties and channels beside them; or the gap, precisely.
//! Not the ground for personal data ([`transfer`](mod@crate::transfer)), not the obstacles ([`bars`](mod@crate::bars)).

mod arrangement;
mod bilateral;
mod gap;
mod instrument;
mod interplay;
mod lack;
mod position;
mod rank;
mod record;
mod words;

pub(crate) use arrangement::{between, category};
pub use gap::{Accession, Gap};
pub(crate) use interplay::{concerns, taken};
pub(crate) use lack::Lack;
pub(crate) use position::{Position, across, excluded};
pub use record::{
    Addition, Basis, BasisKind, Bearing, BilateralShown, Candidate, Channel, ClockShown, Condition, DeclarationShown,
    DutyShown, Examined, GroundShown, Missing, Obstacle, Power, Replaced,
};
pub(crate) use words::party;

use crate::checks::{LAW_3_1, LAW_3_4, LAW_3_5, LAW_3_13, LAW_3_14, LAW_3_15, LAW_3_16};
use crate::lawbook::StateKind;
use crate::{Lawbook, Question};
use model::{Arrangement, Body, Certainty, Citation, Covered, Finding, Reason, State, Verification};

/// What empowers `from` to give this to `to`, on the date of the question.
pub fn power(book: &Lawbook, question: &Question, arrangements: &[Arrangement]) -> Finding<Power> {
    let mut power = Power::empty(question.on);
    let mut reasons = Vec::new();
    match question_stands(book, question) {
        Err(reason) => reasons.push(reason),
        Ok(()) => {
            let mut positions = instrument::Positions::new(book, question);
            instrument::collect(book, question, &mut positions, &mut power);
            interplay::apply(book, question, &mut positions, &mut power);
            bilateral::collect(book, question, &mut power);
            arrangement::collect(book, question, arrangements, &mut power, &mut reasons);
        }
    }
    power.duties = duties(book, question);
    power.channels = channels(book, question);
    rank::bases(&mut power.bases);
    power.candidates.sort_by(|a, b| a.rank().cmp(&b.rank()));
    conclude(book, question, &mut power, &mut reasons);
    Finding { decision: power, reasons, rules: book.version().clone(), on: question.on }
}

/// Some questions have no answer in law: of a relay, of one State with itself, of an offence without a definition.
fn question_stands(book: &Lawbook, question: &Question) -> Result<(), Reason> {
    let (from, to) = (&question.from, &question.to);
    if [from, to].iter().any(|side| side.body == Some(Body::Relay)) {
        let because = "a relay only passes on: ask about the authority behind it";
        return Err(Reason::of(&LAW_3_13, vec![], because));
    }
    let regional = [from, to].iter().any(|side| side.body == Some(Body::RegionalBody));
    if from.state == to.state && !regional {
        let because =
            format!("both sides belong to {}: its own law governs, not cooperation between States", from.state);
        return Err(Reason::of(&LAW_3_14, vec![], because));
    }
    if book.offence(&question.offence).is_none() {
        let because = format!("`{}` does not stand in the vocabulary of offences", question.offence);
        return Err(Reason::of(&LAW_3_15, vec![], because));
    }
    for state in [from.state, to.state] {
        if book.state(state).is_none() {
            return Err(Reason::of(&LAW_3_15, vec![], format!("`{state}` is not a code of the lawbook")));
        }
    }
    Ok(())
}

fn duties(book: &Lawbook, question: &Question) -> Vec<DutyShown> {
    let binds = |duty: &&crate::lawbook::rule::Duty| {
        duty.from <= question.on
            && (duty.offences.is_empty() || duty.offences.contains(&question.offence))
            && [question.from.state, question.to.state]
                .iter()
                .all(|state| book.member(&duty.binds_members_of, *state, question.on).is_some())
    };
    let shown = |duty: &crate::lawbook::rule::Duty| DutyShown {
        id: duty.id.clone(),
        title: duty.title.clone(),
        since: duty.from,
        paragraphs: duty.paragraphs.clone(),
        asks: duty.asks.clone(),
        verification: [question.from.state, question.to.state]
            .iter()
            .filter_map(|state| book.member(&duty.binds_members_of, *state, question.on))
            .fold(duty.verification, |weakest, member| weakest.max(member.verification)),
    };
    book.duties().iter().filter(binds).map(shown).collect()
}

fn channels(book: &Lawbook, question: &Question) -> Vec<Channel> {
    let mut open = Vec::new();
    for channel in book.channels() {
        if channel.from.is_some_and(|from| question.on < from) {
            continue;
        }
        let member = |state: State| book.member(&channel.members_of, state, question.on);
        let (Some(a), Some(b)) = (member(question.from.state), member(question.to.state)) else { continue };
        open.push(Channel {
            id: channel.id.clone(),
            title: channel.title.clone(),
            note: channel.note.clone(),
            verification: a.verification.max(b.verification).max(channel.verification),
        });
    }
    open
}

fn conclude(book: &Lawbook, question: &Question, power: &mut Power, reasons: &mut Vec<Reason>) {
    for basis in &power.bases {
        reasons.push(Reason::of(basis.check(), vec![basis.citation()], basis.sentence()));
    }
    if !power.duties.is_empty() {
        let cites = power.duties.iter().map(|duty| duty.citation()).collect();
        let because =
            "Security Council resolutions oblige both to cooperate, without procedure: no basis by themselves";
        reasons.push(Reason::of(&LAW_3_4, cites, because));
    }
    if !power.channels.is_empty() {
        let names: Vec<&str> = power.channels.iter().map(|channel| channel.title.as_str()).collect();
        let because = format!("open as a channel, no basis by itself: {}", names.join("; "));
        reasons.push(Reason::of(&LAW_3_5, vec![], because));
    }
    for replaced in &power.replaced {
        let cites = vec![replaced.citation.clone(), Citation(format!("{} art. {}", replaced.by, replaced.by_article))];
        let because = format!("{} does not serve between these two: {}", replaced.title, replaced.because);
        reasons.push(Reason::of(&LAW_3_16, cites, because));
    }
    if let Some(certainty) = power.bases.iter().map(Basis::certainty).min_by_key(|certainty| weight(*certainty)) {
        power.decision = Covered::Covered;
        power.certainty = certainty;
        return;
    }
    power.decision = Covered::Gap;
    power.certainty = gap::certainty(power);
    let gap = gap::describe(book, question, power);
    reasons.push(Reason::of(&LAW_3_1, vec![], gap.sentence.clone()));
    power.gap = Some(gap);
}

fn weight(certainty: Certainty) -> u8 {
    match certainty {
        Certainty::Sourced => 0,
        Certainty::Unverified => 1,
        Certainty::UnknownSince(_) => 2,
    }
}

pub(crate) fn certainty(verification: Verification) -> Certainty {
    match verification {
        Verification::Sourced => Certainty::Sourced,
        Verification::Unverified => Certainty::Unverified,
    }
}

pub(crate) fn invented(book: &Lawbook, state: State) -> bool {
    book.state(state).is_some_and(|entry| entry.kind == StateKind::Invented)
}
