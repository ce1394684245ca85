//! `docs/policy-table.md`: role by action by handling, every cell. The table is made in `policy`; its tests say that it is
//! complete.

/// The text of the document.
pub fn text() -> Result<String, String> {
    let acting = super::written::Acting::read()?;
    for action in policy::Action::ALL {
        let asked = !acting.naming(&format!("Action::{}", action.variant())).is_empty();
        if asked != action.is_asked() {
            let is = if asked { "is asked" } else { "is asked nowhere" };
            return Err(format!("`{action}` {is}: correct `NOT_ASKED_YET` in crates/policy/src/action.rs"));
        }
    }
    let policies = policy::house::policies().map_err(|e| e.to_string())?;
    Ok(policy::golden_table(&policies))
}
