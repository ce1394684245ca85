//! Bilateral treaties between the two. The lawbook has their titles and dates and not their articles: they are shown beside
//! every answer, to be looked up, and are never a basis. Often they prevail, being closer.

use super::record::{BilateralShown, Condition, Power};
use crate::lawbook::article::Serves;
use crate::{Lawbook, Question};
use model::Kind;

/// Adds the treaties, and what follows for articles that are there where no treaty is.
pub(super) fn collect(book: &Lawbook, question: &Question, power: &mut Power) {
    let between = book.bilateral_between(question.from.state, question.to.state, question.on);
    for treaty in between.filter(|treaty| concerns(&treaty.kind, question.kind)) {
        let Some(since) = treaty.entry_into_force else { continue };
        power.bilateral.push(BilateralShown {
            kind: treaty.kind.clone(),
            title: treaty.title.clone(),
            since,
            verification: treaty.verification,
        });
    }
    let Some(first) = power.bilateral.first() else { return };
    let sentence = format!("a bilateral treaty on the subject is listed, whose own terms govern: {}", first.title);
    for basis in power.bases.iter_mut().filter(|basis| basis.serves == Serves::WhereNoTreaty) {
        basis.conditions.push(Condition { sentence: sentence.clone(), confirmed: false });
    }
}

/// Whether a treaty, by the word of its list, is about a kind of cooperation.
fn concerns(treaty: &str, kind: Kind) -> bool {
    use Kind::{ElectronicEvidence, Extradition, FreezingConfiscation, HitNoHit, Information, Jit, Mla, Preservation};
    use Kind::{ProvisionalArrest, SentencedPerson, Service, SpecialTechniques, Surrender};
    use Kind::{TransferOfPerson, TransferOfProceedings};
    match treaty {
        "police-cooperation" => matches!(kind, Information | HitNoHit | SpecialTechniques | Jit),
        "extradition" => matches!(kind, Extradition | ProvisionalArrest | Surrender),
        "transfer-of-sentenced-persons" => kind == SentencedPerson,
        "mla" => matches!(
            kind,
            Mla | Service
                | TransferOfPerson
                | Jit
                | ElectronicEvidence
                | Preservation
                | FreezingConfiscation
                | TransferOfProceedings
        ),
        _ => false,
    }
}
