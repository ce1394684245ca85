//! One policy as officers meet it: id, sentence, source, what leads on. Read from the annotations beside the Cedar text.

use crate::checks::{POL_1_2, POL_1_3};
use crate::{BadPolicy, Obligation};
use cedar_policy::{Effect, Policy};
use model::{Citation, Reason, Role};

/// The annotations that a policy may carry; any other is refused at load.
const KNOWN: [&str; 6] = ["id", "because", "cite", "remedy", "way_out", "obligation"];

/// What is said about a policy beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id: `release.four-eyes`.
    pub id: String,
    /// Whether it permits; otherwise it forbids.
    pub permits: bool,
    /// What it says, in one sentence.
    pub because: String,
    /// Where it comes from: an article, a code, or `house`.
    pub cite: Citation,
    /// What leads on when it forbids, in words.
    pub remedy: Option<String>,
    /// What leads on when it forbids: another person of this role.
    pub way_out: Option<Role>,
    /// What must be done when it permits.
    pub obligations: Vec<Obligation>,
}

impl Rule {
    /// Reads the annotations (POL-1.2, POL-1.3).
    pub(crate) fn read(file: &str, policy: &Policy) -> Result<Rule, BadPolicy> {
        let id = policy.annotation("id").map(str::to_owned);
        let bad = |check, because: String| BadPolicy { check, file: file.to_owned(), policy: id.clone(), because };
        if let Some((key, _)) = policy.annotations().find(|(key, _)| !KNOWN.contains(key)) {
            return Err(bad(&POL_1_2, format!("the annotation `@{key}` is not known")));
        }
        let said = |key: &str| -> Result<String, BadPolicy> {
            match policy.annotation(key) {
                Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
                _ => Err(bad(&POL_1_2, format!("`@{key}` is missing"))),
            }
        };
        let words = policy.annotation("obligation").unwrap_or_default().split_whitespace();
        let obligations = words
            .map(|word| Obligation::parse(word).ok_or_else(|| bad(&POL_1_3, format!("nobody can carry out `{word}`"))))
            .collect::<Result<Vec<_>, _>>()?;
        let permits = policy.effect() == Effect::Permit;
        if !permits && !obligations.is_empty() {
            return Err(bad(&POL_1_3, "a policy that forbids brings no obligation".to_owned()));
        }
        let way_out = match policy.annotation("way_out") {
            Some(word) => {
                Some(Role::parse(word).ok_or_else(|| bad(&POL_1_2, format!("`{word}` in `@way_out` is no role")))?)
            }
            None => None,
        };
        let remedy = policy.annotation("remedy").map(str::to_owned);
        if !permits && remedy.is_none() && way_out.is_none() {
            return Err(bad(&POL_1_2, "a policy that forbids says what leads on: `@remedy` or `@way_out`".to_owned()));
        }
        Ok(Rule {
            id: said("id")?,
            permits,
            because: said("because")?,
            cite: Citation(said("cite")?),
            remedy,
            way_out,
            obligations,
        })
    }

    /// The rule as a reason of a finding.
    pub fn reason(&self) -> Reason {
        Reason { check: self.id.clone(), cites: vec![self.cite.clone()], because: self.because.clone() }
    }
}
