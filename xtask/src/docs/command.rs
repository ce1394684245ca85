//! `docs/cli.md`: the words of the `comity` command, as the command itself states them.

/// The text of the document.
pub fn text() -> Result<String, String> {
    Ok(node::command::reference())
}
