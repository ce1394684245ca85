//! Our own card, for partners.

use crate::api::node::Node;
use crate::api::signed_in::SignedIn;
use crate::api::status::Problem;
use crate::api::work::{Shown, look};
use axum::extract::State;
use axum::response::Response;
use data_encoding::BASE64;
use seal::keys::fingerprint_words;
use serde::Serialize;
use utoipa::ToSchema;

/// Our card, and what partners pin.
#[derive(Serialize, ToSchema)]
pub(super) struct OurCard {
    authority: String,
    /// The signed card in base64.
    card: String,
    /// SHA-256 of the public root: partners pin it in their arrangement with us.
    fingerprint: String,
    /// The same in words, to be read on a line that both trust.
    fingerprint_words: String,
}

/// Our own card with the fingerprint of its root.
#[utoipa::path(get, path = "/v1/card", tag = "administration",
    responses((status = 200, description = "The card", body = OurCard)))]
pub(super) async fn card(State(node): State<Node>, SignedIn(officer): SignedIn) -> Result<Response, Problem> {
    look(&node, "look at our card", officer, None, |station, tx, _| {
        let fingerprint = station.root();
        Shown::of(&OurCard {
            authority: station.us().id.to_string(),
            card: BASE64.encode(&station.card(tx)?),
            fingerprint: fingerprint.to_string(),
            fingerprint_words: fingerprint_words(&fingerprint),
        })
    })
    .await
}
