//! The shapes of the nouns in JSON, for the OpenAPI document alone: what `model` reads and writes, described once more so
//! that `model` need not know OpenAPI. A test holds every shape against its noun.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whom or what an item is about.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "subject", rename_all = "kebab-case")]
pub(super) enum Subject {
    /// A natural person.
    Person(Person),
    /// An organisation.
    Organisation(Organisation),
}

/// A natural person.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Person {
    /// Names and aliases; the first is the primary one.
    names: Vec<String>,
    /// What he is to the matter; obligatory on an item that leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<SubjectCategory>,
    /// YYYY, YYYY-MM or YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    birth_place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sex: Option<Sex>,
    /// States by their three letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    nationalities: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<Identifier>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

/// What a person is to the matter (LED art. 6).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SubjectCategory {
    PersonConcerned,
    Convicted,
    Victim,
    OtherParty,
}

/// Sex as documents state it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sex {
    Female,
    Male,
    Unspecified,
}

/// An organisation.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Organisation {
    /// Names; the first is the primary one.
    names: Vec<String>,
    /// Where it is established.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    states: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<Identifier>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    remarks: Option<String>,
}

/// Document, telephone, account.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Identifier {
    kind: IdentifierKind,
    /// As written.
    value: String,
    /// Which State issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
}

/// What kind of identifier.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum IdentifierKind {
    Passport,
    NationalId,
    Phone,
    Email,
    Account,
    Registration,
}

/// What one message says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "content", rename_all = "kebab-case")]
pub(super) enum Content {
    /// A request.
    Request(Request),
}

/// A police information request.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Request {
    /// Whom or what it is about.
    subjects: Vec<Subject>,
    /// What is asked.
    question: String,
    /// Why it is necessary.
    justification: String,
    /// Until when, that day included, what the partner holds later is to be compared too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    watch_until: Option<String>,
}

/// What an answer is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub(super) enum Outcome {
    /// Information about a confirmed match.
    Information {
        /// About whom or what.
        subjects: Vec<Subject>,
        /// What is known.
        statements: Vec<Statement>,
    },
    /// The neutral answer, where no schedule gives it.
    Neutral {
        /// As of when the search was made.
        as_of: String,
    },
    /// A refusal with its ground.
    Refused {
        /// By the lawbook's word.
        ground: String,
        /// Where it stands.
        cite: String,
    },
}

/// One statement.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Statement {
    text: String,
    nature: StatementNature,
    evaluation: Evaluation,
}

/// Fact or assessment (LED art. 7).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StatementNature {
    Fact,
    Assessment,
}

/// The 4x4 evaluation.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Evaluation {
    source: SourceReliability,
    information: InformationAccuracy,
}

/// How far the source can be relied on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) enum SourceReliability {
    A,
    B,
    C,
    X,
}

/// How accurate the information is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) enum InformationAccuracy {
    #[serde(rename = "1")]
    One,
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "3")]
    Three,
    #[serde(rename = "4")]
    Four,
}

/// What the receiver may do with it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Handling {
    codes: Vec<HandlingCode>,
    /// The words of H3; present exactly when H3 is among the codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    restriction: Option<String>,
    /// Conditions of use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<String>,
}

/// H0 bound to purpose; H1 not in court without permission; H2 not passed on without permission; H3 in words.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) enum HandlingCode {
    H0,
    H1,
    H2,
    H3,
}

/// How long the receiver may keep it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Retention {
    /// The day of review, such as 2027-11-23.
    #[schema(format = Date)]
    review: String,
    /// The last day.
    #[schema(format = Date)]
    until: String,
}

/// To whom, under which arrangement.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Addressee {
    to: String,
    under: String,
}

/// What for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Purpose {
    Prevention,
    Investigation,
    Prosecution,
    Threat,
    Oversight,
}

/// How urgent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Urgency {
    UrgentDirect,
    UrgentIndirect,
    Ordinary,
}

/// What an officer is there for.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    DeskOfficer,
    Approver,
    Overseer,
    Administrator,
}

/// An officer of this node.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Officer {
    id: String,
    roles: Vec<Role>,
    /// The unit whose tray and compartment are his.
    unit: String,
    /// Further compartments that he was let into.
    #[serde(default)]
    compartments: Vec<String>,
    /// Approves from elsewhere.
    #[serde(default)]
    remote: bool,
}

/// What a person found about a bar.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub(super) enum BarOutcome {
    /// The obstacle does not stand.
    Clear,
    /// It would stand without this condition of use.
    Condition {
        /// The condition, in words that bind the receiver.
        condition: String,
    },
    /// It stands: nothing is provided.
    Barred,
}

/// An arrangement between this node's authority and a partner.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Arrangement {
    id: String,
    title: String,
    kind: ArrangementKind,
    /// Invented, for a demonstration or exercise.
    #[serde(default)]
    invented: bool,
    /// The body whose rules it adopts, by its id in the lawbook: `INTERPOL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    adopts: Option<String>,
    /// The two authorities.
    between: [String; 2],
    /// The kinds it covers: `information`.
    kinds: Vec<String>,
    /// The offences it covers; none named means all.
    #[serde(default)]
    offences: Vec<String>,
    purposes: Vec<Purpose>,
    /// `none`, `personal`, `special`.
    categories: Vec<String>,
    /// What every item under it carries at least.
    handling: Handling,
    /// To whom the receiver may hand on what it got; as the codes say, where absent.
    #[serde(default, skip_serializing_if = "OnwardRule::as_marked")]
    onward: OnwardRule,
    /// The most days for which what was received under it may be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept_days: Option<u32>,
    /// Whether it holds appropriate safeguards (LED art. 37).
    #[serde(default)]
    safeguards: bool,
    #[schema(format = Date)]
    from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[schema(format = Date)]
    review: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suspended: Option<String>,
    /// When the neutral answer leaves, where it is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    neutral: Option<NeutralSchedule>,
    /// Set by signing alone; a registration cannot carry one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    standing: Option<StandingApproval>,
    /// Through which relay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    relay: Option<String>,
    /// The fingerprint of the partner's root, 64 hexadecimal digits.
    partner_root: String,
}

/// What kind of act an arrangement is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ArrangementKind {
    Implementing,
    Basis,
    Reciprocity,
}

/// To whom the receiver may hand on what it got under an arrangement.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OnwardRule {
    /// As the codes of each item say.
    #[default]
    AsMarked,
    /// Within the receiving State, to authorities competent for its purposes; beyond it the provider is asked first.
    WithinState,
    /// To nobody without permission: every item carries H2.
    AskFirst,
}

impl OnwardRule {
    fn as_marked(&self) -> bool {
        *self == OnwardRule::AsMarked
    }
}

/// When the neutral answer leaves.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct NeutralSchedule {
    every_seconds: u32,
    not_before_seconds: u32,
}

/// A standing approval that a named person signed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct StandingApproval {
    by: String,
    at: String,
    #[schema(format = Date)]
    until: String,
    /// For what.
    covers: Vec<StandingKind>,
}

/// What may leave under a standing approval.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StandingKind {
    /// The neutral answer, at its tick.
    NeutralAnswer,
    /// That a copy was erased or corrected; a recall handed on.
    Acknowledgement,
}

/// An authority to which something is to be passed on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct ThirdParty {
    authority: String,
    /// Three letters.
    state: String,
    body: Body,
}

/// What kind of body an authority is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Body {
    Police,
    Prosecutor,
    Fiu,
    CentralAuthority,
    #[serde(rename = "regional-body")]
    Regional,
    Relay,
}

/// A duty of law under which a message is kept.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum LegalDuty {
    CourtOrder,
    DisclosureToTheDefence,
    Complaint,
    Inquiry,
}

/// Why a message is recalled.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RecallGround {
    Incorrect,
    Unlawful,
    NoLongerNeeded,
    Ordered,
    Misdirected,
}

/// An authorisation to screen a population. It knows no traits of persons.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Authorisation {
    /// Its id, used once.
    id: String,
    /// The law that allows it: act and article.
    basis: String,
    /// The court or authority that ordered it, by office and not by name.
    ordered_by: String,
    /// The file number of the order.
    order: String,
    #[schema(format = Date)]
    ordered_on: String,
    /// The file number of the impact assessment.
    assessment: String,
    purpose: Purpose,
    /// Our case reference.
    case: String,
    population: Population,
    /// The units whose holdings it is compared with.
    compartments: Vec<String>,
    /// The last day of use: within a year.
    #[schema(format = Date)]
    until: String,
    /// The last day on which an unjudged hit may be read: at most 90 days after that.
    #[schema(format = Date)]
    kept_until: String,
}

/// What is screened.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct Population {
    /// What it is, without a name of a person.
    title: String,
    /// SHA-256 of the document, 64 hexadecimal digits.
    document: String,
    /// The most rows, over all uses together.
    rows: u64,
}

/// A field that goes or stays otherwise than the table says, with the officer's reason.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct FieldOverride {
    /// Which field of which subject.
    field: FieldId,
    /// Whether it goes.
    goes: bool,
    /// Why.
    reason: String,
}

/// A field of a subject.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct FieldId {
    /// Which subject, from 0.
    subject: usize,
    /// `name`, `aliases`, `birth`, `birth-place`, `sex`, `nationalities`, `identifiers`, `addresses`, `remarks`.
    field: String,
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    /// The noun reads `value` and writes it back; the shape does the same; neither knows a field that the other does not.
    fn same<Noun: DeserializeOwned + Serialize, Shape: DeserializeOwned + Serialize>(value: &Value) {
        let noun: Noun = serde_json::from_value(value.clone()).unwrap();
        let shape: Shape = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(&serde_json::to_value(noun).unwrap(), value, "the noun");
        assert_eq!(&serde_json::to_value(shape).unwrap(), value, "the shape");
    }

    fn subjects() -> Value {
        let identifiers = json!([{ "kind": "passport", "value": "X1", "issuer": "FIN" }]);
        json!([
            {
                "subject": "person", "names": ["Aino Testinen"], "category": "person-concerned", "birth": "1980-02-03",
                "birth_place": "Testila", "sex": "female", "nationalities": ["FIN"], "identifiers": identifiers,
                "addresses": ["Testikatu 1"], "remarks": "none"
            },
            {
                "subject": "organisation", "names": ["Testiyhdistys"], "states": ["FIN"], "identifiers": identifiers,
                "addresses": ["Testikatu 1"], "remarks": "none"
            }
        ])
    }

    #[test]
    fn every_shape_is_that_of_its_noun() {
        let request = json!({ "content": "request", "subjects": subjects(), "question": "?", "justification": "!" });
        same::<model::Content, super::Content>(&request);
        let evaluation = json!({ "source": "B", "information": "2" });
        let statements = json!([{ "text": "Known.", "nature": "fact", "evaluation": evaluation }]);
        for outcome in [
            json!({ "outcome": "information", "subjects": subjects(), "statements": statements }),
            json!({ "outcome": "neutral", "as_of": "2026-11-23T00:00:00Z" }),
            json!({ "outcome": "refused", "ground": "speciality", "cite": "art. 1" }),
        ] {
            same::<model::Outcome, super::Outcome>(&outcome);
        }
        for outcome in [json!({ "outcome": "clear" }), json!({ "outcome": "condition", "condition": "not if" })] {
            same::<model::BarOutcome, super::BarOutcome>(&outcome);
        }
        let officer = json!({
            "id": "desk", "roles": ["desk-officer", "approver", "overseer", "administrator"], "unit": "spoc",
            "compartments": ["other"], "remote": true
        });
        same::<model::Officer, super::Officer>(&officer);
        same::<model::ThirdParty, super::ThirdParty>(
            &json!({ "authority": "lv-spoc", "state": "LVA", "body": "central-authority" }),
        );
        for duty in ["court-order", "disclosure-to-the-defence", "complaint", "inquiry"] {
            same::<model::LegalDuty, super::LegalDuty>(&json!(duty));
        }
        for ground in ["incorrect", "unlawful", "no-longer-needed", "ordered", "misdirected"] {
            same::<model::RecallGround, super::RecallGround>(&json!(ground));
        }
        same::<exchange::Addressee, super::Addressee>(&json!({ "to": "ee-spoc", "under": "ee-fi" }));
        same::<model::Retention, super::Retention>(&json!({ "review": "2027-01-01", "until": "2028-01-01" }));
    }

    #[test]
    fn the_shape_of_an_authorisation_is_that_of_the_noun() {
        same::<model::Authorisation, super::Authorisation>(&json!({
            "id": "ferry-17", "basis": "Act 1", "ordered_by": "A court", "order": "R-1", "ordered_on": "2026-11-25",
            "assessment": "A-1", "purpose": "prevention", "case": "C-1",
            "population": { "title": "T", "document": "00".repeat(32), "rows": 6 },
            "compartments": ["spoc"], "until": "2027-01-01", "kept_until": "2027-02-01"
        }));
    }

    #[test]
    fn the_shape_of_an_arrangement_is_that_of_the_noun() {
        let handling = json!({ "codes": ["H0", "H3"], "restriction": "ask", "conditions": ["not if"] });
        same::<model::Handling, super::Handling>(&handling);
        same::<model::Arrangement, super::Arrangement>(&json!({
            "id": "ee-fi", "title": "T", "kind": "implementing", "invented": true, "adopts": "INTERPOL", "between": ["ee-spoc", "fi-spoc"],
            "kinds": ["information"], "offences": ["terrorist-financing"], "purposes": ["investigation", "threat"],
            "categories": ["none", "personal"], "handling": handling, "onward": "ask-first", "kept_days": 365, "safeguards": true, "from": "2025-01-01",
            "until": "2030-01-01", "review": "2027-01-01", "suspended": "2029-01-01",
            "neutral": { "every_seconds": 3600, "not_before_seconds": 600 },
            "standing": { "by": "approver", "at": "2026-11-23T00:00:00Z", "until": "2027-01-01",
                "covers": ["neutral-answer", "acknowledgement"] },
            "relay": "relay-north", "partner_root": "00".repeat(32)
        }));
    }
}
