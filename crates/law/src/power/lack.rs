//! What an article lacks to serve a question: found without words, so that a whole world of pairs can be asked; put into
//! words only where somebody reads them. Next: [`words`](super::words).

use super::position::{Position, across, excluded};
use super::record::Obstacle;
use crate::lawbook::article::Article;
use crate::lawbook::declaration::Declaration;
use crate::lawbook::instrument::Instrument;
use crate::standing::Standing;
use crate::{Fact, Question, Side};
use model::{Body, Verification};

/// One thing that an article lacks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lack<'a> {
    /// This State is not bound, or cannot rely on it.
    Party(&'a Position),
    /// The two do not stand across from each other.
    SameSide,
    /// A statement of this State takes the article away.
    Excluded(&'a Declaration),
    /// It does not serve the purpose.
    Purpose,
    /// It does not serve a body of this sort.
    Body(&'a Side),
    /// A regional body acts under its own instruments.
    Regional(&'a Side),
    /// A person must confirm a fact.
    Fact(Fact),
}

/// Finds everything that an article lacks; `found` is called for each.
pub(crate) fn lacks<'a>(
    question: &'a Question,
    instrument: &'a Instrument,
    article: &'a Article,
    positions: [&'a Position; 2],
    mut found: impl FnMut(Lack<'a>),
) {
    for position in positions {
        if position.operative(question.on).is_none() {
            found(Lack::Party(position));
        }
    }
    if !across(positions[0], positions[1]) {
        found(Lack::SameSide);
    }
    if !instrument.declarations.is_empty() {
        for position in positions {
            let statement = excluded(instrument, &article.article, position.state, question.kind, question.on);
            if let Some(statement) = statement {
                found(Lack::Excluded(statement));
            }
        }
    }
    if !article.purposes.contains(&question.purpose) {
        found(Lack::Purpose);
    }
    for side in [&question.from, &question.to] {
        if let Some(lack) = body(side, article) {
            found(lack);
        }
    }
    for fact in article.needs.difference(&question.confirmed) {
        found(Lack::Fact(*fact));
    }
}

fn body<'a>(side: &'a Side, article: &Article) -> Option<Lack<'a>> {
    let body = side.body?;
    if article.bodies.contains(&body) {
        return None;
    }
    if body == Body::RegionalBody {
        return Some(Lack::Regional(side));
    }
    (!article.bodies.is_empty()).then_some(Lack::Body(side))
}

impl Lack<'_> {
    /// How firmly it stands in the way.
    pub(crate) fn obstacle(&self, instrument: &Instrument, article: &Article) -> Obstacle {
        match self {
            Lack::Party(position) => of_party(instrument, &position.standing),
            Lack::SameSide => Obstacle::Definite { verification: Verification::Unverified },
            Lack::Excluded(declaration) => Obstacle::Definite { verification: declaration.verification },
            Lack::Purpose | Lack::Body(_) | Lack::Regional(_) => {
                Obstacle::Definite { verification: article.verification }
            }
            Lack::Fact(fact) => Obstacle::NeedsFact { fact: *fact },
        }
    }
}

fn of_party(instrument: &Instrument, standing: &Standing) -> Obstacle {
    let definite = |verification: &Verification| Obstacle::Definite { verification: *verification };
    match standing {
        Standing::Bound(_) | Standing::Listed { .. } | Standing::Open { .. } => Obstacle::Open,
        Standing::NotYet { verification, .. }
        | Standing::Ceased { verification, .. }
        | Standing::NotBound { verification, .. }
        | Standing::Outside { verification, .. }
        | Standing::Absent { verification, .. }
        | Standing::Signed { verification, .. }
        | Standing::NotInForce { verification, .. } => definite(verification),
        Standing::Undated { .. } => Obstacle::Undated,
        Standing::Unknown { .. } if instrument.participation.as_of.is_none() => Obstacle::Open,
        Standing::Unknown { since } => Obstacle::UnknownSince { since: *since },
    }
}
