//! One instrument: what it is, how far its list of parties goes, what its articles provide, on which grounds it may be
//! refused, what it does to others, what States declared under it.

use crate::Lawbook;
use crate::lawbook::article::Article;
use crate::lawbook::declaration::Declaration;
use crate::lawbook::effect::Effect;
use crate::lawbook::ground::Ground;
use crate::parties::parties;
use crate::power::ClockShown;
use model::time::Date;
use model::{InstrumentId, Offence, RulesetVersion, Verification};
use serde::Serialize;
use std::collections::BTreeMap;

/// When it enters into force for a State that joins later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryShown {
    /// In words.
    pub rule: String,
    /// Which article.
    pub article: String,
    /// Whether it was read.
    pub verification: Verification,
}

/// One instrument on one day.
#[derive(Debug, Clone, Serialize)]
pub struct InstrumentSheet<'a> {
    /// Its id.
    pub instrument: &'a InstrumentId,
    /// What practitioners call it.
    pub short_title: &'a str,
    /// What it is called in full.
    pub title: &'a str,
    /// With whom instruments are deposited.
    pub depositary: &'a str,
    /// When it was adopted.
    pub adopted: Date,
    /// When it entered into force; absent where it did not, or we do not know.
    pub in_force: Option<Date>,
    /// From when on it was applied provisionally, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provisional: Option<Date>,
    /// `universal`, or the region.
    pub region: &'a str,
    /// What it is for.
    pub purposes: &'a [String],
    /// Time limits, in words.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub time_limits: &'a str,
    /// Where what stands here was read.
    pub source: &'a str,
    /// Whether it was.
    pub verification: Verification,
    /// When it enters into force for a State that joins later.
    pub entry: Option<EntryShown>,
    /// On which day the parties were counted.
    pub on: Date,
    /// The day to which the list of parties was brought.
    pub as_of: Option<Date>,
    /// True if the lawbook holds any list of parties; where it is false, `count` says nothing.
    pub listed: bool,
    /// How many parties.
    pub count: usize,
    /// Parties without a date, not counted.
    pub undated: usize,
    /// Whether the statement on how far the list goes was checked.
    pub list_verification: Verification,
    /// In words, what the count does not know.
    pub caution: String,
    /// Articles by subject, for reading.
    pub articles: &'a BTreeMap<String, String>,
    /// Its articles as rules.
    pub rules_of_law: &'a [Article],
    /// Refusal grounds.
    pub grounds: &'a [Ground],
    /// What it does to other instruments.
    pub effects: &'a [Effect],
    /// Statements whose effect is known.
    pub declarations: &'a [Declaration],
    /// Clocks that it sets.
    pub clocks: Vec<ClockShown>,
    /// Offences that it defines, with the article.
    pub defines: Vec<(Offence, String)>,
    /// By which rules.
    pub rules: RulesetVersion,
}

/// All that the lawbook knows of an instrument; nothing if it has none of this id.
pub fn instrument<'a>(book: &'a Lawbook, id: &InstrumentId, on: Date) -> Option<InstrumentSheet<'a>> {
    let found = book.instrument(id)?;
    let parties = parties(book, id, on)?;
    let clocks = book.clocks().iter().filter(|clock| clock.instrument.as_ref() == Some(id)).map(|clock| ClockShown {
        id: clock.id.clone(),
        article: clock.article.clone(),
        period: clock.period.to_string(),
        starts: clock.starts.clone(),
        verification: clock.verification,
    });
    let mut defines = Vec::new();
    for offence in book.offences() {
        let here = offence.defined_by.iter().filter(|definition| definition.instrument == *id);
        defines.extend(here.map(|definition| (offence.id.clone(), definition.article.clone())));
    }
    Some(InstrumentSheet {
        instrument: &found.id,
        short_title: &found.short_title,
        title: &found.title,
        depositary: &found.depositary,
        adopted: found.adopted,
        in_force: found.in_force,
        provisional: found.provisional,
        region: &found.region,
        purposes: &found.purposes,
        time_limits: &found.time_limits,
        source: &found.source,
        verification: found.verification,
        entry: found.entry.as_ref().map(|entry| EntryShown {
            rule: entry.rule.sentence(),
            article: entry.article.clone(),
            verification: entry.verification,
        }),
        on,
        as_of: parties.as_of,
        listed: parties.listed,
        count: parties.count,
        undated: parties.undated.len(),
        list_verification: parties.list_verification,
        caution: parties.caution,
        articles: &found.articles,
        rules_of_law: &found.rules,
        grounds: &found.grounds,
        effects: &found.effects,
        declarations: found.declarations(),
        clocks: clocks.collect(),
        defines,
        rules: book.version().clone(),
    })
}
