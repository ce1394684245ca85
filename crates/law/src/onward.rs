//! May what came under an arrangement be handed on, and until when may it be kept? What the arrangement itself says, in the
//! words that bind the receiver. Not what the codes of an item say (`policy`), nor whether a law lets it go to that authority
//! ([`power`](mod@crate::power)).

use crate::checks::{LAW_3_21, LAW_3_22};
use crate::{Lawbook, Question};
use model::time::Date;
use model::{Arrangement, Body, Finding, OnwardRule, Reason};
use serde::{Deserialize, Serialize};

/// What an arrangement says of handing on one item that came under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onward {
    /// The provider is asked first.
    pub needs_permission: bool,
    /// What holds for whoever gets it, in words.
    pub conditions: Vec<String>,
    /// The last day on which the item may be kept, where the arrangement sets one.
    pub kept_until: Option<Date>,
    /// That day has passed: nothing is handed on any more, with or without a permission.
    pub is_over: bool,
}

/// What `arrangement` says where whoever got an item under it on `sent` (`question.from`) would hand it on (to `question.to`).
pub fn onward(book: &Lawbook, question: &Question, arrangement: &Arrangement, sent: Date) -> Finding<Onward> {
    let mut reasons = Vec::new();
    let cites = || vec![arrangement.id.as_str().into()];
    let conditions = match arrangement.onward {
        OnwardRule::AsMarked => Vec::new(),
        rule => {
            let because = format!("arrangement {}: {}", arrangement.id, rule.sentence());
            reasons.push(Reason::of(&LAW_3_21, cites(), because));
            vec![rule.sentence().to_owned()]
        }
    };
    let kept_until = arrangement.kept_until(sent);
    if let Some((sentence, last)) = arrangement.kept_sentence().zip(kept_until) {
        let because = format!("arrangement {}: {sentence}, until {last}", arrangement.id);
        reasons.push(Reason::of(&LAW_3_22, cites(), because));
    }
    let is_over = kept_until.is_some_and(|last| last < question.on);
    let decision = Onward { needs_permission: asked_first(arrangement, question), conditions, kept_until, is_over };
    Finding { decision, reasons, rules: book.version().clone(), on: question.on }
}

/// What an arrangement asks of whoever receives under it, in its words.
pub fn asks(arrangement: &Arrangement) -> Vec<String> {
    let mut asks = arrangement.handling.conditions.clone();
    if arrangement.onward != OnwardRule::AsMarked {
        asks.push(arrangement.onward.sentence().to_owned());
    }
    asks.extend(arrangement.kept_sentence());
    asks
}

fn asked_first(arrangement: &Arrangement, question: &Question) -> bool {
    match arrangement.onward {
        OnwardRule::AsMarked => false,
        OnwardRule::AskFirst => true,
        OnwardRule::WithinState => {
            let within = question.from.state == question.to.state;
            let competent = question.to.body.is_some_and(|body| !matches!(body, Body::RegionalBody | Body::Relay));
            !(within && competent && arrangement.purposes.contains(&question.purpose))
        }
    }
}
