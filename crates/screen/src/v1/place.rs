//! Places of birth and addresses: by the words they share, whatever their order.

use super::weights;
use crate::script::{Nature, analyse};
use crate::{LogOdds, Rule};

type Shared = (Rule, LogOdds, (Option<usize>, Option<usize>));

/// The best pair of an asked place and a held one.
pub fn shared(asked: &[String], held: &[&str]) -> Shared {
    let mut best: Option<Shared> = None;
    for (at, one) in asked.iter().enumerate() {
        let words = words(one);
        for (other, text) in held.iter().enumerate() {
            let (rule, weight) = compare(&words, &self::words(text));
            if best.is_none_or(|(_, before, _)| weight > before) {
                best = Some((rule, weight, (Some(at), Some(other))));
            }
        }
    }
    let silent = (Rule::NotStated, LogOdds::NOTHING, (asked.first().map(|_| 0), held.first().map(|_| 0)));
    best.unwrap_or(silent)
}

/// The words of a place, as read, without the small ones.
fn words(text: &str) -> Vec<Vec<u8>> {
    let form = analyse(text, Nature::Thing).into_iter().next();
    let parts = form.into_iter().flat_map(|form| form.parts).filter(|part| !part.role.is_minor());
    let mut words: Vec<Vec<u8>> = parts.map(|part| part.text().to_vec()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn compare(asked: &[Vec<u8>], held: &[Vec<u8>]) -> (Rule, LogOdds) {
    if asked.is_empty() || held.is_empty() {
        return (Rule::NotStated, LogOdds::NOTHING);
    }
    let both = asked.iter().filter(|word| held.binary_search(word).is_ok()).count();
    if both == 0 {
        return (Rule::PlaceDiffers, weights::PLACE_DIFFERS);
    }
    let share = (200 * both / (asked.len() + held.len())) as i32;
    let weight = LogOdds(weights::PLACE_WORD.0 * both as i32).min(weights::PLACE_MOST);
    (Rule::PlaceShared, LogOdds(weight.percent(share.max(30)).0.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_silence_is_no_difference() {
        let of = |a: &str, b: &str| shared(&[a.to_owned()], &[b]);
        assert!(of("Oulu, Finland", "Finland Oulu").1 > of("Oulu, Finland", "Espoo, Finland").1);
        assert_eq!(of("Oulu", "Mombasa").0, Rule::PlaceDiffers);
        assert_eq!(of("Oulu", "").0, Rule::NotStated);
        assert_eq!(shared(&["Oulu".to_owned()], &[]).0, Rule::NotStated);
    }
}
