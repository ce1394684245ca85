//! The parts of an address: ids in the path, options in the query. What is not one of ours has no address here.

use super::body::wanted;
use super::node::Node;
use super::status::Problem;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// What the path names.
pub(super) struct Place<T>(pub(super) T);

/// What the query asks.
pub(super) struct Options<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Node> for Place<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, node: &Node) -> Result<Place<T>, Problem> {
        let path = Path::<T>::from_request_parts(parts, node).await;
        path.map(|Path(value)| Place(value)).map_err(|_| Problem::nothing())
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<Node> for Options<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, node: &Node) -> Result<Options<T>, Problem> {
        let query = Query::<T>::from_request_parts(parts, node).await;
        query.map(|Query(value)| Options(value)).map_err(|rejection| Problem::query(wanted(&rejection.body_text())))
    }
}
