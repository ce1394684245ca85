//! `docs/openapi.json`: the officers' API, as a node serves it at `/openapi.json`.

/// The text of the document.
pub fn text() -> Result<String, String> {
    Ok(node::api::openapi().trim_end().to_owned() + "\n")
}
