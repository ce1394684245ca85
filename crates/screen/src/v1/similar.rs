//! Every word of the index that one part of a query may stand for, with the weight of each.

use super::distance::Pattern;
use super::fold::Part;
use super::holdings::Holdings;
use super::lexicon::WordId;
use super::rarity::rarity;
use super::weights;
use crate::script::skeleton;
use crate::{LogOdds, Rule};

/// A word like the part, and how much the likeness weighs.
#[derive(Clone, Copy)]
pub struct Similar {
    /// The word of the index.
    pub word: WordId,
    /// The rule that weighs most.
    pub rule: Rule,
    /// Its weight; above nothing.
    pub weight: LogOdds,
}

/// What is compared: a folded text and whether vowels are left out.
pub struct Sought<'a> {
    /// The folded text.
    pub folded: &'a [u8],
    /// Script without vowels.
    pub abjad: bool,
    /// A minor part weighs little.
    pub minor: bool,
    /// Two parts joined.
    pub joined: bool,
}

impl<'a> From<&'a Part> for Sought<'a> {
    fn from(part: &'a Part) -> Sought<'a> {
        Sought { folded: &part.folded, abjad: part.abjad, minor: part.minor, joined: false }
    }
}

/// The words like `sought`, each once, heaviest first (then by number).
pub fn similar(holdings: &Holdings, sought: &Sought<'_>) -> Vec<Similar> {
    let mut found = Vec::new();
    if sought.minor {
        found.extend(holdings.words.find(sought.folded).map(|word| {
            let weight = holdings.word_uses[word as usize].rarity(holdings);
            Similar { word, rule: Rule::NameMinor, weight: weight.min(weights::MINOR) }
        }));
        return found;
    }
    by_spelling(holdings, sought, &mut found);
    by_consonants(holdings, sought, &mut found);
    found.retain(|like| like.weight > LogOdds::NOTHING);
    found.sort_unstable_by_key(|like| (like.word, -like.weight, like.rule));
    found.dedup_by_key(|like| like.word);
    found.sort_unstable_by_key(|like| (-like.weight, like.word));
    found
}

fn by_spelling(holdings: &Holdings, sought: &Sought<'_>, found: &mut Vec<Similar>) {
    let numeric = |text: &[u8]| text.iter().any(u8::is_ascii_digit);
    let exact = numeric(sought.folded);
    let pattern = Pattern::new(sought.folded);
    let most = match (exact, sought.joined) {
        (true, _) => 0,
        (_, true) => weights::EDITS_JOINED,
        _ => u32::MAX,
    };
    let limit = |longer| weights::edits_permitted(longer).min(most);
    holdings.words.near(&pattern, limit, |word, distance| {
        let text = holdings.words.text(word);
        if distance > 0 && numeric(text) {
            return;
        }
        let rarity = holdings.word_uses[word as usize].rarity(holdings);
        let (rule, weight) = match distance {
            0 => (Rule::NameEqual, rarity),
            edits => (Rule::NameEdits, edited(rarity, edits as i32, text.len().max(sought.folded.len()) as i32)),
        };
        found.push(Similar { word, rule, weight });
    });
}

fn edited(rarity: LogOdds, edits: i32, longer: i32) -> LogOdds {
    let kept = (100 - weights::EDIT_SHARE * edits / longer.max(1)).max(0);
    LogOdds((rarity.percent(kept).0 - weights::PER_EDIT.0 * edits).max(1))
}

fn by_consonants(holdings: &Holdings, sought: &Sought<'_>, found: &mut Vec<Similar>) {
    let bones = skeleton(sought.folded);
    if bones.len() < 2 {
        return;
    }
    let near = u32::from(bones.len() >= 4);
    let pattern = Pattern::new(&bones);
    holdings.skeletons.near(
        &pattern,
        |_| near,
        |same, distance| {
            let shared = &holdings.skeleton_uses[same as usize];
            let rarity = rarity(0, shared.uses, holdings.name_count);
            for &word in &shared.words {
                let abjad = sought.abjad || holdings.word_uses[word as usize].abjad > 0;
                let share = match (distance, abjad) {
                    (0, true) => weights::SKELETON_SHARE_ABJAD[(bones.len() - 1).min(4)],
                    (0, false) => weights::SKELETON_SHARE[(bones.len() - 1).min(4)],
                    (_, true) => weights::SKELETON_NEAR,
                    (_, false) => continue,
                };
                found.push(Similar { word, rule: Rule::NameConsonants, weight: rarity.percent(share) });
            }
        },
    );
}
