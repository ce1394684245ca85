//! An answer that refuses. It names one of the grounds that the instruments of the exchange know, and nothing in words of
//! its own: what a refusal says goes past the bars. Under a neutral schedule nobody refuses, or the hour would tell.

use super::draft::DraftForm;
use super::findings;
use crate::{Station, checks};
use law::{Lawbook, Side};
use model::{Citation, Content, Kind, Outcome, Refusal, RefusalAnswer, Stop};
use store::Tx;

/// Check OUT-1.7.
pub(super) fn check(station: &Station, tx: &mut Tx<'_>, form: &DraftForm) -> Result<(), Stop> {
    let Content::Answer(answer) = &form.content else { return Ok(()) };
    let Outcome::Refused(refused) = &answer.outcome else { return Ok(()) };
    for addressee in &form.to {
        let arrangement = station.arrangement(tx, &addressee.under, &checks::OUT_1_2)?;
        if arrangement.neutral.is_some() {
            let because = format!("under `{}` whoever does not inform answers neutrally, at the tick", addressee.under);
            return Err(stop(because, "leave it to the schedule; nothing needs to be done"));
        }
        let card = station.partner(tx, &addressee.to, &arrangement)?;
        let question = findings::question(station, tx, form, Side::authority(card.authority()));
        let power = law::power(station.lawbook(), &question, std::slice::from_ref(&arrangement));
        let serving = power.decision.bases.iter().map(|basis| basis.instrument.as_str());
        known(refused, &grounds(station.lawbook(), serving, form.kind))?;
    }
    Ok(())
}

/// The grounds on which one of these instruments lets a request of this kind be refused.
fn grounds<'a>(book: &Lawbook, serving: impl Iterator<Item = &'a str>, kind: Kind) -> Vec<RefusalAnswer> {
    let instruments = serving.filter_map(|id| book.instruments().find(|instrument| instrument.id.as_str() == id));
    let of = |instrument: &law::lawbook::instrument::Instrument| {
        let named = |ground: &law::lawbook::ground::Ground| {
            let cite = Citation(format!("{} art. {}", instrument.id, ground.article));
            RefusalAnswer { ground: ground.id.clone(), cite }
        };
        instrument.grounds_for(kind).filter(|ground| ground.force.refuses()).map(named).collect::<Vec<_>>()
    };
    instruments.flat_map(of).collect()
}

fn known(refused: &RefusalAnswer, grounds: &[RefusalAnswer]) -> Result<(), Stop> {
    if grounds.contains(refused) {
        return Ok(());
    }
    let remedy = match grounds.is_empty() {
        true => "answer neutrally, or with information".to_owned(),
        false => {
            let one = |ground: &RefusalAnswer| format!("{} ({})", ground.ground, ground.cite);
            format!("name one of: {}", grounds.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    };
    Err(stop("no instrument that serves this exchange knows this ground of refusal".to_owned(), &remedy))
}

fn stop(because: String, remedy: &str) -> Stop {
    Refusal { check: &checks::OUT_1_7, cites: Vec::new(), because, remedy: remedy.to_owned() }.into()
}
