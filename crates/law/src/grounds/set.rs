//! The grounds of one instrument or model, held against the facts.

use super::answer::{Conclusion, FactShown, GroundAnswer, GroundSet, Outcome, Told};
use super::case::{Case, Penalty};
use super::known::Known;
use super::protocol;
use super::weigh::{Truth, Weighed, weigh};
use crate::Lawbook;
use crate::lawbook::article::{DualCriminality, Threshold};
use crate::lawbook::declaration::DeclarationEffect;
use crate::lawbook::ground::{Force, Ground};
use crate::lawbook::trigger::{AS_CHARGED, FactId};
use crate::power::{Basis, DeclarationShown, GroundShown};
use model::{Arrangement, InstrumentId, Verification};

/// The penalty from which on an instrument serves at all.
const THRESHOLD: &str = "threshold";
/// The act is an offence on both sides.
const DUAL: &str = "dual-criminality";

/// What is asked under: an instrument that serves, one that is named, a model.
struct Under<'a> {
    id: &'a str,
    title: &'a str,
    article: &'a str,
    serves: bool,
    grounds: Vec<GroundShown>,
    threshold: Option<&'a Threshold>,
    dual: Option<DualCriminality>,
    statements: &'a [DeclarationShown],
    verification: Verification,
}

/// Under everything that serves between the two, once for each instrument.
pub(super) fn serving(book: &Lawbook, case: &Case, known: &Known, arrangements: &[Arrangement]) -> Vec<GroundSet> {
    let bases = super::bases(book, case, case.kind, arrangements);
    let mut sets: Vec<GroundSet> = Vec::new();
    for basis in &bases {
        if !sets.iter().any(|set| set.instrument == basis.instrument) {
            sets.push(set(book, case, known, under_basis(book, case, basis)));
        }
    }
    sets
}

fn under_basis<'a>(book: &Lawbook, case: &Case, basis: &'a Basis) -> Under<'a> {
    Under {
        id: &basis.instrument,
        title: &basis.title,
        article: &basis.article,
        serves: true,
        grounds: protocol::with_protocols(book, case, basis),
        threshold: basis.threshold.as_ref(),
        dual: basis.dual_criminality,
        statements: &basis.declarations,
        verification: basis.verification,
    }
}

pub(super) fn shown_ground(ground: &Ground, by: Option<&str>) -> GroundShown {
    GroundShown {
        id: ground.id.clone(),
        force: ground.force,
        article: ground.article.clone(),
        says: ground.says.clone(),
        by: by.map(str::to_owned),
        verification: ground.verification,
    }
}

/// Under an instrument or a model that is named, whether or not it is in force between the two.
pub(super) fn named(book: &Lawbook, case: &Case, known: &Known, id: &str) -> Option<GroundSet> {
    let ground = |ground: &Ground| shown_ground(ground, None);
    if let Some(model) = book.ground_rules().model(id) {
        let grounds = model.grounds.iter().filter(|one| one.kinds.contains(&case.kind)).map(ground).collect();
        let (threshold, dual) = (model.threshold.as_ref(), model.dual_criminality);
        let (title, verification) = (model.title.as_str(), model.verification);
        let under =
            Under { id, title, article: "", serves: false, grounds, threshold, dual, statements: &[], verification };
        return Some(set(book, case, known, under));
    }
    let instrument = InstrumentId::parse(id).ok().and_then(|id| book.instrument(&id))?;
    // Where it serves between the two, what others do to it counts as well.
    let bases = super::bases(book, case, case.kind, &[]);
    if let Some(basis) = bases.iter().find(|basis| basis.instrument == id) {
        return Some(set(book, case, known, under_basis(book, case, basis)));
    }
    let article = instrument.articles_for(case.kind).next();
    let under = Under {
        id,
        title: &instrument.short_title,
        article: article.map(|article| article.article.as_str()).unwrap_or_default(),
        serves: false,
        grounds: instrument.grounds_for(case.kind).map(ground).collect(),
        threshold: article.and_then(|article| article.threshold.as_ref()),
        dual: article.and_then(|article| article.dual_criminality),
        statements: &[],
        verification: article.map_or(instrument.verification, |article| article.verification),
    };
    Some(set(book, case, known, under))
}

fn set(book: &Lawbook, case: &Case, known: &Known, under: Under<'_>) -> GroundSet {
    let mut grounds: Vec<GroundAnswer> = Vec::new();
    grounds.extend(under.threshold.map(|threshold| threshold_of(case, threshold, under.verification)));
    if let Some(dual) = under.dual
        && !under.grounds.iter().any(|ground| ground.id == DUAL)
    {
        grounds.push(weighed(book, case, known, under.id, dual_of(dual, under.article, under.verification)));
    }
    for ground in &under.grounds {
        let mut answer = weighed(book, case, known, under.id, ground.clone());
        answer.statements = statements(case, ground, under.statements);
        grounds.push(answer);
    }
    grounds.sort_by_key(|ground| (ground.outcome, ground.force));
    let conclusion = conclusion(&grounds);
    let verification = grounds.iter().map(|ground| ground.verification).max().unwrap_or(under.verification);
    GroundSet {
        instrument: under.id.to_owned(),
        title: under.title.to_owned(),
        article: under.article.to_owned(),
        serves: under.serves,
        conclusion,
        grounds,
        look_up: if under.serves { protocol::unknown(book, case, under.id) } else { Vec::new() },
        verification: verification.max(under.verification),
    }
}

/// What the requested State said on this ground.
fn statements(case: &Case, ground: &GroundShown, all: &[DeclarationShown]) -> Vec<String> {
    let about = match ground.id.as_str() {
        "nationals" => DeclarationEffect::Nationals,
        "political-offence" => DeclarationEffect::PoliticalOffence,
        _ => return Vec::new(),
    };
    let of_this = all.iter().filter(|one| one.state == case.requested && one.effect == about);
    let said = |one: &DeclarationShown| {
        let unverified = if one.verification == Verification::Unverified { " [unverified]" } else { "" };
        format!("{}, statement to {}: {}{unverified}", one.state, one.provision, one.says)
    };
    of_this.map(said).collect()
}

fn conclusion(grounds: &[GroundAnswer]) -> Conclusion {
    let of = |ground: &GroundAnswer| match (ground.outcome, ground.force) {
        (Outcome::Applies, Force::Mandatory) => Conclusion::Mandatory,
        (Outcome::Applies, Force::Optional) => Conclusion::Optional,
        (Outcome::Applies, Force::Conditional) => Conclusion::Conditional,
        (Outcome::Open, _) => Conclusion::Open,
        _ => Conclusion::NoGround,
    };
    grounds.iter().map(of).min().unwrap_or(Conclusion::NoGround)
}

fn weighed(book: &Lawbook, case: &Case, known: &Known, under: &str, ground: GroundShown) -> GroundAnswer {
    let GroundShown { id, force, article, says, by, verification } = ground;
    // A ground that a protocol brings is triggered as the protocol says; one that another instrument takes away, as before.
    let under = by.as_deref().filter(|_| force != Force::Excluded).unwrap_or(under);
    let trigger = book.ground_rules().trigger(&id, under, case.kind);
    let found = trigger.map(|trigger| weigh(known, &trigger.when, &trigger.unless));
    let (outcome, because, facts, establish) = match found {
        _ if force == Force::Excluded => {
            let facts = found.filter(|found| found.truth == Truth::Yes).map(|found| found.rests_on).unwrap_or_default();
            (Outcome::Excluded, "it may not be invoked".to_owned(), facts, Vec::new())
        }
        None => {
            let because = "the lawbook does not say which facts trigger it: read the article".to_owned();
            (Outcome::Open, because, Vec::new(), Vec::new())
        }
        Some(Weighed { truth: Truth::Yes, rests_on, .. }) => {
            (Outcome::Applies, format!("because {}", words(book, &rests_on)), rests_on, Vec::new())
        }
        Some(Weighed { truth: Truth::No, rests_on, .. }) => {
            (Outcome::NotApplicable, format!("because {}", words(book, &rests_on)), rests_on, Vec::new())
        }
        Some(Weighed { truth: Truth::Open, rests_on, open }) => {
            (Outcome::Open, format!("to be established: {}", open.join(", ")), rests_on, open)
        }
    };
    GroundAnswer {
        id,
        force,
        outcome,
        article,
        by,
        says,
        because,
        facts: shown(book, known, facts),
        establish,
        statements: Vec::new(),
        first: trigger.and_then(|trigger| trigger.first.clone()),
        verification,
    }
}

/// Dual criminality as an article asks for it, where the instrument has no ground of that name.
fn dual_of(dual: DualCriminality, article: &str, verification: Verification) -> GroundShown {
    let force = match dual {
        DualCriminality::Required => Force::Mandatory,
        DualCriminality::ForCoercion | DualCriminality::MayBeRequired | DualCriminality::SaveListed => Force::Optional,
        DualCriminality::NotRequired => Force::Excluded,
    };
    let says = dual.sentence().to_owned();
    GroundShown { id: DUAL.to_owned(), force, article: article.to_owned(), says, by: None, verification }
}

/// The penalty from which on the article serves. A person sought to serve a sentence needs the length that is asked for;
/// where the maximum counts under the law of both, that as well (1957 art. 2(1), Model Treaty art. 2(1)-(2)).
fn threshold_of(case: &Case, threshold: &Threshold, verification: Verification) -> GroundAnswer {
    let Penalty { requesting_months, requested_months, sentence_months } = case.penalty;
    let mut asked: Vec<(Option<u16>, u16, &str)> = Vec::new();
    if let (Some(_), Some(least)) = (sentence_months, threshold.sentence_months) {
        asked.push((sentence_months, least, "the sentence"));
    }
    if let Some(least) = threshold.maximum_months
        && (asked.is_empty() || threshold.both)
    {
        asked.push((requesting_months, least, "the maximum penalty in the requesting State"));
        if threshold.both {
            asked.push((requested_months, least, "the maximum penalty in the requested State"));
        }
    }
    let below = asked.iter().find(|(months, least, _)| months.is_some_and(|months| months < *least));
    let open: Vec<&str> = asked.iter().filter(|(months, ..)| months.is_none()).map(|(.., what)| *what).collect();
    let (outcome, because) = match below {
        Some((months, least, what)) => {
            let months = months.unwrap_or_default();
            (
                Outcome::Applies,
                format!("because {what} is {months} months, less than {least}: the instrument does not serve"),
            )
        }
        None if open.is_empty() => (Outcome::NotApplicable, "because the penalties reach it".to_owned()),
        None => (Outcome::Open, format!("to be established: {}", open.join(", "))),
    };
    GroundAnswer {
        id: THRESHOLD.to_owned(),
        force: Force::Mandatory,
        outcome,
        article: threshold.article.clone(),
        by: None,
        says: threshold.sentence(),
        because,
        facts: Vec::new(),
        establish: Vec::new(),
        statements: Vec::new(),
        first: None,
        verification,
    }
}

/// Facts with their words and where they come from.
pub(super) fn shown(book: &Lawbook, known: &Known, facts: Vec<(FactId, bool)>) -> Vec<FactShown> {
    let shown = |(id, holds): (FactId, bool)| {
        let told = known.why(&id).map_or(Told::Given, |because| Told::Found { because: because.to_owned() });
        FactShown { says: says(book, &id), id, holds, told }
    };
    facts.into_iter().map(shown).collect()
}

fn says(book: &Lawbook, id: &str) -> String {
    if id == AS_CHARGED {
        return "the offence is a label as charged".to_owned();
    }
    book.ground_rules().fact(id).map(|fact| fact.says.clone()).unwrap_or_default()
}

fn words(book: &Lawbook, facts: &[(FactId, bool)]) -> String {
    let one = |(id, holds): &(FactId, bool)| {
        let says = says(book, id);
        if *holds { says } else { format!("it is not so that {says}") }
    };
    facts.iter().map(one).collect::<Vec<_>>().join("; ")
}
