//! The end: a table of the stories, and five questions that an officer can now answer, with the command for each.

use super::stage::Stage;
use super::teller::{Teller, Told};

pub(super) fn tell(stage: &Stage, teller: &mut Teller, told: &[Told]) {
    let mut table = format!("\n  {:<3}{:<70}{:<12}{:>7}{:>10}\n", "", "story", "outcome", "checks", "time");
    for story in told {
        let outcome = if story.held() { "as it must" } else { "NOT SO" };
        let good = story.expected.iter().filter(|expected| expected.holds).count();
        let checks = format!("{good}/{}", story.expected.len());
        let time = format!("{:.1} s", story.milliseconds as f64 / 1000.0);
        let title = &story.title;
        table.push_str(&format!("  {:<3}{title:<70}{outcome:<12}{checks:>7}{time:>10}\n", story.story));
    }
    teller.block("nodes", &table, serde_json::json!(stage.nodes()));

    let node = stage.folder().join("fi-kantele");
    let node = quoted(&node.display().to_string());
    let limited = stage.limited.map_or_else(|| "EXCHANGE".to_owned(), |exchange| exchange.to_string());
    let exchange = stage.exchange.map_or_else(|| "EXCHANGE".to_owned(), |exchange| exchange.to_string());
    let questions = [
        ("Why was it allowed?", format!("comity account --dir {node} {exchange}")),
        ("Who has it?", format!("comity account --dir {node} {exchange} --question who")),
        ("When was it due?", format!("comity account --dir {node} {limited} --question when")),
        ("Was it corrected?", format!("comity account --dir {node} {exchange} --question corrected")),
        ("Prove it.", format!("comity audit verify --dir {node}")),
    ];
    let mut text = String::from("  Five questions that an officer can now answer:\n");
    for (question, command) in &questions {
        text.push_str(&format!("    {question:<22}{command}\n"));
    }
    let value: Vec<_> = questions.iter().map(|(q, c)| serde_json::json!({ "question": q, "command": c })).collect();
    teller.block("questions", &text, serde_json::json!(value));
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_path_is_one_word() {
        assert_eq!(quoted("/tmp/demo-1/fi-kantele"), "/tmp/demo-1/fi-kantele");
        assert_eq!(quoted("my demo/ü"), "'my demo/ü'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
