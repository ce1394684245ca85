//! Story 7. Helsinki corrects what it told, then recalls it. Every holder is reached through whoever gave it to him: Tallinn has
//! erased it, Nairobi keeps it under a court order and for nothing else, Kampala is off the wire and late until it answers.

use super::acts::{case, node};
use super::nairobi_passes_on::person;
use super::passing::{self, addressee};
use crate::demo::cast;
use crate::demo::stage::{Stage, Telling};
use crate::demo::teller::{Teller, Told};
use exchange::after::{CorrectionForm, RecallForm, RestrictionForm, correct, late, recall, restrict};
use exchange::reading::{Disclosed, ReadItem};
use jiff::SignedDuration;
use model::message::{Statement, StatementNature};
use model::{
    AuthorityId, Evaluation, Failure, HolderOutcome, Instant, LegalDuty, MessageId, RecallGround, Stop, Subject,
};

/// The time that holders are given to answer.
const HOURS: i64 = 48;

fn wrong(error: impl std::fmt::Display) -> Failure {
    Failure::new("telling a story", error)
}

struct Places {
    ee: AuthorityId,
    fi: AuthorityId,
    ke: AuthorityId,
    ug: AuthorityId,
}

pub(in crate::demo) fn play(stage: &mut Stage, teller: &mut Teller) -> Result<Told, Stop> {
    let mut telling = Telling::begin(stage, teller, "Helsinki corrects what it told, then takes it back");
    let at = Places { ee: node("ee-meri")?, fi: node("fi-kantele")?, ke: node("ke-jabali")?, ug: node("ug-mwamba")? };
    let (_, item) = stage.told.ok_or_else(|| wrong("the sixth story did not end"))?;
    to_tallinn_too(stage, teller, &at, item)?;
    corrected(stage, teller, &mut telling, &at, item)?;
    recalled(stage, teller, &mut telling, &at, item)?;
    too_late(stage, teller, &mut telling, &at, item)?;
    Ok(telling.end(stage, teller, 7))
}

/// There are to be three holders: Nairobi, and those to whom it passed it on.
fn to_tallinn_too(stage: &mut Stage, teller: &mut Teller, at: &Places, item: MessageId) -> Result<(), Stop> {
    let because = "Tallinn looks into the two others who travelled with him.";
    let request = passing::ask_permission_for(stage, &at.ke, item, &at.ee, because)?;
    passing::grant(stage, &at.fi, request, &[])?;
    passing::pass_on_to(stage, &at.ke, item, addressee(&at.ee, "ee-ke-police")?)?;
    stage.say(teller, &at.ke, "With Helsinki's permission Nairobi passes it on to Tallinn as well.");
    Ok(())
}

fn answer_by(stage: &Stage) -> Result<Instant, Failure> {
    stage.now().checked_add(SignedDuration::from_hours(HOURS)).map_err(wrong)
}

/// The date was wrong: it is replaced at all three.
fn corrected(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    at: &Places,
    item: MessageId,
) -> Result<(), Stop> {
    let statement = Statement {
        text: "He crossed at Vaalimaa on 8 March 2026, with two others.".into(),
        nature: StatementNature::Fact,
        evaluation: Evaluation::parse("A2").ok_or_else(|| wrong("evaluation"))?,
    };
    let form = CorrectionForm {
        item,
        subjects: vec![Subject::Person(person()?)],
        statements: vec![statement],
        answer_by: answer_by(stage)?,
        case: case("FI-CT-2026/97")?,
        unit: cast::unit(cast::CONTACT)?,
        confirmed: Default::default(),
    };
    let desk = cast::officer("desk")?;
    let draft = passing::write(stage, &at.fi, |station, tx| correct(station, tx, &desk, form))?;
    let demand = passing::leave(stage, &at.fi, draft, true)?.1.message();
    for holder in [&at.ug, &at.ee] {
        passing::hand_on_to(stage, &at.ke, demand, holder)?;
    }
    let holders = passing::holders_of(stage, &at.fi, item)?;
    let facts = passing::told(stage, &holders);
    stage.say_with(
        teller,
        &at.fi,
        "It was the 8th of March, not the 3rd. Nairobi hands the correction on; all answer.",
        &facts,
    );
    let done = |of: &AuthorityId| matches!(passing::outcome(&holders, of), Some(HolderOutcome::Corrected { .. }));
    telling.must("the correction reached every holder", [&at.ke, &at.ug, &at.ee].into_iter().all(done));
    let read = stage.read(&at.ke, &desk, ReadItem::Message(item), &case("KE-CT-2026/9")?)?;
    let Disclosed::Message(_, content) = read else { return Err(wrong("nothing was disclosed").into()) };
    let right = content.statements().iter().all(|statement| statement.text.expose().contains("8 March"));
    telling.must("who reads the old message reads what is right", right && !content.statements().is_empty());
    Ok(())
}

/// It was another man: it is taken back.
fn recalled(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    at: &Places,
    item: MessageId,
) -> Result<(), Stop> {
    stage.pass(600)?;
    let (approver, desk) = (cast::officer("approver")?, cast::officer("desk")?);
    let until = Some(jiff::civil::date(2027, 6, 30));
    let form = RestrictionForm { message: item, duty: LegalDuty::CourtOrder, until, case: case("KE-CT-2026/9")? };
    stage.step(&at.ke, "restrict", |station, tx| restrict(station, tx, &approver, form))?;
    stage.say(teller, &at.ke, "A court in Nairobi has ordered that the answer be kept; an approver enters the duty.");
    stage.part(&at.ug);
    stage.say(teller, &at.ug, "Kampala is off the wire.");
    let form = RecallForm {
        item,
        ground: RecallGround::Incorrect,
        answer_by: answer_by(stage)?,
        case: case("FI-CT-2026/97")?,
        unit: cast::unit(cast::CONTACT)?,
    };
    let draft = passing::write(stage, &at.fi, |station, tx| recall(station, tx, &desk, form))?;
    let demand = passing::leave(stage, &at.fi, draft, false)?.1.message();
    passing::answer(stage, &at.ke, demand)?;
    let holders = passing::holders_of(stage, &at.fi, item)?;
    let facts = passing::told(stage, &holders);
    stage.say_with(teller, &at.fi, "It was another man. Helsinki recalls it; nodes hand it on and answer.", &facts);
    let tallinn = passing::outcome(&holders, &at.ee);
    telling.must("one holder has erased it", matches!(tallinn, Some(HolderOutcome::Erased { .. })));
    let nairobi = passing::outcome(&holders, &at.ke);
    let kept = Some(HolderOutcome::Restricted { duty: LegalDuty::CourtOrder, until });
    telling.must("one keeps it, restricted under a court order", nairobi == kept);
    telling.must("one has not answered", passing::outcome(&holders, &at.ug).is_none());
    let read = stage.read(&at.ke, &desk, ReadItem::Message(item), &case("KE-CT-2026/9")?);
    telling.must("what is restricted is not read for the inquiry", matches!(read, Err(Stop::Refusal(_))));
    Ok(())
}

/// The time is over; then Kampala is back.
fn too_late(
    stage: &mut Stage,
    teller: &mut Teller,
    telling: &mut Telling,
    at: &Places,
    item: MessageId,
) -> Result<(), Stop> {
    let waiting = stage.step(&at.fi, "look", |_, tx| Ok(tx.overseer_queue().all()?.len()))?;
    stage.pass(HOURS * 60 + 60)?;
    stage.settle()?;
    let late_now = stage.step(&at.fi, "look", |_, tx| late(tx))?;
    let holders = passing::holders_of(stage, &at.fi, item)?;
    let facts = passing::told(stage, &holders);
    stage.say_with(
        teller,
        &at.fi,
        "The time is over. The list names who has not answered; so does the overseer's.",
        &facts,
    );
    let named = matches!(late_now.as_slice(), [one] if one.holder == at.ug);
    telling.must("the one who is off the wire is late", named);
    let queue = stage.step(&at.fi, "look", |_, tx| Ok(tx.overseer_queue().all()?.len()))?;
    telling.must("the overseer sees him", queue == waiting + 1);

    stage.rejoin(&at.ug);
    stage.pass(12 * 60)?;
    stage.settle()?;
    let holders = passing::holders_of(stage, &at.fi, item)?;
    let facts = passing::told(stage, &holders);
    stage.say_with(teller, &at.fi, "Kampala is back: the recall reaches it, and its answer comes by Nairobi.", &facts);
    let kampala = passing::outcome(&holders, &at.ug);
    telling.must("then it has erased it too", matches!(kampala, Some(HolderOutcome::Erased { .. })));
    let late_now = stage.step(&at.fi, "look", |_, tx| late(tx))?;
    telling.must("nobody is late any more", late_now.is_empty());
    Ok(())
}
