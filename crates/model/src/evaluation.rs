//! The 4x4 evaluation of source and information (Europol Regulation art. 29).

use serde::{Deserialize, Serialize};
use std::fmt;

/// How far the source can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceReliability {
    /// No doubt of authenticity, trustworthiness and competence, or reliable in all instances.
    A,
    /// Mostly reliable.
    B,
    /// Mostly unreliable.
    C,
    /// Cannot be assessed.
    X,
}

/// How accurate the information is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InformationAccuracy {
    /// Accuracy not in doubt.
    #[serde(rename = "1")]
    One,
    /// Known personally to the source, not to the official passing it on.
    #[serde(rename = "2")]
    Two,
    /// Not known personally to the source, corroborated by other information already recorded.
    #[serde(rename = "3")]
    Three,
    /// Not known personally to the source, cannot be corroborated.
    #[serde(rename = "4")]
    Four,
}

/// Source and information together: `B2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The source.
    pub source: SourceReliability,
    /// The information.
    pub information: InformationAccuracy,
}

impl Evaluation {
    /// Reads two characters such as `B2`.
    pub fn parse(text: &str) -> Option<Evaluation> {
        let source = match text.get(..1)? {
            "A" => SourceReliability::A,
            "B" => SourceReliability::B,
            "C" => SourceReliability::C,
            "X" => SourceReliability::X,
            _ => return None,
        };
        let information = match text.get(1..)? {
            "1" => InformationAccuracy::One,
            "2" => InformationAccuracy::Two,
            "3" => InformationAccuracy::Three,
            "4" => InformationAccuracy::Four,
            _ => return None,
        };
        Some(Evaluation { source, information })
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}{}", self.source, self.information as u8 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_as_it_prints() {
        for source in ["A", "B", "C", "X"] {
            for information in ["1", "2", "3", "4"] {
                let text = format!("{source}{information}");
                assert_eq!(Evaluation::parse(&text).unwrap().to_string(), text);
            }
        }
        assert_eq!(Evaluation::parse("D1"), None);
        assert_eq!(Evaluation::parse("A"), None);
        assert_eq!(Evaluation::parse("é1"), None);
    }
}
