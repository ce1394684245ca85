//! `docs/policy-table.md`: role by action by handling, every cell. The table is made in `policy`; its tests say that it is
//! complete.

/// The text of the document.
pub fn text() -> Result<String, String> {
    let policies = policy::house::policies().map_err(|e| e.to_string())?;
    Ok(policy::golden_table(&policies))
}
