//! Officers: the roster, and enrolling one.

use crate::administration::officers::{self, NOD_4_1};
use crate::api::body::Post;
use crate::api::node::Node;
use crate::api::shape;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::work::{Shown, look, make};
use crate::sign_in::NewAccount;
use axum::extract::State;
use axum::response::Response;
use model::{Officer, OfficerId, Refusal, Role, UnitId};
use policy::{Action, Actor, Circumstances, Resource};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The roster: every officer needs to know who could approve.
#[utoipa::path(get, path = "/v1/officers", tag = "administration",
    responses((status = 200, description = "Every officer", body = Vec<shape::Officer>)))]
pub(super) async fn list(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at the roster", officer, None, |_, tx, _| Shown::of(&tx.officers().all()?)).await
}

/// Whom to enrol.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EnrolBody {
    #[schema(value_type = String)]
    id: OfficerId,
    #[schema(value_type = Vec<shape::Role>)]
    roles: BTreeSet<Role>,
    #[schema(value_type = String)]
    unit: UnitId,
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    compartments: BTreeSet<UnitId>,
    #[serde(default)]
    remote: bool,
}

/// An officer who was enrolled.
#[derive(Serialize, ToSchema)]
pub(super) struct Enrolled {
    #[schema(value_type = shape::Officer)]
    officer: Officer,
    /// To be handed over by hand; shown in this answer alone.
    one_time_code: String,
    /// Until when it opens enrolment.
    until: String,
}

/// Enrol an officer; the answer holds the one-time code.
#[utoipa::path(post, path = "/v1/officers", tag = "administration", request_body = EnrolBody,
    responses((status = 201, description = "Enrolled", body = Enrolled)))]
pub(super) async fn enrol(State(node): State<Node>, post: Post<EnrolBody>) -> Result<Response, Problem> {
    if post.body.roles.is_empty() {
        return Err(Problem::field("/roles".to_owned(), "expected at least one role".to_owned()));
    }
    make(&node, "enrol an officer", post, None, |station, tx, by, body| {
        let EnrolBody { id, roles, unit, compartments, remote } = body;
        let officer = Officer { id, roles, unit, compartments, remote };
        let at = tx.at();
        let resource = Resource::officer(officer.id.clone(), officer.roles.clone());
        let actor = Actor::Officer(by.clone());
        station.demand(&actor, Action::EnrolOfficer, &resource, &Circumstances::at(at))?;
        let NewAccount { code, credentials, until } = NewAccount::draw(at, tx.chance())?;
        if tx.officers().get(&officer.id)?.is_some() {
            let because = format!("the account `{}` is taken", officer.id);
            let remedy = "choose another id".to_owned();
            return Err(Refusal { check: &NOD_4_1, cites: Vec::new(), because, remedy }.into());
        }
        officers::enrol(station, tx, by, &officer, credentials)?;
        let one_time_code = code.reveal().to_owned();
        Shown::of(&Enrolled { officer, one_time_code, until: format!("{until:.0}") })
    })
    .await
}
