//! The golden table: role by action by handling by relation, every cell, as text. A change of policy is a readable
//! difference of `docs/policy-table.md`; dropping any one policy changes it (`tests/golden.rs`).
//! What stands in the scenes is in `scene`, what varies them in `variant`.

mod scene;
mod variant;

use crate::{Access, Action, Ask, Policies, ResourceKind};
use model::{HandlingCode, Kind};
use scene::{COLUMNS, Relation, Scene};
use std::fmt::Write as _;
use variant::{VARIANTS, Variant};

const HEAD: &str = "\
# Who may do what

Generated from `policies/`; do not edit. `cargo xtask docs` writes it, and a test fails when it is stale.

    ✔ a policy permits it     ✘ a policy forbids it     · no policy permits it     ! could not be evaluated

Columns: the four roles, each held alone, then the four machines of the node. An officer states the purpose
`investigation` and a case; an overseer `oversight`. A relation is to the unit of the row: `own unit` (somebody else
wrote it), `other unit`, `drafter` (own unit, and he wrote it himself). Unless a heading says otherwise: retention has
not passed, the words of H3 were not read, no permission was given, an overseer is enrolled, the item in draft is an
evaluated answer with information and without bars, a standing approval is in date, and nobody else has agreed.
*Not asked yet*: the policies answer it, and the program has no act that asks.
";

/// One row of the table in one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The heading of its block.
    pub block: String,
    /// Action, and resource where the action is done on several.
    pub row: String,
    /// One mark for each column.
    pub marks: Vec<char>,
}

/// A block: one handling code, one relation, and what varies.
struct Block {
    title: String,
    relation: Relation,
    code: HandlingCode,
    kinds: fn(ResourceKind) -> bool,
    variant: Option<&'static Variant>,
}

/// Every line of the table in order, each computed when asked for.
pub fn lines(policies: &Policies) -> impl Iterator<Item = Line> {
    lines_on(policies, |_, _| true)
}

/// The lines of the questions that `asked` picks: what, on what.
pub fn lines_on(
    policies: &Policies,
    asked: impl Fn(Action, ResourceKind) -> bool + Clone,
) -> impl Iterator<Item = Line> {
    blocks().into_iter().flat_map(move |block| block_lines(policies, block, asked.clone()))
}

/// The table as text: first every cell as things should be, then what one circumstance changes.
pub fn golden_table(policies: &Policies) -> String {
    let mut text = format!("{HEAD}\n## Every cell\n");
    for block in plain_blocks() {
        let title = block.title.clone();
        write_block(&mut text, &title, block_lines(policies, block, |_, _| true));
    }
    text.push_str("\n## What one circumstance changes\n\nOnly the rows that differ from the same block above.\n");
    for variant in VARIANTS {
        let changed = block_lines(policies, varied(variant), |_, _| true).zip(block_lines(
            policies,
            unvaried(variant),
            |_, _| true,
        ));
        let changed = changed.filter(|(now, before)| now.marks != before.marks).map(|(now, _)| now);
        write_block(&mut text, &varied(variant).title, changed);
    }
    write_rules(&mut text, policies);
    write_minimisation(&mut text, policies);
    text
}

fn blocks() -> Vec<Block> {
    plain_blocks().into_iter().chain(VARIANTS.iter().map(varied)).collect()
}

fn plain_blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for relation in [Relation::OwnUnit, Relation::OtherUnit] {
        let title = format!("lists and things of the node, {}", relation.as_str());
        blocks.push(Block { title, relation, code: HandlingCode::H0, kinds: |k| !k.has_content(), variant: None });
    }
    for code in HandlingCode::ALL.iter().copied() {
        for relation in [Relation::OwnUnit, Relation::OtherUnit, Relation::Drafter] {
            let title = format!("handling {code}, {}", relation.as_str());
            blocks.push(Block { title, relation, code, kinds: ResourceKind::has_content, variant: None });
        }
    }
    blocks
}

fn varied(variant: &'static Variant) -> Block {
    let title = format!("{}; handling {}, {}", variant.title, variant.code, variant.relation.as_str());
    Block { title, variant: Some(variant), ..unvaried(variant) }
}

fn unvaried(variant: &'static Variant) -> Block {
    let Variant { relation, code, .. } = *variant;
    Block { title: String::new(), relation, code, kinds: |_| true, variant: None }
}

fn block_lines(
    policies: &Policies,
    block: Block,
    asked: impl Fn(Action, ResourceKind) -> bool,
) -> impl Iterator<Item = Line> {
    let rows = Action::ALL.iter().flat_map(|action| action.kinds().iter().map(|kind| (*action, *kind)));
    rows.filter(move |(action, kind)| (block.kinds)(*kind) && asked(*action, *kind)).map(move |(action, kind)| {
        let marks = COLUMNS.iter().map(|(_, column)| {
            let mut scene = Scene::of(*column, action, kind, block.relation, block.code);
            if let Some(variant) = block.variant {
                (variant.vary)(&mut scene);
            }
            mark(policies, &scene)
        });
        let row = match action.kinds().len() {
            1 => action.to_string(),
            _ => format!("{action} ({})", kind.as_str().to_lowercase()),
        };
        let row = if action.is_asked() { row } else { format!("{row}, not asked yet") };
        Line { block: block.title.clone(), row, marks: marks.collect() }
    })
}

fn mark(policies: &Policies, scene: &Scene) -> char {
    let Scene { actor, action, resource, circumstances } = scene;
    match policies.decide(&Ask { actor, action: *action, resource, circumstances }).decision {
        Access::Permitted => '✔',
        Access::Forbidden => '✘',
        Access::NotPermitted => '·',
        Access::NotEvaluated => '!',
    }
}

fn write_block(text: &mut String, title: &str, lines: impl Iterator<Item = Line>) {
    let _ = write!(text, "\n```text\n{title:<80}");
    for (head, _) in COLUMNS {
        let _ = write!(text, " {head:>5}");
    }
    text.push('\n');
    for line in lines {
        let _ = write!(text, "  {:<78}", line.row);
        for mark in line.marks {
            let _ = write!(text, " {mark:>5}");
        }
        text.push('\n');
    }
    text.push_str("```\n");
}

fn write_rules(text: &mut String, policies: &Policies) {
    text.push_str("\n## The policies\n\n| Policy | | Says | Source |\n|---|---|---|---|\n");
    for rule in policies.rules() {
        let mark = if rule.permits { "permits" } else { "forbids" };
        let duty: String = rule.obligations.iter().map(|duty| format!("; then `{duty}`")).collect();
        let _ = writeln!(text, "| `{}` | {mark} | {}{duty} | {} |", rule.id, rule.because, rule.cite);
    }
}

fn write_minimisation(text: &mut String, policies: &Policies) {
    text.push_str("\n## Which fields go\n\nUnless an officer decides otherwise, with reasons.\n\n");
    text.push_str("| Field | same regime | adequacy | safeguards | single case |\n|---|---|---|---|---|\n");
    for (field, marks) in policies.minimisation.columns(Kind::Information) {
        let cells: Vec<&str> = marks.iter().map(|goes| if *goes { "goes" } else { "stays" }).collect();
        let _ = writeln!(text, "| {field} | {} |", cells.join(" | "));
    }
}
