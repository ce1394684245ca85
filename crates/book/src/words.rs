//! Words on the pages for what the law tells in codes.

use law::Extent;
use law::lawbook::StateKind;
use model::{Kind, Verification};
use std::borrow::Borrow;

/// A kind of cooperation, as a heading.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Information => "Police information",
        Kind::Extradition => "Extradition",
        Kind::Surrender => "Surrender on a warrant",
        Kind::ProvisionalArrest => "Provisional arrest",
        Kind::Mla => "Mutual legal assistance",
        Kind::Service => "Service of documents",
        Kind::TransferOfPerson => "Transfer of a person in custody",
        Kind::Jit => "Joint investigation team",
        Kind::SpecialTechniques => "Special techniques",
        Kind::Preservation => "Preservation of data",
        Kind::ElectronicEvidence => "Electronic evidence",
        Kind::FreezingConfiscation => "Freezing and confiscation",
        Kind::TransferOfProceedings => "Transfer of proceedings",
        Kind::SentencedPerson => "Transfer of sentenced persons",
        Kind::ContentRemoval => "Removal of content",
        Kind::HitNoHit => "Hit or no hit",
        _ => "Other cooperation",
    }
}

/// Whether something was read in its source.
pub fn read(verification: impl Borrow<Verification>) -> &'static str {
    match verification.borrow() {
        Verification::Sourced => "sourced",
        Verification::Unverified => "unverified",
    }
}

/// How far a kind is covered, as one letter for a class.
pub fn class(extent: Extent) -> &'static str {
    match extent {
        Extent::Every => "e",
        Extent::Listed => "l",
        Extent::OnFact => "f",
        Extent::Unknown => "u",
        Extent::Gap => "g",
    }
}

/// The same as a mark in a cell, which does not need its colour to be told.
pub fn mark(extent: Extent, instruments: usize) -> String {
    match extent {
        Extent::Every => instruments.to_string(),
        Extent::Listed => format!("({instruments})"),
        Extent::OnFact => format!("[{instruments}]"),
        Extent::Unknown => "?".to_owned(),
        Extent::Gap => "\u{2013}".to_owned(),
    }
}

/// The same beside a list of instruments.
pub fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Every => "every offence",
        Extent::Listed => "offences named",
        Extent::OnFact => "on a confirmed fact",
        Extent::Unknown => "unknown or open",
        Extent::Gap => "not covered",
    }
}

/// A standing in words.
pub fn standing(word: &str) -> &'static str {
    match word {
        "bound" => "bound",
        "suspended" => "suspended",
        "not-yet" => "consented, not yet in force for it",
        "ceased" => "ceased to be a party",
        "undated" => "party, day not known",
        "listed" => "listed, signatory or party",
        "signed" => "signed only",
        "not-bound" => "expressly not bound",
        "outside" => "cannot be a party",
        "open" => "position open",
        "absent" => "not a party",
        "not-in-force" => "instrument not in force",
        _ => "unknown",
    }
}

/// A standing as a mark in a cell.
pub fn standing_mark(word: &str) -> &'static str {
    match word {
        "bound" => "\u{25cf}",
        "suspended" => "S",
        "not-yet" => "\u{2192}",
        "ceased" => "X",
        "undated" | "listed" => "\u{25cb}",
        "signed" => "s",
        "unknown" | "open" => "?",
        "not-in-force" => "\u{00b7}",
        "outside" => "",
        _ => "\u{2013}",
    }
}

/// The same as a class: what binds, what may, what does not.
pub fn standing_class(word: &str) -> &'static str {
    match word {
        "bound" => "e",
        "suspended" | "not-yet" | "undated" | "listed" => "l",
        "signed" => "f",
        "unknown" | "open" => "u",
        _ => "g",
    }
}

/// What a code stands for.
pub fn code(kind: StateKind) -> &'static str {
    match kind {
        StateKind::State => "State",
        StateKind::Territory => "territory",
        StateKind::Organisation => "organisation",
        StateKind::Invented => "invented, for exercises",
    }
}

/// One of five steps of a scale: the share of `count` in `of`.
pub fn step(count: usize, of: usize) -> usize {
    if count == 0 || of == 0 { 0 } else { (count * 5).div_ceil(of).min(5) }
}
